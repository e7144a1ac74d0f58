using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>How an Elasticsearch is unwell.</summary>
public enum Ailment
{
    None,

    /// <summary>Connections are cut and refused, as by a server that was stopped.</summary>
    Stopped,

    /// <summary>429 and Retry-After to everything.</summary>
    Busy,

    /// <summary>Every item of a bulk request is refused as by an index closed to writes while the disk is full.</summary>
    Flooded,

    /// <summary>Every second item of a bulk request is answered 503, and is not done; the request itself is answered 200.</summary>
    Halved,

    /// <summary>Every answer comes five seconds late.</summary>
    Slow,

    /// <summary>200 and a page for people.</summary>
    Page,
}

/// <summary>Stands between the registry and an Elasticsearch and is unwell as told; otherwise it hands everything on.</summary>
public sealed class UnwellElastic : IDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private readonly ElasticProxy _proxy;
    private Ailment _now;

    public UnwellElastic(string server) => _proxy = new ElasticProxy(server, AnswerAsync);

    public string Address => _proxy.Address;

    public Ailment Now
    {
        set
        {
            if (_now == Ailment.Stopped)
            {
                _proxy.Open();
            }

            _now = value;
            if (_now == Ailment.Stopped)
            {
                _proxy.Close();
            }
        }
    }

    public void Dispose() => _proxy.Dispose();

    private async Task AnswerAsync(HttpListenerContext context, byte[] body)
    {
        var isBulk = context.Request.Url!.AbsolutePath.EndsWith("/_bulk", StringComparison.Ordinal);
        switch (_now)
        {
            case Ailment.Busy:
                context.Response.AddHeader("Retry-After", "2");
                await SayAsync(context, 429, "application/json", """{"error":{"type":"es_rejected_execution_exception","reason":"rejected"},"status":429}""");
                return;
            case Ailment.Page:
                await SayAsync(context, 200, "text/html", "<html><body>Maintenance</body></html>");
                return;
            case Ailment.Flooded when isBulk:
                var all = Operations(body).Select(o => Refused(o, 403, "cluster_block_exception", "index blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block]"));
                await SayAsync(context, 200, "application/json", Encoding.UTF8.GetString(Answer(all)));
                return;
            case Ailment.Halved when isBulk:
                await HalfAsync(context, Operations(body));
                return;
            case Ailment.Slow:
                await Task.Delay(Late);
                break;
        }

        await _proxy.HandOnAsync(context, body);
    }

    /// <summary>The second, the fourth … are refused, the others handed on.</summary>
    private async Task HalfAsync(HttpListenerContext context, IReadOnlyList<string> operations)
    {
        var passed = string.Concat(operations.Where((_, at) => at % 2 == 0));
        await _proxy.HandOnAsync(context, Encoding.UTF8.GetBytes(passed), bytes =>
        {
            var answered = JsonNode.Parse(bytes)?["items"]?.AsArray();
            return answered is null ? bytes : Answer(operations.Select((o, at) => at % 2 == 0 ? answered[at / 2]!.DeepClone() : Refused(o, 503, "unavailable_shards_exception", "primary shard is not active")));
        });
    }

    /// <summary>Each with its line feeds: a deletion is one line, anything else two.</summary>
    private static List<string> Operations(byte[] body)
    {
        var lines = Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var operations = new List<string>();
        for (var at = 0; at < lines.Length;)
        {
            var count = lines[at].StartsWith("{\"delete\"", StringComparison.Ordinal) ? 1 : 2;
            operations.Add(string.Concat(lines.Skip(at).Take(count).Select(line => line + "\n")));
            at += count;
        }

        return operations;
    }

    private static JsonObject Refused(string operation, int status, string type, string reason)
    {
        var (name, about) = JsonNode.Parse(operation.Split('\n')[0])!.AsObject().First();
        return new JsonObject
        {
            [name] = new JsonObject { ["_id"] = about!["_id"]!.DeepClone(), ["status"] = status, ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason } },
        };
    }

    private static byte[] Answer(IEnumerable<JsonNode> items)
    {
        JsonArray all = [.. items];
        var errors = all.Any(item => (int)item!.AsObject().First().Value!["status"]! >= 300);
        return Encoding.UTF8.GetBytes(new JsonObject { ["took"] = 1, ["errors"] = errors, ["items"] = all }.ToJsonString());
    }

    private static async Task SayAsync(HttpListenerContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }
}
