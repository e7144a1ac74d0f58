namespace EvidenceRegistry.FullText;

/// <summary>A question as terms of the index: the same for both engines.</summary>
internal sealed class Question
{
    /// <summary>Distinct words looked for at most: a pasted abstract is a question too, a pasted book is cut.</summary>
    private const int MostWords = 100;

    /// <summary>Quotations, words in them, and exclusions, each, at most; with the words it keeps a query below the library's 1,024 clauses.</summary>
    private const int MostParts = 50;

    /// <summary>Cluster pairs, and word pairs, compared at most.</summary>
    private const int MostClusters = 300;

    /// <summary>Cluster pairs of a question from which on it is a run; some four Thai words.</summary>
    private const int LongRun = 12;

    private Question(ParsedQuery query, TextAnalysis analysis)
    {
        IReadOnlyList<Token> words = analysis.QueryWords(query.Text);
        string quoted = string.Join('\n', query.Quotes);
        IReadOnlyList<Token> quotedWords = quoted.Length == 0 ? [] : analysis.QueryWords(quoted);
        var required = analysis.RequiredPositions(words).Except(QuestionYears.Cues(words)).ToHashSet();
        Bridges = BridgesOf(query, analysis);
        Words = QuestionWord.Bridged(QuestionWord.Of([.. words.Where(word => required.Contains(word.Position))], query.Text, MostWords), Bridges);
        Helping = QuestionWord.Of([.. words.Where(word => !required.Contains(word.Position))], query.Text, MostParts);
        QuotedWords = QuestionWord.Of(quotedWords, quoted, MostParts);
        Quotes = [.. query.Quotes.Select(TextAnalysis.QuoteClusters).Where(quote => quote.Terms.Count > 0).Take(MostParts)];
        Excluded = [.. query.Excluded.Select(text => QuestionExclusion.Of(text, analysis)).OfType<QuestionExclusion>().Take(MostParts)];
        Pairs = [.. Texts(TextAnalysis.WordPairs(words)).Concat(Texts(TextAnalysis.WordPairs(quotedWords))).Distinct(StringComparer.Ordinal).Take(MostClusters)];
        Clusters = [.. Ranking(query.Text).Concat(query.Quotes.SelectMany(Ranking)).Distinct(StringComparer.Ordinal).Take(MostClusters)];
        Whole = Words.Count + Helping.Count > 1 && TextAnalysis.QuoteClusters(query.Text) is { IsPrefix: false, Terms.Count: > 1 and <= MostClusters } whole ? whole : null;
        Identifier = Identifiers.Fold(query.Quotes.Count == 0 ? query.Text : string.Join(' ', query.Quotes.Append(query.Text)));
        HoldsNothing = !query.IsEmpty && Words.Count == 0 && Quotes.Count == 0 && Excluded.Count == 0 && query.Filters.Count == 0;
    }

    /// <summary>Terms of the free text with other ways to say them.</summary>
    public IReadOnlyList<Bridge> Bridges { get; }

    /// <summary>Words of the free text, each wanted.</summary>
    public IReadOnlyList<QuestionWord> Words { get; }

    /// <summary>Function words of the free text (ที่ ของ การ): they add to the score and are not asked for.</summary>
    public IReadOnlyList<QuestionWord> Helping { get; }

    /// <summary>Words of the quotations: they add to the score, the quotations select.</summary>
    public IReadOnlyList<QuestionWord> QuotedWords { get; }

    public IReadOnlyList<Quote> Quotes { get; }

    public IReadOnlyList<QuestionExclusion> Excluded { get; }

    public IReadOnlyList<string> Pairs { get; }

    public IReadOnlyList<string> Clusters { get; }

    /// <summary>The free text as one run, where it has several words: a record that holds it to the letter leads.</summary>
    public Quote? Whole { get; }

    /// <summary>The same where it is long enough to be looked for from the start: shorter runs are common, cost more, and hold few words to go wrong.</summary>
    public Quote? Run => Whole is { Terms.Count: >= LongRun } ? Whole : null;

    /// <summary>The whole question as an identifier; empty when it cannot be one.</summary>
    public string Identifier { get; }

    /// <summary>Something was typed, and nothing of it can be looked for.</summary>
    public bool HoldsNothing { get; }

    public bool HasText => Words.Count > 0 || Quotes.Count > 0;

    public IEnumerable<QuestionWord> AllWords => Words.Concat(Helping).Concat(QuotedWords);

    public static Question Of(ParsedQuery query, TextAnalysis analysis) => new(query, analysis);

    /// <summary>Terms of the free text that have other ways to be said; quotations have none.</summary>
    public static IReadOnlyList<Bridge> BridgesOf(ParsedQuery query, TextAnalysis analysis)
    {
        IReadOnlyList<Token> all = analysis.Words(query.Text);
        IEnumerable<Bridge> named = query.Things.Where(thing => analysis.Words(thing.Typed).Count > 0).Select(thing => FullText.Bridges.Of(
            thing.Typed,
            analysis.Words(thing.Typed),
            thing.Names.Select(name => FullText.Bridges.Form(name, analysis.Words(name), same: true)).Where(form => form.Terms.Count > 0)));
        return [.. analysis.Bridges.In(query.Text, all).Concat(named).Where(bridge => bridge.Forms.Count > 0).DistinctBy(bridge => bridge.Typed.ToLowerInvariant()).Take(MostParts)];
    }

    private static IEnumerable<string> Texts(IReadOnlyList<Token> tokens) => tokens.Select(token => token.Text);

    private static IEnumerable<string> Ranking(string text) => Texts(TextAnalysis.RankingClusterPairs(text));
}
