using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>Words of a question as queries that score: by the word itself, or, less, by another way to say it, whichever is better.</summary>
internal sealed class WordQueries(ReadableFields readable, RankingWeights weights, TermSeeker terms)
{
    private static readonly string Open = IndexFields.Text(TextClass.Open, TextStream.Words);

    private readonly TextQueries _queries = new(readable, terms);

    /// <summary>Selects: any way to say the word in any field of the reader.</summary>
    public Query Word(QuestionWord word) => AnyQuery.Best(
    [
        _queries.Word(word),
        .. word.Year is { } year ? new[] { terms.Query(IndexFields.Facet(FacetNames.Year), year) } : [],
        .. from form in word.Others
           from field in readable[TextStream.Words]
           select Weighed(_queries.Form(form, field), Worth(word, form)),
    ]);

    /// <summary>Adds for a word in a weighted field, which knows no order of words; null where the field knows none of them.</summary>
    public Query? Weighted(QuestionWord word, string field, double weight)
    {
        Query[] ways =
        [
            .. word.Variants.Select(variant => terms.Query(field, variant)).Where(query => query.IsThere).Select(query => Weighed(query, weight)),
            .. word.Others.Where(form => form.Terms.All(term => terms.Frequency(field, term) > 0)).Select(form => All(form, field, weight * Worth(word, form))),
        ];
        return ways.Length == 0 ? null : AnyQuery.Best(ways);
    }

    /// <summary>
    /// Factor on what a form scores by its own rarity: never more than the typed word would score, times the bridge's weight, and
    /// shared by the words of the term.
    /// </summary>
    private double Worth(QuestionWord word, BridgedForm form)
    {
        double typed = word.Variants.Min(Rarity);
        double[] other = [.. form.Terms.Select(Rarity)];
        return (form.Same ? 1 : weights.Bridge) / word.Sharing * Math.Min(typed, other.Max()) / Math.Max(other.Sum(), double.Epsilon);
    }

    private double Rarity(string term)
    {
        long records = terms.Frequency(Open, term);
        return Bm25.Idf(records, Math.Max(records, terms.Size));
    }

    private Query All(BridgedForm form, string field, double weight)
    {
        if (form.Terms.Count == 1)
        {
            return Weighed(terms.Query(field, form.Terms[0]), weight);
        }

        var all = new BooleanQuery();
        foreach (string term in form.Terms)
        {
            all.Add(Weighed(terms.Query(field, term), weight), Occur.MUST);
        }

        return all;
    }

    private static Query Weighed(Query query, double weight)
    {
        query.Boost = (float)weight;
        return query;
    }
}
