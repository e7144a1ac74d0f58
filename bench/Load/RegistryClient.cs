using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The calls of the API that loads and proofs need, spoken as an outside system would.</summary>
public sealed class RegistryClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="key">Null: a reader without one.</param>
    public RegistryClient(string address, string? key)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }, disposeHandler: true) { BaseAddress = new Uri(address) };
        _http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        _http.Timeout = TimeSpan.FromMinutes(2);
    }

    public async Task ReadyAsync(TimeSpan atMost, Func<bool> gone)
    {
        using var limit = new CancellationTokenSource(atMost);
        while (!gone())
        {
            try
            {
                if ((await _http.GetAsync("/health/ready", limit.Token)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet: asked again below until the limit ends it.
            }

            await Task.Delay(20, limit.Token);
        }

        throw new InvalidOperationException("The registry ended before it was ready.");
    }

    /// <summary>Posts one study; the answer's JSON, or null with its status when it was refused.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Answer)> PostStudyAsync(JsonObject study, CancellationToken cancel = default)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/studies", study, cancel);
        return (answer.StatusCode, await BodyAsync(answer, cancel));
    }

    public async Task<(HttpStatusCode Status, JsonNode? Answer)> PostStudyAsync(JsonObject study, string file, CancellationToken cancel = default)
    {
        using var form = new MultipartFormDataContent();
        form.Add(JsonContent.Create(study), "study");
        await using var bytes = File.OpenRead(file);
        form.Add(new StreamContent(bytes), "file", Path.GetFileName(file));
        using var answer = await _http.PostAsync("/api/v1/studies", form, cancel);
        return (answer.StatusCode, await BodyAsync(answer, cancel));
    }

    /// <summary>Hands in a bulk file; the job.</summary>
    public async Task<JsonNode> SubmitAsync(string file, string format, string? more)
    {
        await using var bytes = File.OpenRead(file);
        using var answer = await _http.PostAsync($"/api/v1/submissions?format={format}{more}", new StreamContent(bytes));
        return answer.IsSuccessStatusCode
            ? (await BodyAsync(answer, default))!
            : throw new HttpRequestException($"POST /submissions: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The job as it stands when it is done.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<JsonNode> EndedAsync(JsonNode job, TimeSpan most)
    {
        var ended = await UntilAsync($"/api/v1/jobs/{(string)job["id"]!}", j => (string)j["state"]! is "done" or "failed", most);
        return (string)ended["state"]! == "done" ? ended : throw new InvalidOperationException(ended.ToJsonString());
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancel = default)
    {
        using var answer = await _http.GetAsync(path, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}", null, answer.StatusCode);
        }

        return (await BodyAsync(answer, cancel))!;
    }

    public async Task<JsonNode> PostAsync(string path, JsonNode? body = null)
    {
        using var answer = await _http.PostAsync(path, body is null ? null : JsonContent.Create(body));
        return answer.IsSuccessStatusCode
            ? (await BodyAsync(answer, default))!
            : throw new HttpRequestException($"POST {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}", null, answer.StatusCode);
    }

    /// <summary>Null for 404.</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancel = default)
    {
        try
        {
            return await GetAsync(path, cancel);
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<JsonNode> SearchAsync(string words, string more = "", CancellationToken cancel = default) =>
        GetAsync($"/api/v1/search?q={Uri.EscapeDataString(words)}{more}", cancel);

    /// <summary>Asks an address again and again until its answer is enough.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public async Task<JsonNode> UntilAsync(string address, Func<JsonNode, bool> enough, TimeSpan most)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < most; await Task.Delay(100))
        {
            var answer = await GetAsync(address);
            if (enough(answer))
            {
                return answer;
            }
        }

        throw new TimeoutException($"{address} was not as wanted within {most}.");
    }

    /// <summary>Waits until everything up to the token can be found, text reading included.</summary>
    public async Task VisibleAsync(long token, TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        while (true)
        {
            using var answer = await _http.GetAsync($"/api/v1/search?q=&size=1&after={token}", limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }
    }

    /// <summary>Waits until so many records are there and nothing is done for them in the background any more.</summary>
    /// <exception cref="TimeoutException">Something still was.</exception>
    public async Task AtRestAsync(long records, TimeSpan atMost, bool tagged = true)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < atMost; await Task.Delay(1000))
        {
            var figures = (await _http.GetStringAsync("/metrics")).Split('\n').Where(l => l.StartsWith("registry_", StringComparison.Ordinal))
                .ToDictionary(l => l[..l.IndexOfAny(['{', ' '])], l => double.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
            if (figures["registry_records"] >= records && figures["registry_feed_pending"] + (tagged ? figures["registry_tags_due"] : 0) + figures["registry_sketches_due"] == 0)
            {
                return;
            }
        }

        throw new TimeoutException($"The registry did not come to rest within {atMost}.");
    }

    /// <summary>Nothing waits for the index, and its young segments are joined.</summary>
    public async Task SettledAsync(TimeSpan atMost)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < atMost; await Task.Delay(1000))
        {
            if ((await _http.GetStringAsync("/metrics")).Split('\n').Any(l => l.StartsWith("registry_index_settled", StringComparison.Ordinal) && l.Split(' ')[1] == "1"))
            {
                return;
            }
        }

        throw new TimeoutException($"The index did not settle within {atMost}.");
    }

    /// <summary>One search to the last byte of its answer; <see cref="Checked"/> reads it afterwards, so that the reader's own work is not timed.</summary>
    public async Task<byte[]> SearchBytesAsync(string words, string more = "")
    {
        using var answer = await _http.GetAsync(new Uri($"/api/v1/search?q={Uri.EscapeDataString(words)}{more}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>An answer as it came, to the last byte.</summary>
    public async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : throw new HttpRequestException($"GET {path}: {(int)answer.StatusCode}", null, answer.StatusCode);
    }

    /// <summary>Completions of what was typed so far, to the last byte.</summary>
    public async Task<byte[]> CompletionBytesAsync(string typed)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/v1/search/suggest?q={Uri.EscapeDataString(typed)}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <exception cref="InvalidDataException">Not the answer of a search.</exception>
    public static void Checked(byte[] answer)
    {
        if (JsonNode.Parse(answer)?["total"] is not JsonValue)
        {
            throw new InvalidDataException("A search was answered by something else.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode?> BodyAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
