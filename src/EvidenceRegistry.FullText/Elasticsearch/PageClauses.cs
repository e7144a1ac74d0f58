using System.Globalization;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Questions to the page documents. A page scores by its words, less where it was recognised in a picture, and by cluster pairs; a quotation that
/// stands on it counts more than all that, and the whole question as typed comes next.
/// </summary>
internal sealed class PageClauses(Question question, TextClauses text, RankingWeights weights, double scale)
{
    /// <summary>More than words and clusters of the longest question reach.</summary>
    private const double OneQuote = 8192;

    private const double AsTyped = 4096;

    /// <summary>The best page of each record.</summary>
    /// <param name="pageOfs">Records with their pages' hash.</param>
    /// <param name="windows">See <see cref="BestWindow"/>; null where none is wanted.</param>
    public JsonObject Best(IReadOnlyList<string> pageOfs, JsonObject? windows)
    {
        JsonObject body = Body(Clause.Bool(filter: [Clause.AnyOf(IndexFields.PageOf, pageOfs)], should: [Words(), .. Extras()], wanted: 1), pageOfs.Count);
        body["collapse"] = new JsonObject { ["field"] = IndexFields.Id };
        if (windows is not null)
        {
            body["script_fields"] = windows;
        }

        body["track_total_hits"] = false;
        return body;
    }

    /// <summary>All pages of one record that hold so many of the words, or a quotation where some were asked.</summary>
    public JsonObject Matching(string pageOf, int wanted, int skip, int size)
    {
        JsonObject selected = question.Quotes.Count > 0 ? Clause.Any([.. question.Quotes.Select(text.Quote)])
            : Clause.Bool(should: [.. question.Words.Select(text.OnPage)], wanted: wanted);
        JsonObject body = Body(
            Clause.Bool(
                filter: [Clause.Term(IndexFields.PageOf, pageOf), selected],
                should: [Words(), .. Extras()],
                mustNot: [.. question.Excluded.Select(text.Excluded)]),
            size);
        body["from"] = skip;
        body["track_total_hits"] = true;
        return body;
    }

    private static JsonObject Body(JsonObject query, int size) => new()
    {
        ["size"] = size,
        ["stored_fields"] = ElasticFields.NoStored,
        ["docvalue_fields"] = Clause.List([IndexFields.Id, IndexFields.File, IndexFields.Page]),
        ["sort"] = new JsonArray(new JsonObject { ["_score"] = new JsonObject { ["order"] = "desc" } }, new JsonObject { [ElasticFields.Order] = new JsonObject { ["order"] = "asc" } }),
        ["query"] = query,
    };

    private JsonObject Words() => new()
    {
        ["function_score"] = new JsonObject
        {
            ["query"] = Clause.Bool(
                should: [.. question.AllWords.Index().Select(word => Clause.Named(text.OnPage(word.Item), string.Create(CultureInfo.InvariantCulture, $"{PageDetails.WordName}{word.Index}")))],
                wanted: 1),
            ["functions"] = new JsonArray(new JsonObject
            {
                ["filter"] = new JsonObject { ["term"] = new JsonObject { [IndexFields.FromPicture] = true } },
                ["weight"] = weights.FromPicture,
            }),
            ["boost_mode"] = "multiply",
        },
    };

    private IEnumerable<JsonObject> Extras()
    {
        if (text.Sum(TextStream.Clusters, question.Clusters) is { } clusters)
        {
            clusters["bool"]!["boost"] = weights.Clusters;
            yield return clusters;
        }

        if (question.Whole is { } whole)
        {
            yield return Clause.Named(Clause.Constant(text.Quote(whole), AsTyped * scale), PageDetails.WholeName);
        }

        foreach ((int number, Quote quote) in question.Quotes.Index())
        {
            yield return Clause.Named(Clause.Constant(text.Quote(quote), OneQuote * scale), string.Create(CultureInfo.InvariantCulture, $"{PageDetails.QuoteName}{number}"));
        }
    }
}
