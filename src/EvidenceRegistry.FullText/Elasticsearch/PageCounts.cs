using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>How many page documents can be found of each record and pages hash.</summary>
internal static class PageCounts
{
    /// <param name="pages">Index or alias.</param>
    /// <param name="pageOfs"><see cref="LuceneDocuments.PageOf"/>; one of which there are none is not in the answer.</param>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(ElasticClient client, string pages, IReadOnlyCollection<string> pageOfs, CancellationToken cancel)
    {
        if (pageOfs.Count == 0)
        {
            return new Dictionary<string, long>();
        }

        // By the values met ("map"): of a whole index's only some are asked for.
        var body = new JsonObject
        {
            ["size"] = 0,
            ["track_total_hits"] = false,
            ["query"] = Clause.Bool(filter: [Clause.AnyOf(IndexFields.PageOf, pageOfs)]),
            ["aggs"] = new JsonObject
            {
                ["of"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = IndexFields.PageOf, ["size"] = pageOfs.Count, ["execution_hint"] = "map" } },
            },
        };
        JsonElement answer = (await client.PostAsync($"{pages}/_search?allow_partial_search_results=false", body, cancel)).Taken();
        return answer.GetProperty("aggregations").GetProperty("of").GetProperty("buckets").EnumerateArray()
            .ToDictionary(bucket => bucket.GetProperty("key").GetString()!, bucket => bucket.GetProperty("doc_count").GetInt64(), StringComparer.Ordinal);
    }
}
