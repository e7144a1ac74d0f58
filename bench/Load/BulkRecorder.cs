using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Stands between the registry and Elasticsearch on loopback, hands everything on, and keeps while it is told to: the bodies of <c>_bulk</c>, the ready tokens
/// as they are sent; and every other request with its body, the questions as they are asked.
/// </summary>
public sealed class BulkRecorder : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _server;
    private readonly List<string> _bodies = [];
    private readonly List<(string Asked, string Body)> _others = [];

    public BulkRecorder(string server)
    {
        _server = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(server), Timeout = TimeSpan.FromMinutes(5) };
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public bool Keeps { get; set; }

    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_bodies)
            {
                return [.. _bodies];
            }
        }
    }

    /// <summary>Method and address of what was no <c>_bulk</c>, and what it said.</summary>
    public IReadOnlyList<(string Asked, string Body)> Others
    {
        get
        {
            lock (_bodies)
            {
                return [.. _others];
            }
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _server.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
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
        var asked = context.Request;
        using var body = new MemoryStream();
        await asked.InputStream.CopyToAsync(body);
        if (Keeps)
        {
            Keep(asked, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
        }

        using var request = new HttpRequestMessage(new HttpMethod(asked.HttpMethod), asked.RawUrl);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", asked.ContentType);
        }

        foreach (var name in asked.Headers.AllKeys.Where(name => name is "Accept" or "Authorization"))
        {
            request.Headers.TryAddWithoutValidation(name!, asked.Headers[name]);
        }

        try
        {
            using var answer = await _server.SendAsync(request);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            foreach (var (name, values) in answer.Headers.Where(header => header.Key.StartsWith("X-Elastic", StringComparison.OrdinalIgnoreCase)))
            {
                context.Response.AddHeader(name, values.First());
            }

            var bytes = asked.HttpMethod == "HEAD" ? [] : await answer.Content.ReadAsByteArrayAsync();
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or HttpRequestException or ObjectDisposedException or IOException)
        {
            context.Response.Abort();
        }
    }

    private void Keep(HttpListenerRequest asked, string body)
    {
        lock (_bodies)
        {
            if (asked.Url!.AbsolutePath == "/_bulk")
            {
                _bodies.Add(body);
            }
            else
            {
                _others.Add(($"{asked.HttpMethod} {asked.RawUrl}", body));
            }
        }
    }
}
