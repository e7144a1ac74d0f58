using System.Net;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Stands between the registry and Elasticsearch on loopback, hands everything on, and keeps while it is told to: the bodies of <c>_bulk</c>, the ready tokens
/// as they are sent; and every other request with its body, the questions as they are asked.
/// </summary>
public sealed class BulkRecorder : IDisposable
{
    private readonly ElasticProxy _proxy;
    private readonly List<string> _bodies = [];
    private readonly List<(string Asked, string Body)> _others = [];

    public BulkRecorder(string server) => _proxy = new ElasticProxy(server, AnswerAsync);

    public string Address => _proxy.Address;

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

    public void Dispose() => _proxy.Dispose();

    private Task AnswerAsync(HttpListenerContext context, byte[] body)
    {
        if (Keeps)
        {
            Keep(context.Request, Encoding.UTF8.GetString(body));
        }

        return _proxy.HandOnAsync(context, body);
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
