using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// A CKAN portal on loopback: a real HTTP server whose datasets can be added, changed and removed, and which fails by recipe. Answers
/// <c>status_show</c>, <c>package_search</c> (rows, start, fl, fq on ids), <c>package_show</c>, <c>package_list</c> and <c>organization_list</c>.
/// </summary>
public sealed partial class PortalSimulator : IAsyncDisposable
{
    private const string HugeMark = "forty-megabytes";

    /// <summary>Stands in an answer as the escape of half a surrogate pair, which is JSON and no Unicode text.</summary>
    public const string HalfAPair = "half-a-pair";

    private static readonly Lazy<byte[]> Huge = new(() => [.. Enumerable.Repeat((byte)'x', 40 * 1024 * 1024)]);

    private readonly WebApplication _app;
    private readonly Lock _change = new();
    private int _left;
    private int _skip;

    private PortalSimulator(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public ConcurrentQueue<string> Asked { get; } = new();

    public SortedDictionary<string, PortalDataset> Datasets { get; } = new(StringComparer.Ordinal);

    /// <summary>The key asked for; null: none.</summary>
    public string? Key { get; set; }

    /// <summary>Most rows of one page, as a portal's own setting.</summary>
    public int MostRows { get; set; } = 1000;

    /// <summary>False: it lists and shows, and knows no <c>package_search</c>.</summary>
    public bool Searches { get; set; } = true;

    /// <summary>False: it sends whole datasets whatever members are asked for.</summary>
    public bool Selects { get; set; } = true;

    public string SiteUrl { get; set; } = "https://portal.example";

    public PortalFault Fault { get; private set; }

    /// <summary>Ids that the fault strikes at, where it strikes at some.</summary>
    public HashSet<string> Struck { get; } = new(StringComparer.Ordinal);

    public static async Task<PortalSimulator> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var portal = new PortalSimulator(app);
        app.Run(portal.AnswerAsync);
        await app.StartAsync();
        return portal;
    }

    /// <summary>The fault strikes at so many requests, once so many have passed.</summary>
    public void Fail(PortalFault fault, int requests = int.MaxValue, int after = 0)
    {
        lock (_change)
        {
            (Fault, _left, _skip) = (fault, requests, after);
        }
    }

    public void Heal()
    {
        Fail(PortalFault.None, 0);
        Struck.Clear();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var action = http.Request.Path.Value!.Split('/')[^1];
        Asked.Enqueue(action + http.Request.QueryString);
        if (Key is not null && http.Request.Headers["api-key"] != Key)
        {
            http.Response.StatusCode = 401;
            return;
        }

        string body;
        PortalFault fault;
        lock (_change)
        {
            fault = _left > 0 && _skip == 0 ? Fault : PortalFault.None;
            _left -= _skip == 0 && _left is > 0 and < int.MaxValue ? 1 : 0;
            _skip -= _skip > 0 ? 1 : 0;
            body = action switch
            {
                "status_show" => Result(new JsonObject { ["ckan_version"] = "2.10.4", ["site_url"] = SiteUrl, ["extensions"] = new JsonArray("thai_gdc", "scheming_datasets") }),
                "package_search" when Searches => Result(Search(http.Request.Query, fault)),
                "package_list" => Result(new JsonArray([.. Datasets.Values.Where(d => !Hidden(d.Id, fault)).Select(d => JsonValue.Create(d.Name))])),
                "package_show" => Show(http.Request.Query["id"].ToString(), fault),
                "organization_list" => Result(new JsonArray("sample-office")),
                _ => Wrong("Not Found Error", http),
            };
        }

        if (body.StartsWith("{\"success\": false", StringComparison.Ordinal))
        {
            http.Response.StatusCode = 404;
        }

        await SendAsync(http, body, fault);
    }

