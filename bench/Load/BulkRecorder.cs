using System.Net;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Stands between the registry and Elasticsearch, hands everything on, and keeps the bodies of <c>_bulk</c> while it is told to: the ready tokens as they are sent.</summary>
public sealed class BulkRecorder : IDisposable
{
    private readonly ElasticProxy _proxy;
    private readonly List<string> _bodies = [];

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

    public void Dispose() => _proxy.Dispose();

    private Task AnswerAsync(HttpListenerContext context, byte[] body)
    {
        if (Keeps && context.Request.Url!.AbsolutePath == "/_bulk")
        {
            lock (_bodies)
            {
                _bodies.Add(Encoding.UTF8.GetString(body));
            }
        }

        return _proxy.HandOnAsync(context, body);
    }
}
