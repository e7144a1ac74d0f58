using Lucene.Net.Index;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>The query that selects records and gives them their score by words.</summary>
internal static class RecordQuery
{
    /// <param name="run">Records in which the long question stands as typed; null where it is short.</param>
    /// <param name="wanted">How many of the free text's words a record must hold.</param>
    public static Query Of(Question question, ReadableFields readable, RankingWeights weights, TermSeeker terms, FoundDocuments? run, int wanted)
    {
        var queries = new TextQueries(readable, terms);
        Query text = question.HasText ? OrIdentifier(Text(question, readable, queries, weights, terms, run, wanted), question, weights) : Every();
        if (question.Excluded.Count == 0)
        {
            return text;
        }

        var all = new BooleanQuery { { text, Occur.MUST } };
        foreach (QuestionExclusion excluded in question.Excluded)
        {
            all.Add(queries.Excluded(excluded), Occur.MUST_NOT);
        }

        return all;
    }

    /// <summary>Every record, each with the score 1; remembered deletions are none.</summary>
    public static Query Every() => new ConstantScoreQuery(new TermQuery(new Term(IndexFields.State, IndexFields.IsRecord)));

    private static SummedQuery Text(
        Question question, ReadableFields readable, TextQueries queries, RankingWeights weights, TermSeeker terms, FoundDocuments? run, int wanted)
    {
        var scored = new WordQueries(readable, weights, terms);
        var selects = new BooleanQuery();
        var words = new BooleanQuery { MinimumNumberShouldMatch = wanted < question.Words.Count ? wanted : 0 };
        Occur occur = wanted < question.Words.Count ? Occur.SHOULD : Occur.MUST;
        foreach (QuestionWord word in question.Words)
        {
            words.Add(scored.Word(word), occur);
        }

        if (question.Words.Count > 0)
        {
            selects.Add(OrRun(words, run, weights), Occur.MUST);
        }

        foreach (Quote quote in question.Quotes)
        {
            selects.Add(queries.Quote(quote), Occur.MUST);
        }

        return new SummedQuery(selects, [.. question.Helping.Concat(question.QuotedWords).Select(scored.Word), .. Weighted(question, weights, scored)]);
    }

    private static IEnumerable<Query> Weighted(Question question, RankingWeights weights, WordQueries scored) =>
        from field in Enum.GetValues<TextField>()
        let weight = weights.Of(field)
        where weight > 0
        from word in question.AllWords
        let found = scored.Weighted(word, IndexFields.Weighted(field), weight)
        where found is not null
        select found;

    /// <summary>A pasted sentence may be cut in mid-word: its words are then not all those of the text, but the run stands there.</summary>
    private static Query OrRun(BooleanQuery words, FoundDocuments? run, RankingWeights weights) =>
        run is not null ? new AnyQuery([words, new ConstantScoreQuery(run) { Boost = (float)weights.Run }], summed: true) : words;

    private static Query OrIdentifier(Query text, Question question, RankingWeights weights)
    {
        if (question.Identifier.Length == 0)
        {
            return text;
        }

        var identifier = new ConstantScoreQuery(new TermQuery(new Term(IndexFields.Identifier, question.Identifier)))
        {
            Boost = (float)weights.Identifier,
        };
        return new AnyQuery([text, identifier], summed: true);
    }
}