    private static async Task SendAsync(HttpContext http, string body, PortalFault fault)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        switch (fault)
        {
            case PortalFault.TooManyWithRetryAfter:
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "7";
                return;
            case PortalFault.TooMany:
                http.Response.StatusCode = 429;
                return;
            case PortalFault.BusyHtml:
                http.Response.StatusCode = 503;
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><h1>Service unavailable</h1></html>");
                return;
            case PortalFault.WrongContentType:
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html>maintenance</html>");
                return;
            case PortalFault.CutJson:
                await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                return;
            case PortalFault.ErrorBody:
                await http.Response.WriteAsync("{\"success\": false, \"error\": {\"__type\": \"Internal Server Error\", \"message\": \"Solr is down\"}}");
                return;
            case PortalFault.ChangedKey:
                http.Response.StatusCode = 401;
                return;
            case PortalFault.RedirectToPrivate:
                http.Response.Redirect("http://169.254.169.254/latest/meta-data/");
                return;
            case PortalFault.DroppedConnection:
                http.Response.ContentLength = bytes.Length;
                await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                await http.Response.Body.FlushAsync();
                http.Abort();
                return;
            case PortalFault.SlowBytes:
                http.Response.ContentLength = bytes.Length;
                await http.Response.Body.WriteAsync(bytes.AsMemory(0, 1));
                await http.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            default:
                http.Response.ContentType = "application/json";
                await SendWholeAsync(http, body);
                return;
        }
    }

    /// <summary>Forty megabytes are sent from where they lie: put together with the rest each time they would take a slow machine longer than a harvest waits.</summary>
    private static async Task SendWholeAsync(HttpContext http, string body)
    {
        var parts = body.Replace(HalfAPair, @"\ud800", StringComparison.Ordinal).Split(HugeMark).Select(Encoding.UTF8.GetBytes).ToList();
        http.Response.ContentLength = parts.Sum(p => (long)p.Length) + ((parts.Count - 1) * (long)(parts.Count == 1 ? 0 : Huge.Value.Length));
        for (var at = 0; at < parts.Count; at++)
        {
            if (at > 0)
            {
                await http.Response.Body.WriteAsync(Huge.Value);
            }

            await http.Response.Body.WriteAsync(parts[at]);
        }
    }

    private JsonObject Search(IQueryCollection query, PortalFault fault)
    {
        var (rows, start) = (Math.Min(Number(query["rows"], 10), MostRows), Number(query["start"], 0));
        var all = Seen(query, fault, start);
        var page = all.Skip(start).Take(rows);
        var some = Selects && query["fl"].Count > 0;
        return new JsonObject
        {
            ["count"] = all.Count,
            ["results"] = new JsonArray([.. page.Select(d => some ? new JsonObject { ["id"] = d.Id, ["name"] = d.Name, ["metadata_modified"] = Stamp(d, fault) } : Body(d, fault))]),
        };
    }

    private List<PortalDataset> Seen(IQueryCollection query, PortalFault fault, int start)
    {
        if (query["fq"].ToString() is ['i', 'd', ':', ..] ids)
        {
            return [.. Quoted().Matches(ids).Select(m => m.Groups[1].Value).Where(id => Datasets.ContainsKey(id) && !Hidden(id, fault)).Select(id => Datasets[id])];
        }

        var seen = Datasets.Values.Where(d => !Hidden(d.Id, fault)).ToList();
        var listing = query["fl"].Count > 0;
        if (!listing || fault == PortalFault.None)
        {
            return fault is PortalFault.EmptyOnce or PortalFault.EmptyForEver ? [] : seen;
        }

        switch (fault)
        {
            case PortalFault.EmptyOnce or PortalFault.EmptyForEver:
                return [];
            case PortalFault.DuplicateIds:
                seen.AddRange(seen.Where(d => Struck.Contains(d.Id)).ToList());
                break;
            case PortalFault.DeleteWhilePaging when start > 0 && seen.Count > 1:
                seen.RemoveAt(0);
                break;
            case PortalFault.InsertWhilePaging when start > 0 && seen.Count > 0:
                seen.Insert(0, seen[^1]);
                break;
            case PortalFault.ReorderWhilePaging when start > 0:
                seen.Reverse();
                break;
        }

        return seen;
    }

    private string Show(string id, PortalFault fault) =>
        (Datasets.TryGetValue(id, out var dataset) || (dataset = Datasets.Values.FirstOrDefault(d => d.Name == id)) is not null) && !Hidden(dataset.Id, fault) ? Result(Body(dataset, fault)) : "{\"success\": false, \"error\": {\"__type\": \"Not Found Error\", \"message\": \"Not found\"}}";

    private bool Hidden(string id, PortalFault fault) => fault is PortalFault.HalfGoneOnce or PortalFault.HalfGoneForEver && Struck.Contains(id);

    private JsonObject Body(PortalDataset dataset, PortalFault fault)
    {
        var body = dataset.Full();
        if (fault == PortalFault.HugeDataset && Struck.Contains(dataset.Id))
        {
            body["notes"] = HugeMark;
        }
        else if (fault == PortalFault.IdReused && Struck.Contains(dataset.Id))
        {
            (body["name"], body["title"], body["metadata_created"], body["metadata_modified"]) = ("another", "ชุดข้อมูลอื่น", "2026-10-01T00:00:00.000000", "2026-10-01T00:00:00.000000");
        }

        body["metadata_modified"] = fault == PortalFault.ClockSkew ? Stamp(dataset, fault) : body["metadata_modified"]!.DeepClone();

        return body;
    }

    private string Stamp(PortalDataset dataset, PortalFault fault) => fault switch
    {
        PortalFault.ClockSkew when Struck.Contains(dataset.Id) => (dataset with { Modified = dataset.Modified.AddDays(1) }).Stamp,
        PortalFault.IdReused when Struck.Contains(dataset.Id) => "2026-10-01T00:00:00.000000",
        _ => dataset.Stamp,
    };

    private static string Result(JsonNode result) => new JsonObject { ["success"] = true, ["result"] = result }.ToJsonString();

    private static string Wrong(string type, HttpContext http)
    {
        http.Response.StatusCode = 404;
        return $"{{\"success\": false, \"error\": {{\"__type\": \"{type}\"}}}}";
    }

    private static int Number(Microsoft.Extensions.Primitives.StringValues text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
