using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>One question to the server's records: exact total, facet counts, and the first hits after a given place.</summary>
/// <param name="Total">Everything that matches.</param>
/// <param name="Unfiltered">What matches whatever the filters say.</param>
/// <param name="AsTyped">Whether something of that stands there as typed.</param>
internal sealed record ElasticPass(
    long Total, long Unfiltered, bool AsTyped, IReadOnlyList<ElasticHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets)
{
    private const string AllName = "unfiltered";
    private const string TypedName = "typed";

    private static readonly Dictionary<string, IReadOnlyList<FacetCount>> NoFacets = [];

    /// <param name="leftOut">Records not counted at all.</param>
    /// <param name="after">Only hits behind this place are answered; all are counted.</param>
    public static async Task<ElasticPass> RunAsync(
        ElasticView view, RecordClauses clauses, SearchRequest request, int wanted, IReadOnlyCollection<string> leftOut, int keep, string? after, bool facets, CancellationToken cancel)
    {
        var counted = new FacetClauses(request);
        JsonObject counts = facets ? counted.Counts() : [];
        counts[AllName] = new JsonObject { ["filter"] = Clause.All() };
        if (clauses.AsTyped() is { } typed)
        {
            counts[TypedName] = new JsonObject { ["filter"] = typed };
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
            ["aggs"] = counts,
        };
        if (counted.Filters is { Count: > 0 } filters)
        {
            body["post_filter"] = Clause.Bool(filter: filters);
        }

        if (facets && counted.Unions() is { Count: > 0 } unions)
        {
            body["runtime_mappings"] = unions;
        }

        if (after is not null)
        {
            body["search_after"] = JsonNode.Parse(after);
        }

        JsonElement answer = await view.KeptAsync(body, cancel);
        JsonElement hits = answer.GetProperty("hits");
        JsonElement aggregations = answer.GetProperty("aggregations");
        return new ElasticPass(
            hits.GetProperty("total").GetProperty("value").GetInt64(),
            CountOf(aggregations, AllName),
            CountOf(aggregations, TypedName) > 0,
            [.. hits.GetProperty("hits").EnumerateArray().Select(ElasticHit.Of)],
            facets ? FacetClauses.Read(aggregations) : NoFacets);
    }

    private static long CountOf(JsonElement aggregations, string name) =>
        aggregations.TryGetProperty(name, out JsonElement found) ? found.GetProperty("doc_count").GetInt64() : 0;
}
