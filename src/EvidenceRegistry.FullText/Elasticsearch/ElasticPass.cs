using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>One question to the server's records: exact total, facet counts, and the first hits after a given place.</summary>
/// <param name="Total">Everything that matches.</param>
/// <param name="Unfiltered">What matches whatever the filters say.</param>
internal sealed record ElasticPass(long Total, long Unfiltered, IReadOnlyList<ElasticHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets)
{
    private const string AllName = "unfiltered";

    private static readonly Dictionary<string, IReadOnlyList<FacetCount>> NoFacets = [];

    /// <param name="counted">Filters and facets of the request.</param>
    /// <param name="looks">What the answered hits alone are looked at for (<see cref="HitLooks"/>).</param>
    /// <param name="leftOut">Records not counted at all.</param>
    /// <param name="behind">Only hits behind this place are answered; all are counted.</param>
    public static async Task<ElasticPass> RunAsync(
        ElasticView view, RecordClauses clauses, FacetClauses counted, HitLooks looks, SearchRequest request, int wanted, IReadOnlyCollection<string> leftOut, int keep, string? behind, bool facets, CancellationToken cancel)
    {
        IReadOnlyList<JsonObject> filters = counted.Filters;
        JsonObject counts = facets ? counted.Counts() : [];
        if (filters.Count > 0)
        {
            // A filter that takes everything would run the whole query once more.
            counts[AllName] = new JsonObject { ["value_count"] = new JsonObject { ["field"] = IndexFields.Id } };
        }

        JsonObject query = clauses.Of(wanted);
        var body = new JsonObject
        {
            ["size"] = keep,
            ["track_total_hits"] = true,
            ["stored_fields"] = ElasticFields.NoStored,
            ["docvalue_fields"] = ElasticHit.Columns(request.RaisedAreas.Count > 0),
            ["sort"] = ElasticHit.SortOf(request.Sort),
            ["query"] = leftOut.Count == 0 ? query : Clause.Bool(must: [query], mustNot: [Clause.AnyOf(IndexFields.Id, leftOut)]),
        };
        if (counts.Count > 0)
        {
            body["aggs"] = counts;
        }

        if (looks.After(filters) is { } after)
        {
            body["post_filter"] = after;
        }

        if (facets && counted.Unions() is { Count: > 0 } unions)
        {
            body["runtime_mappings"] = unions;
        }

        if (behind is not null)
        {
            body["search_after"] = JsonNode.Parse(behind);
        }

        JsonElement answer = await view.KeptAsync(looks.With(body), cancel);
        JsonElement hits = answer.GetProperty("hits");
        long total = hits.GetProperty("total").GetProperty("value").GetInt64();
        return new ElasticPass(
            total,
            filters.Count > 0 ? answer.GetProperty("aggregations").GetProperty(AllName).GetProperty("value").GetInt64() : total,
            [.. hits.GetProperty("hits").EnumerateArray().Select(ElasticHit.Of)],
            facets ? FacetClauses.Read(answer.GetProperty("aggregations")) : NoFacets);
    }

    /// <summary>Whether a record, whatever the filters say, holds the question as typed or is named by it.</summary>
    public static async Task<bool> StandsAsync(ElasticView view, RecordClauses clauses, IReadOnlyCollection<string> leftOut, CancellationToken cancel)
    {
        if (clauses.AsTyped() is not { } typed)
        {
            return false;
        }

        var body = new JsonObject
        {
            ["size"] = 0,
            ["track_total_hits"] = 1,
            ["query"] = Clause.Bool(filter: [typed], mustNot: leftOut.Count == 0 ? null : [Clause.AnyOf(IndexFields.Id, leftOut)]),
        };
        return (await view.KeptAsync(body, cancel)).GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64() > 0;
    }
}
