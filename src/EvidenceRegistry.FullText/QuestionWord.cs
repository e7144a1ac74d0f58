namespace EvidenceRegistry.FullText;

/// <summary>One word of a question with its variants; a document meets it by any of them, or by another way to say it.</summary>
/// <param name="Typed">As it stands in the question.</param>
internal sealed record QuestionWord(IReadOnlyList<string> Variants, string Typed)
{
    /// <summary>Other ways to say the term this word belongs to: never so good as the word itself, unless they name the same thing.</summary>
    public IReadOnlyList<BridgedForm> Others { get; init; } = [];

    /// <summary>The Common Era year it means, met by the records of that year too; else null.</summary>
    public string? Year { get; init; }

    /// <summary>Words of the question that share these other ways; each has its part of what they are worth.</summary>
    public int Sharing { get; init; } = 1;

    /// <summary>Tokens at one position are one word; a word that was met before is left out.</summary>
    public static IReadOnlyList<QuestionWord> Of(IReadOnlyList<Token> tokens, string text, int most)
    {
        var words = new List<QuestionWord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<int, Token> word in tokens.GroupBy(token => token.Position))
        {
            string[] variants = [.. word.Select(token => token.Text).Distinct(StringComparer.Ordinal)];
            if (words.Count < most && seen.Add(Key(variants)))
            {
                words.Add(new QuestionWord(variants, text[word.Min(token => token.Start)..word.Max(token => token.End)]) { Year = QuestionYears.Of(variants) });
            }
        }

        return words;
    }

    /// <summary>Tells words apart.</summary>
    public static string Key(IEnumerable<string> variants) => string.Join('\n', variants.Distinct(StringComparer.Ordinal));

    /// <summary>The words, each with the other ways to say what it stands in.</summary>
    public static IReadOnlyList<QuestionWord> Bridged(IReadOnlyList<QuestionWord> words, IReadOnlyList<Bridge> bridges)
    {
        QuestionWord[] bridged = [.. words];
        foreach (Bridge bridge in bridges)
        {
            int[] mine = [.. Enumerable.Range(0, bridged.Length).Where(at => bridge.Words.Contains(Key(bridged[at].Variants)))];
            foreach (int at in mine)
            {
                bridged[at] = bridged[at] with
                {
                    Others = [.. bridged[at].Others, .. bridge.Forms.Where(form => !bridged[at].Others.Any(other => other.Terms.SequenceEqual(form.Terms)))],
                    Sharing = Math.Max(bridged[at].Sharing, mine.Length),
                };
            }
        }

        return bridged;
    }
}
