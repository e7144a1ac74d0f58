using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A repository that speaks OAI-PMH, kept in step like a portal.</summary>
public sealed class OaiHarvestTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();
    private readonly SortedDictionary<string, (string Title, string Stamp, bool Deleted)> _records = new(StringComparer.Ordinal);
    private WebApplication _repository = null!;
    private int _expireTokens;
    private bool _circles, _noLists;
    private readonly List<string> _asked = [];

    public async ValueTask InitializeAsync()
    {
        await _desk.InitializeAsync();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _repository = builder.Build();
        _repository.Run(http => http.Response.WriteAsync(Answer(http.Request.Query), Encoding.UTF8));
        await _repository.StartAsync();
        for (var n = 0; n < 7; n++)
        {
            _records[$"oai:repo:{n}"] = ($"งานวิจัยตัวอย่าง {n}", "2026-01-01", false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task A_repository_is_taken_page_by_page_its_changes_follow_and_its_deletions_are_believed()
    {
        var source = await SourceAsync();
        var test = await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/sources/{source}/test", null), HttpStatusCode.OK);
        Assert.Equal(("OAI-PMH", "2.0", 7), ((string?)test["software"], (string?)test["version"], (int)test["datasets"]!));
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", 7, 7), ((string?)plan["state"], (int)plan["add"]!, (int)(await _desk.RunAsync(plan))["added"]!));
        Assert.Equal("งานวิจัยตัวอย่าง 3", (await _desk.KeptAsync("repo"))["oai:repo:3"].Title);

        _records["oai:repo:3"] = ("งานวิจัยตัวอย่าง 3 ฉบับแก้ไข", "2026-02-01", false);
        _records["oai:repo:4"] = ("", "2026-02-01", true);
        plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", 1, 1, 5), ((string?)plan["state"], (int)plan["change"]!, (int)plan["remove"]!, (int)plan["unchanged"]!));
        var kept = await _desk.KeptAsync("repo");
        Assert.Equal(("งานวิจัยตัวอย่าง 3 ฉบับแก้ไข", RecordState.Quarantined), (kept["oai:repo:3"].Title, kept["oai:repo:4"].State));
    }

    [Fact]
    public async Task A_token_that_expires_costs_a_window_of_dates_and_tokens_in_circles_end_the_list()
    {
        var source = await SourceAsync();
        for (var n = 3; n < 7; n++)
        {
            _records[$"oai:repo:{n}"] = ($"งานวิจัยตัวอย่าง {n}", "2026-08-01", false);
        }

        _expireTokens = 2;
        Assert.Equal(("done", 7), ((string?)(await _desk.HarvestAsync(source))["state"], (await _desk.KeptAsync("repo")).Count));
        Assert.Contains(_asked, query => query.StartsWith("ListIdentifiers 2026-01-01..2026-0", StringComparison.Ordinal));
        _circles = true;
        Assert.Equal("unreadable", (string?)(await _desk.HarvestAsync(source))["stopped"]);
        Assert.All((await _desk.KeptAsync("repo")).Values, r => Assert.Equal(RecordState.Live, r.State));
    }

    [Fact]
    public async Task Records_come_many_at_once_in_windows_of_dates_and_one_by_one_where_they_are_not_listed()
    {
        for (var n = 0; n < 400; n++)
        {
            _records[$"oai:many:{n:D3}"] = ($"งานวิจัยชุดใหญ่ {n}", $"2026-0{1 + (n % 9)}-01", n == 7);
        }

        var source = await SourceAsync();
        Assert.Equal(("done", 406), ((string?)(await _desk.HarvestAsync(source))["state"], (await _desk.KeptAsync("repo")).Count));

        // Three records a page are 134 pages; where a batch begins within a day, that day is listed again.
        Assert.InRange(_asked.Count(query => query.StartsWith("ListRecords", StringComparison.Ordinal)), 134, 268);
        Assert.InRange(_asked.Count(query => query.StartsWith("GetRecord", StringComparison.Ordinal)), 0, 60);

        foreach (var id in _records.Keys.Where(id => !_records[id].Deleted).Take(6).ToList())
        {
            _records[id] = ("งานวิจัยที่แก้ไข", "2026-10-01", false);
        }

        _noLists = true;
        _asked.Clear();
        Assert.Equal(6, (int)(await _desk.HarvestAsync(source))["change"]!);
        Assert.Equal(6, (await _desk.KeptAsync("repo")).Values.Count(r => r.Title == "งานวิจัยที่แก้ไข"));
        Assert.True(_asked.Count(query => query.StartsWith("GetRecord", StringComparison.Ordinal)) >= 6);
    }

    private Task<string> SourceAsync() => _desk.SourceAsync("repo", new JsonObject { ["kind"] = "oai", ["url"] = _repository.Urls.First() + "/oai", ["owner"] = "คลังตัวอย่าง" });

    private string Answer(IQueryCollection query) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-02T00:00:00Z</responseDate><request/>{Said(query)}</OAI-PMH>
        """;

    private string Said(IQueryCollection query)
    {
        _asked.Add($"{query["verb"]} {query["from"]}..{query["until"]}");
        switch (query["verb"].ToString())
        {
            case "ListRecords" when _noLists:
                return "<error code=\"badVerb\">none</error>";
            case "Identify":
                return "<Identify><repositoryName>คลังตัวอย่าง</repositoryName><baseURL>https://repo.example/oai</baseURL><protocolVersion>2.0</protocolVersion><earliestDatestamp>2026-01-01</earliestDatestamp><deletedRecord>persistent</deletedRecord></Identify>";
            case "GetRecord":
                return _records.TryGetValue(query["identifier"].ToString(), out var one) ? $"<GetRecord>{Record(query["identifier"].ToString(), one)}</GetRecord>" : "<error code=\"idDoesNotExist\">none</error>";
            default:
                var token = query["resumptionToken"].ToString();
                if (token.Length > 0 && _expireTokens-- > 0)
                {
                    return "<error code=\"badResumptionToken\">expired</error>";
                }

                // A token is "from..until:start".
                var (window, start) = token.Length == 0 ? ($"{query["from"]}..{query["until"]}", 0)
                    : (token[..token.IndexOf(':', StringComparison.Ordinal)], _circles ? 0 : int.Parse(token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
                var (from, until) = (window[..window.IndexOf("..", StringComparison.Ordinal)], window[(window.IndexOf("..", StringComparison.Ordinal) + 2)..]);
                var inside = _records.Where(r => string.CompareOrdinal(r.Value.Stamp, from) >= 0 && (until.Length == 0 || string.CompareOrdinal(r.Value.Stamp, until) <= 0)).ToList();
                if (inside.Count == 0)
                {
                    return "<error code=\"noRecordsMatch\">none</error>";
                }

                var verb = query["verb"].ToString();
                var page = inside.Skip(start).Take(3).Select(r => verb == "ListRecords" ? Record(r.Key, r.Value) : Header(r.Key, r.Value));
                var next = _circles ? $"{window}:0" : start + 3 < inside.Count ? $"{window}:{start + 3}" : "";
                return $"<{verb}>{string.Concat(page)}<resumptionToken completeListSize=\"{inside.Count}\">{next}</resumptionToken></{verb}>";
        }
    }

    private static string Header(string id, (string Title, string Stamp, bool Deleted) record) =>
        $"<header{(record.Deleted ? " status=\"deleted\"" : "")}><identifier>{id}</identifier><datestamp>{record.Stamp}</datestamp></header>";

    private static string Record(string id, (string Title, string Stamp, bool Deleted) record) => $"""
        <record>{Header(id, record)}{(record.Deleted ? "" : $"""
        <metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{record.Title}</dc:title><dc:creator>คณะผู้วิจัยตัวอย่าง</dc:creator><dc:date>2025</dc:date></oai_dc:dc></metadata>
        """)}</record>
        """;
}
