using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Words of the server's index.</summary>
/// <param name="figures">Of the question's words.</param>
internal sealed class ElasticKnownWords(ElasticClient client, ElasticNames names, TermFigures figures, IReadOnlyCollection<string> leftOut, CancellationToken cancel) : IKnownWords
{
    /// <summary>Close words looked at.</summary>
    private const int Most = 50;

    public long Records(string term) => figures.Records(term);

    public async Task<IReadOnlyList<NearWord>> NearAsync(string word, int edits)
    {
        var body = new JsonObject
        {
            ["size"] = 0,
            ["track_total_hits"] = 2,
            ["query"] = Clause.Bool(filter: [Clause.Term(IndexFields.Vocabulary, word)]),
            ["suggest"] = new JsonObject
            {
                ["near"] = new JsonObject
                {
                    ["text"] = word,
                    ["term"] = new JsonObject
                    {
                        ["field"] = IndexFields.Vocabulary,
                        ["analyzer"] = "keyword",
                        ["suggest_mode"] = "always",
                        ["max_edits"] = edits,
                        ["prefix_length"] = 0,
                        ["min_word_length"] = 3,
                        ["max_inspections"] = Most,
                        ["size"] = Most,
                        ["shard_size"] = Most,
                        ["string_distance"] = "damerau_levenshtein",
                    },
                },
            },
        };
        JsonElement answer = (await client.PostAsync($"{names.Records}/_search", body, cancel)).Taken();
        return answer.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64() > 1 ? [] :
        [
            .. answer.GetProperty("suggest").GetProperty("near").EnumerateArray()
                .SelectMany(asked => asked.GetProperty("options").EnumerateArray())
                .Select(option => new NearWord(option.GetProperty("text").GetString()!, option.GetProperty("freq").GetInt64())),
        ];
    }

    public async Task<bool> IsShownAsync(string word)
    {
        var body = new JsonObject
        {
            ["query"] = Clause.Bool(filter: [Clause.Term(IndexFields.Vocabulary, word)], mustNot: leftOut.Count == 0 ? [] : [Clause.AnyOf(IndexFields.Id, leftOut)]),
        };
        return (await client.PostAsync($"{names.Records}/_count", body, cancel)).Taken().GetProperty("count").GetInt64() > 0;
    }
}
