using System.Net;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Stands between the registry and Elasticsearch on loopback; what becomes of a request is said by whoever made it.</summary>
public sealed class ElasticProxy : IDisposable
{
    private readonly HttpClient _server;
    private readonly Func<HttpListenerContext, byte[], Task> _answer;
    private HttpListener? _listener;

    /// <param name="answer">Request and its body; <see cref="HandOnAsync"/> answers as the server does.</param>
    public ElasticProxy(string server, Func<HttpListenerContext, byte[], Task> answer)
    {
        _server = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(server), Timeout = TimeSpan.FromMinutes(5) };
        _answer = answer;
        Address = $"http://127.0.0.1:{RunningRegistry.FreePort()}";
        Open();
    }

    public string Address { get; }

    /// <summary>Listens; again after <see cref="Close"/>, at the same address.</summary>
    public void Open()
    {
        _listener = new HttpListener();
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync(_listener);
    }

    /// <summary>Cuts every connection; new ones are refused.</summary>
    public void Close()
    {
        _listener?.Close();
        _listener = null;
    }

    /// <param name="change">What is done to the server's answer before it goes on.</param>
    public async Task HandOnAsync(HttpListenerContext context, byte[] body, Func<byte[], byte[]>? change = null)
    {
        var asked = context.Request;
        using var request = new HttpRequestMessage(new HttpMethod(asked.HttpMethod), asked.RawUrl);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", asked.ContentType);
        }

        foreach (var name in asked.Headers.AllKeys.Where(name => name is "Accept" or "Authorization"))
        {
            request.Headers.TryAddWithoutValidation(name!, asked.Headers[name]);
        }

        using var answer = await _server.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Where(header => header.Key.StartsWith("X-Elastic", StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.AddHeader(name, values.First());
        }

        var bytes = asked.HttpMethod == "HEAD" ? [] : await answer.Content.ReadAsByteArrayAsync();
        await context.Response.OutputStream.WriteAsync(change is null ? bytes : change(bytes));
        context.Response.Close();
    }

    public void Dispose()
    {
        Close();
        _server.Dispose();
    }

    private async Task ServeAsync(HttpListener listener)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
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
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            await _answer(context, body.ToArray());
        }
        catch (Exception gone) when (gone is HttpListenerException or HttpRequestException or ObjectDisposedException or IOException)
        {
            context.Response.Abort();
        }
    }
}
