using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>An Elasticsearch asked directly, for what the registry is measured beside.</summary>
public sealed class ElasticServer(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }, disposeHandler: true) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };

    public async Task<string> VersionAsync() => (string)(await _http.GetFromJsonAsync<JsonNode>("/"))!["version"]!["number"]!;

    /// <summary>An empty index of that name, whatever was there.</summary>
    public async Task MakeAsync(string index, JsonObject settings, JsonObject mappings)
    {
        await ForgetAsync(index);
        await SendAsync(HttpMethod.Put, $"/{index}", new JsonObject { ["settings"] = settings, ["mappings"] = mappings }.ToJsonString());
    }

    /// <summary>Settings and mappings of an index, as another one can be made with.</summary>
    public async Task<(JsonObject Settings, JsonObject Mappings)> DefinitionAsync(string index)
    {
        var whole = (await _http.GetFromJsonAsync<JsonObject>($"/{index}"))![index]!;
        var settings = (JsonObject)whole["settings"]!["index"]!.DeepClone();
        foreach (var own in new[] { "uuid", "creation_date", "version", "provided_name" })
        {
            settings.Remove(own);
        }

        return (settings, (JsonObject)whole["mappings"]!.DeepClone());
    }

    /// <param name="indices">A pattern.</param>
    public Task SetAsync(string indices, JsonObject settings) => SendAsync(HttpMethod.Put, $"/{indices}/_settings", settings.ToJsonString());

    public async Task ForgetAsync(string index) => await _http.DeleteAsync($"/{index}?ignore_unavailable=true");

    /// <summary>Whatever a registry with that prefix made.</summary>
    public async Task ForgetRegistryAsync(string prefix)
    {
        foreach (var kind in new[] { "records", "pages" })
        {
            var indices = await _http.GetStringAsync($"/_cat/indices/{prefix}-{kind}-*?h=index");
            foreach (var index in indices.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                await ForgetAsync(index);
            }

            using var template = await _http.DeleteAsync($"/_index_template/{prefix}-{kind}");
        }
    }

    /// <param name="lines">Of <c>_bulk</c>.</param>
    /// <exception cref="InvalidOperationException">A document was refused.</exception>
    public Task BulkAsync(string index, string lines) => SentAsync($"/{index}/_bulk", lines);

    /// <param name="lines">Of <c>_bulk</c>, each with its index.</param>
    /// <exception cref="InvalidOperationException">A document was refused.</exception>
    public Task BulkAsync(string lines) => SentAsync("/_bulk", lines);

    public Task<JsonNode> PostAsync(string path, string body = "") => SendAsync(HttpMethod.Post, path, body);

    /// <summary>The same to the last byte of the answer, which is read by whoever timed it.</summary>
    public async Task<byte[]> PostForBytesAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => _http.Dispose();

    private async Task SentAsync(string path, string lines)
    {
        var answer = await SendAsync(HttpMethod.Post, path, lines, "application/x-ndjson");
        if ((bool)answer["errors"]!)
        {
            throw new InvalidOperationException("Elasticsearch refused a text: " + answer.ToJsonString()[..500]);
        }
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }
}
