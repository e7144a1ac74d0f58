using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Tests.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>Whether the files behind a dataset are there, and what their tables hold.</summary>
public sealed class ResourceTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private WebApplication _server = null!;

    public async ValueTask InitializeAsync()
    {
        await _desk.InitializeAsync();
        await using (var db = _desk.App.Databases.Open())
        {
            Assert.Empty((await PlanImport.RunAsync(db, PlanFixture.Seed(), null, CancellationToken.None)).Problems);
        }

        await _desk.App.Services.GetRequiredService<PlanTrees>().ReloadAsync(CancellationToken.None);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(http =>
        {
            http.Response.StatusCode = _files.TryGetValue(http.Request.Path.Value!, out var text) ? 200 : 404;
            return http.Response.WriteAsync(text ?? "", Encoding.UTF8);
        });
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task A_link_that_breaks_is_seen_with_its_day_and_a_statistic_can_be_cited_by_area_and_year()
    {
        _files["/a.csv"] = "จังหวัด,ปี,ร้อยละ\nเชียงใหม่,2564,10.5\nแพร่,2564,7\n";
        _files["/b.pdf"] = "%PDF";
        var template = new JsonObject
        {
            ["organization"] = new JsonObject { ["title"] = "หน่วยงานตัวอย่าง" },
            ["unit_of_measure"] = "ร้อยละ",
            ["resources"] = new JsonArray([.. new[] { ("a.csv", "CSV"), ("b.pdf", "PDF"), ("gone.csv", "CSV") }
                .Select(f => (JsonNode)new JsonObject { ["url"] = $"{_server.Urls.First()}/{f.Item1}", ["format"] = f.Item2 })]),
        };
        var dataset = PortalTemplates.Dataset([template], 1);
        _desk.Portal.Datasets[dataset.Id] = dataset;
        await _desk.HarvestAsync(await _desk.SourceAsync());
        var record = (await _desk.KeptAsync())[dataset.Id].RecordId;

        var first = await CheckAsync(record);
        Assert.Equal(["ok", "ok", "not-there"], first.Select(r => (string?)r!["status"]));
        var table = first[0]!["table"]!;
        Assert.Equal("ร้อยละ", (string?)table["unit"]);
        Assert.Equal(("TH-50", 2021, 10.5m), ((string?)table["profile"]!["series"]![0]!["area"], (int)table["profile"]!["series"]![0]!["year"]!, (decimal)table["profile"]!["series"]![0]!["value"]!));

        var since = (DateTime)first[1]!["since"]!;
        _files.Remove("/a.csv");
        _desk.App.Time.Advance(TimeSpan.FromDays(3));
        var second = await CheckAsync(record);
        Assert.Equal(["not-there", "ok", "not-there"], second.Select(r => (string?)r!["status"]));
        Assert.Equal((since, true), ((DateTime)second[1]!["since"]!, (DateTime)second[0]!["since"]! > since));
        Assert.NotNull(second[0]!["table"]);
    }

    private async Task<JsonArray> CheckAsync(string record)
    {
        using var started = await _desk.Harvester.PostAsync("/api/v1/harvest/resource-checks", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await _desk.DrainAsync();
        return (await _desk.Reader.GetFromJsonAsync<JsonArray>($"/api/v1/records/{record}/resources"))!;
    }
}
