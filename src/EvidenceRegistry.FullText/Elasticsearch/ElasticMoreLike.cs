using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Records that share the telling open words of one record; the counterpart of <see cref="MoreLike"/>.</summary>
internal sealed class ElasticMoreLike(ElasticClient client, ElasticNames names, ElasticOptions options)
{
    private const string Prior = "_score / params.scale * doc['prior'].value";

    public async Task<IReadOnlyList<Hit>> OfAsync(string id, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel)
    {
        var like = new JsonObject
        {
            ["more_like_this"] = new JsonObject
            {
                ["fields"] = Clause.List(MoreLike.Fields.Select(IndexFields.Weighted)),
                ["like"] = new JsonArray(new JsonObject { ["_index"] = names.Records, ["_id"] = id }),
                ["min_term_freq"] = 1,
                ["min_doc_freq"] = 2,
                ["max_query_terms"] = MoreLike.MostWords,
                ["minimum_should_match"] = 1,
                ["boost_terms"] = 1,
            },
        };
        var body = new JsonObject
        {
            ["size"] = size,
            ["track_total_hits"] = false,
            ["stored_fields"] = ElasticFields.NoStored,
            ["docvalue_fields"] = Clause.List([IndexFields.Id]),
            ["sort"] = ElasticHit.SortOf(SearchSort.Relevance),
            ["query"] = new JsonObject
            {
                ["script_score"] = new JsonObject
                {
                    ["query"] = Clause.Bool(must: [like], mustNot: [Clause.AnyOf(IndexFields.Id, [.. leftOut, id])]),
                    ["script"] = new JsonObject { ["source"] = Prior, ["params"] = new JsonObject { ["scale"] = 1 + options.Weights.K1 } },
                },
            },
        };
        JsonElement answer = (await client.PostAsync($"{names.Records}/_search", body, cancel)).Taken();
        return
        [
            .. answer.GetProperty("hits").GetProperty("hits").EnumerateArray()
                .Select(hit => new Hit(hit.GetProperty("fields").GetProperty(IndexFields.Id)[0].GetString()!, hit.GetProperty("_score").GetDouble(), null)),
        ];
    }
}
