using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Words and quotations as clauses over the fields that one reader may read; the counterpart of <see cref="TextQueries"/> and <see cref="WordQueries"/>.</summary>
internal sealed class TextClauses(ReadableFields readable, RankingWeights weights, TermFigures figures)
{
    /// <summary>A quarter of what a small server takes.</summary>
    private const int LongestPhrase = 4096;

    public IReadOnlyList<ReadableField> Words => readable[TextStream.Words];

    /// <summary>By the best of the word's variants in the best of the fields.</summary>
    public JsonObject Typed(QuestionWord word) => Clause.Best(
        [.. from field in readable[TextStream.Words] from variant in word.Variants select Clause.Term(field.Name, field.Prefix + variant)]);

    /// <summary>Selects: any way to say the word in any field of the reader.</summary>
    public JsonObject Word(QuestionWord word) => Clause.Best(
    [
        Typed(word),
        .. word.Year is { } year ? new[] { Clause.Term(IndexFields.Facet(FacetNames.Year), year) } : [],
        .. from form in word.Others
           from field in readable[TextStream.Words]
           select Form(form, field, Worth(word, form)),
    ]);

    /// <summary>As it scores on a page: other ways by the least of their words, each worth so much.</summary>
    public JsonObject OnPage(QuestionWord word) => Clause.Best(
    [
        Typed(word),
        .. from form in word.Others
           from field in readable[TextStream.Words]
           select form.Terms.Count == 1
               ? Clause.Term(field.Name, field.Prefix + form.Terms[0], form.Same ? 1 : weights.Bridge)
               : Clause.Bool(
                   must: [.. form.Terms.Select(term => Clause.Term(field.Name, field.Prefix + term, (form.Same ? 1 : weights.Bridge) / form.Terms.Count))]),
    ]);

    /// <summary>The form's words one after the other in one field.</summary>
    public static JsonObject Form(BridgedForm form, ReadableField field, double worth = 1) => form.Terms.Count == 1
        ? Clause.Term(field.Name, field.Prefix + form.Terms[0], worth)
        : Clause.Phrase(field.Name, form.Terms.Select(term => field.Prefix + term), worth);

    /// <summary>Adds for a word in a weighted field, which knows no order of words.</summary>
    public JsonObject Weighted(QuestionWord word, string field, double weight) => Clause.Best(
    [
        .. word.Variants.Select(variant => Clause.Term(field, variant, weight)),
        .. word.Others.Select(form => All(form, field, weight * Worth(word, form))),
    ]);

    public static JsonObject All(BridgedForm form, string field, double weight) => form.Terms.Count == 1
        ? Clause.Term(field, form.Terms[0], weight)
        : Clause.Bool(must: [.. form.Terms.Select(term => Clause.Term(field, term, weight))]);

    /// <summary>Selects; stands where clauses do not score.</summary>
    public JsonObject Quote(Quote quote) => Clause.Any([.. readable[TextStream.Clusters].Select(field =>
        quote.IsPrefix ? Clause.Prefix(field.Name, field.Prefix + quote.Terms[0])
        : quote.Terms.Count == 1 ? Clause.Term(field.Name, field.Prefix + quote.Terms[0])
        : Run(field, quote.Terms))]);

    public JsonObject Excluded(QuestionExclusion excluded) => excluded.Run is { } run ? Quote(run) : Typed(excluded.Word!);

    /// <summary>The terms' scores added, each in the best of the fields.</summary>
    public JsonObject? Sum(TextStream stream, IReadOnlyList<string> terms) => terms.Count == 0
        ? null
        : Clause.Any([.. terms.Select(term => Clause.Best([.. readable[stream].Select(field => Clause.Term(field.Name, field.Prefix + term))]))]);

    /// <summary>A phrase; a very long one as overlapping phrases, all of them wanted, for the server limits the parts of one.</summary>
    private static JsonObject Run(ReadableField field, IReadOnlyList<string> terms) => terms.Count <= LongestPhrase
        ? Clause.Phrase(field.Name, terms.Select(term => field.Prefix + term))
        : Clause.Bool(filter: [.. Enumerable.Range(0, (terms.Count + LongestPhrase - 2) / (LongestPhrase - 1))
            .Select(part => Clause.Phrase(field.Name, terms.Skip(part * (LongestPhrase - 1)).Take(LongestPhrase).Select(term => field.Prefix + term)))]);

    /// <summary>As <see cref="WordQueries"/> weighs a form: never more than the typed word would score, times the bridge's weight.</summary>
    private double Worth(QuestionWord word, BridgedForm form)
    {
        double typed = word.Variants.Min(Rarity);
        double[] other = [.. form.Terms.Select(Rarity)];
        return (form.Same ? 1 : weights.Bridge) / word.Sharing * Math.Min(typed, other.Max()) / Math.Max(other.Sum(), double.Epsilon);
    }

    private double Rarity(string term) => figures.Idf(term);
}
