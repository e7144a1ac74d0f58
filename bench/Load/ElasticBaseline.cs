using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The same texts in Elasticsearch with its own analyzers and its defaults otherwise: one shard, BM25, a match query.</summary>
public sealed class ElasticBaseline(string address) : IDisposable
{
    public static readonly string[] Analyzers = ["thai", "english", "standard"];

    private const string Index = "search-quality";
    private const int Batch = 500;

    private readonly HttpClient _http = new(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };

    public async Task<string> VersionAsync() => (string)(await _http.GetFromJsonAsync<JsonNode>("/"))!["version"]!["number"]!;

    /// <summary>Makes the index anew and fills it.</summary>
    public async Task FillAsync(QuestionSet set)
    {
        await _http.DeleteAsync($"/{Index}?ignore_unavailable=true");
        var fields = new JsonObject();
        foreach (var analyzer in Analyzers)
        {
            fields[analyzer] = new JsonObject { ["type"] = "text", ["analyzer"] = analyzer };
        }

        await SendAsync(HttpMethod.Put, $"/{Index}", new JsonObject
        {
            ["settings"] = new JsonObject { ["number_of_shards"] = 1, ["number_of_replicas"] = 0 },
            ["mappings"] = new JsonObject
            {
                ["_source"] = new JsonObject { ["enabled"] = false },
                ["properties"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "text", ["index"] = false, ["fields"] = fields } },
            },
        }.ToJsonString(), "application/json");
        foreach (var batch in set.Texts.Index().Chunk(Batch))
        {
            var lines = new StringBuilder();
            foreach (var (number, text) in batch)
            {
                lines.Append(CultureInfo.InvariantCulture, $$$"""{"index":{"_id":"{{{number}}}"}}""").Append('\n')
                    .Append(new JsonObject { ["text"] = text }.ToJsonString()).Append('\n');
            }

            var answer = await SendAsync(HttpMethod.Post, $"/{Index}/_bulk", lines.ToString(), "application/x-ndjson");
            if ((bool)answer["errors"]!)
            {
                throw new InvalidOperationException("Elasticsearch refused a text: " + answer.ToJsonString()[..500]);
            }
        }

        await SendAsync(HttpMethod.Post, $"/{Index}/_forcemerge?max_num_segments=1", "", "application/json");
        await SendAsync(HttpMethod.Post, $"/{Index}/_refresh", "", "application/json");
    }

    public async Task<int> RankAsync(SetQuestion question, string analyzer)
    {
        var asked = new JsonObject
        {
            ["size"] = 10,
            ["query"] = new JsonObject { ["match"] = new JsonObject { [$"text.{analyzer}"] = question.Text } },
        };
        var answer = await SendAsync(HttpMethod.Post, $"/{Index}/_search", asked.ToJsonString(), "application/json");
        var wanted = question.Answer.ToString(CultureInfo.InvariantCulture);
        return answer["hits"]!["hits"]!.AsArray().Select(hit => (string)hit!["_id"]!).ToList().IndexOf(wanted) + 1;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string body, string type)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }
}
