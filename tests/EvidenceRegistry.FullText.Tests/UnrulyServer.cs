using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Stands before the Elasticsearch of the tests and misbehaves as told; otherwise it hands everything on.</summary>
internal sealed class UnrulyServer : IDisposable
{
    /// <summary>How long anybody here waits for an answer; enough on a machine that has other work.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan VerySlow = Patience + TimeSpan.FromSeconds(2);

    private readonly HttpListener _listener = new();
    private readonly SocketsHttpHandler _handler = new();
    private readonly HttpClient _server;
    private readonly Lock _turn = new();
    private readonly List<string> _sent = [];
    private readonly List<string> _asked = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (Fault Fault, int Requests) _now;

    public UnrulyServer(Uri server)
    {
        _server = new HttpClient(_handler, disposeHandler: false) { BaseAddress = server };
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What befalls the next requests; a number of requests, then none.</summary>
    public (Fault Fault, int Requests) Now
    {
        set
        {
            lock (_turn)
            {
                _now = value;
            }
        }
    }

    /// <summary>Which requests <see cref="Now"/> befalls, by their path.</summary>
    public Func<string, bool> Befalls { get; set; } = _ => true;

    /// <summary>Status of a bulk's item by the record it is about; 0: handed on.</summary>
    public Func<string, int> ItemStatus { get; set; } = _ => 0;

    /// <summary>Characters that a bulk request may have; a larger one is answered 413 with <see cref="TooLarge"/>.</summary>
    public int Largest { get; set; } = int.MaxValue;

    /// <summary>What Elasticsearch sends with a 413 (nothing), or a proxy before it.</summary>
    public string TooLarge { get; set; } = "";

    /// <summary>What is answered in the server's place, by the path; null: its own answer.</summary>
    public Func<string, string?> Instead { get; set; } = _ => null;

    /// <summary>Every moment it was to keep is lost (a point in time), as after a start of its own.</summary>
    public bool LosesMoments { get; set; }

    /// <summary>Waited for before a request is handed on, by method and path.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Method and path of all requests, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_turn)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>Waits until a request has come that often.</summary>
    public async Task AskedAsync(string request, int times)
    {
        for (Task news; ; await news.WaitAsync(Patience))
        {
            lock (_turn)
            {
                if (_asked.Count(asked => asked == request) >= times)
                {
                    return;
                }

                news = _news.Task;
            }
        }
    }

    /// <summary>Ids of the items of all bulk requests, in order.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_turn)
            {
                return [.. _sent];
            }
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _server.Dispose();
        _handler.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Stream sent = context.Request.Headers["Content-Encoding"] == "gzip" ? new GZipStream(context.Request.InputStream, CompressionMode.Decompress) : context.Request.InputStream;
        using var reader = new StreamReader(sent, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        string path = context.Request.Url!.AbsolutePath;
        string asked = $"{context.Request.HttpMethod} {path}";
        lock (_turn)
        {
            _asked.Add(asked);
            _news.SetResult();
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await Before(asked);
        Fault fault = Befalls(path) ? Next() : Fault.None;
        switch (fault)
        {
            case Fault.Busy:
                context.Response.AddHeader("Retry-After", "1");
                await SendAsync(context, 429, "application/json", """{"error":{"type":"es_rejected_execution_exception","reason":"rejected"},"status":429}""");
                return;
            case Fault.Page:
                await SendAsync(context, 200, "text/html", "<html><body>Maintenance</body></html>");
                return;
            case Fault.Gateway:
                await SendAsync(context, 502, "text/html", "<html><body>Bad gateway</body></html>");
                return;
            case Fault.Broken:
                context.Response.Abort();
                return;
            case Fault.Slow:
                await Task.Delay(VerySlow);
                break;
        }

        if (Instead(path) is { } said)
        {
            await SendAsync(context, 200, "application/json", said);
            return;
        }

        bool isBulk = path.EndsWith("/_bulk", StringComparison.Ordinal);
        if (isBulk && body.Length > Largest)
        {
            await SendAsync(context, 413, "text/html", TooLarge);
            return;
        }

        if (LosesMoments && path == "/_search")
        {
            await SendAsync(context, 404, "application/json", """{"error":{"type":"search_context_missing_exception","reason":"No search context found"},"status":404}""");
            return;
        }

        (int status, string answer) = isBulk
            ? await BulkAsync(context.Request.RawUrl!, body)
            : await ForwardAsync(context.Request.HttpMethod, context.Request.RawUrl!, body);
        if (fault == Fault.Lost)
        {
            context.Response.Abort();
            return;
        }

        await SendAsync(context, status, "application/json", answer);
    }

    private Fault Next()
    {
        lock (_turn)
        {
            (Fault fault, int left) = _now;
            _now = left > 1 ? (fault, left - 1) : default;
            return fault;
        }
    }

    /// <summary>Hands on those items that are to pass, and puts the others' statuses where they belong.</summary>
    private async Task<(int Status, string Answer)> BulkAsync(string path, string body)
    {
        string[] lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var passed = new StringBuilder();
        var items = new List<JsonNode?>();
        for (int at = 0; at < lines.Length;)
        {
            KeyValuePair<string, JsonNode?> action = JsonNode.Parse(lines[at])!.AsObject().First();
            string id = (string)action.Value!["_id"]!;
            string operation = action.Key == "delete" ? lines[at] + "\n" : lines[at] + "\n" + lines[at + 1] + "\n";
            at += action.Key == "delete" ? 1 : 2;
            int status = ItemStatus(id);
            items.Add(status == 0 ? null : new JsonObject
            {
                [action.Key] = new JsonObject { ["_id"] = id, ["status"] = status, ["error"] = new JsonObject { ["type"] = "told", ["reason"] = $"told to answer {status}" } },
            });
            passed.Append(status == 0 ? operation : "");
            lock (_turn)
            {
                _sent.Add(id);
            }
        }

        JsonNode[] answered = [];
        if (passed.Length > 0)
        {
            (int status, string text) = await ForwardAsync("POST", path, passed.ToString());
            if (status != 200)
            {
                return (status, text);
            }

            JsonNode whole = JsonNode.Parse(text)!;
            answered = [.. whole["items"]!.AsArray().Select(item => item!.DeepClone())];
        }

        int next = 0;
        JsonArray all = [.. items.Select(item => item ?? answered[next++])];
        bool errors = all.Any(item => (int)item!.AsObject().First().Value!["status"]! >= 300);
        return (200, new JsonObject { ["took"] = 1, ["errors"] = errors, ["items"] = all }.ToJsonString());
    }

    private async Task<(int Status, string Answer)> ForwardAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, path.Contains("_bulk", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        using HttpResponseMessage answer = await _server.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SendAsync(HttpListenerContext context, int status, string type, string body)
    {
        try
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Whoever asked waits no longer.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
