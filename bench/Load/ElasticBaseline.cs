using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The same texts in Elasticsearch with its own analyzers and its defaults otherwise: one shard, BM25, a match query.</summary>
public sealed class ElasticBaseline(string address) : IDisposable
{
    public static readonly string[] Analyzers = ["thai", "english", "standard"];

    private const string Index = "search-quality";
    private const int Batch = 500;

    private readonly ElasticServer _server = new(address);

    public Task<string> VersionAsync() => _server.VersionAsync();

    /// <summary>Makes the index anew and fills it.</summary>
    public async Task FillAsync(QuestionSet set)
    {
        var fields = new JsonObject();
        foreach (var analyzer in Analyzers)
        {
            fields[analyzer] = new JsonObject { ["type"] = "text", ["analyzer"] = analyzer };
        }

        await _server.MakeAsync(Index, new JsonObject { ["number_of_shards"] = 1, ["number_of_replicas"] = 0 }, new JsonObject
        {
            ["_source"] = new JsonObject { ["enabled"] = false },
            ["properties"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "text", ["index"] = false, ["fields"] = fields } },
        });
        foreach (var batch in set.Texts.Index().Chunk(Batch))
        {
            var lines = new StringBuilder();
            foreach (var (number, text) in batch)
            {
                lines.Append(CultureInfo.InvariantCulture, $$$"""{"index":{"_id":"{{{number}}}"}}""").Append('\n')
                    .Append(new JsonObject { ["text"] = text }.ToJsonString()).Append('\n');
            }

            await _server.BulkAsync(Index, lines.ToString());
        }

        await _server.PostAsync($"/{Index}/_forcemerge?max_num_segments=1");
        await _server.PostAsync($"/{Index}/_refresh");
    }

    public async Task<int> RankAsync(SetQuestion question, string analyzer)
    {
        var asked = new JsonObject
        {
            ["size"] = 10,
            ["query"] = new JsonObject { ["match"] = new JsonObject { [$"text.{analyzer}"] = question.Text } },
        };
        var answer = await _server.PostAsync($"/{Index}/_search", asked.ToJsonString());
        var wanted = question.Answer.ToString(CultureInfo.InvariantCulture);
        return answer["hits"]!["hits"]!.AsArray().Select(hit => (string)hit!["_id"]!).ToList().IndexOf(wanted) + 1;
    }

    public void Dispose() => _server.Dispose();
}
