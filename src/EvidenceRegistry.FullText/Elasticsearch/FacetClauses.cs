using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Filters and facet counts. A facet's counts leave out its own filter and no other, so that each count is the total of that choice.</summary>
/// <param name="usual">The index has columns for the usual statuses of tags (<see cref="ElasticFields.Usual"/>); one made before them has not until it is made anew.</param>
internal sealed class FacetClauses(SearchRequest request, bool usual)
{
    private const string Values = "values";

    /// <summary>Values of several fields, each once a record.</summary>
    private const string Union = "Set all = new HashSet(); for (String field : params.fields) { for (String value : doc[field]) { if (all.add(value)) { emit(value); } } }";

    private readonly IReadOnlyList<SearchFilter> _filters = SearchFilter.Of(request);
    private readonly bool _usual = usual && SearchRequest.UsualStatuses.ToHashSet(StringComparer.Ordinal).SetEquals(request.TagStatuses);

    public IReadOnlyList<JsonObject> Filters => [.. _filters.Select(Of)];

    public JsonObject Counts() => new(FacetNames.All.Select(facet => KeyValuePair.Create<string, JsonNode?>(facet, CountOf(facet))));

    /// <summary>Without another filter the values stand by themselves: within a filter that takes everything each costs as much again.</summary>
    private JsonObject CountOf(string facet)
    {
        var values = new JsonObject { ["terms"] = new JsonObject { ["field"] = FieldOf(facet), ["size"] = request.MostOf(facet) } };
        JsonObject[] others = [.. _filters.Where(filter => filter.Facet != facet).Select(Of)];
        return others.Length == 0 ? values : new JsonObject { ["filter"] = Clause.Bool(filter: others), ["aggs"] = new JsonObject { [Values] = values } };
    }

    /// <summary>Fields made for this request: the union of a facet's tags over several statuses.</summary>
    public JsonObject Unions()
    {
        var unions = new JsonObject();
        foreach (string facet in FacetNames.All.Where(FacetValues.IsTagged))
        {
            IReadOnlyList<string> fields = FacetValues.Fields(facet, request.TagStatuses);
            if (fields.Count > 1 && !_usual)
            {
                unions[FieldOf(facet)] = new JsonObject
                {
                    ["type"] = "keyword",
                    ["script"] = new JsonObject { ["source"] = Union, ["params"] = new JsonObject { ["fields"] = Clause.List(fields) } },
                };
            }
        }

        return unions;
    }

    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Read(JsonElement aggregations) => FacetNames.All.ToDictionary(
        facet => facet,
        facet => (IReadOnlyList<FacetCount>)[.. BucketsOf(aggregations.GetProperty(facet)).EnumerateArray()
            .Select(bucket => new FacetCount(bucket.GetProperty("key").GetString()!, bucket.GetProperty("doc_count").GetInt64()))],
        StringComparer.Ordinal);

    private static JsonElement BucketsOf(JsonElement facet) => (facet.TryGetProperty(Values, out JsonElement within) ? within : facet).GetProperty("buckets");

    private string FieldOf(string facet) => FacetValues.Fields(facet, request.TagStatuses) is { Count: 1 } one ? one[0] : _usual ? ElasticFields.Usual(facet) : $"union.{facet}";

    private static JsonObject Of(SearchFilter filter)
    {
        JsonObject? values = filter.Values.Count == 0 ? null : Clause.Any([.. filter.Fields.Select(field => Clause.AnyOf(field, filter.Values))]);
        var span = new JsonObject { ["gte"] = filter.YearFrom ?? 1, ["lte"] = filter.YearTo ?? int.MaxValue };
        JsonObject? years = filter.YearFrom is null && filter.YearTo is null ? null : new JsonObject { ["range"] = new JsonObject { [IndexFields.Year] = span } };
        return Clause.Bool(filter: [.. new[] { values, years }.OfType<JsonObject>()]);
    }
}
