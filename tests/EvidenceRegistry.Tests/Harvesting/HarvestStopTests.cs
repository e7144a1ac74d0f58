using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Harvesting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PortalFault = EvidenceRegistry.Bench.Load.PortalFault;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>What ends a harvest before its end: an answer too long, a fault of our own.</summary>
public sealed class HarvestStopTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new() { AnswerMegabytes = 1 };

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_portal_that_sends_whole_datasets_for_its_list_is_asked_for_fewer_at_a_time()
    {
        _desk.Fill(60);
        foreach (var (id, dataset) in _desk.Portal.Datasets.ToList())
        {
            var padded = (JsonObject)dataset.Template.DeepClone();
            padded["padding"] = new string('x', 40_000);
            _desk.Portal.Datasets[id] = dataset with { Template = padded };
        }

        _desk.Portal.Selects = false;
        var plan = await _desk.HarvestAsync(await _desk.SourceAsync(), run: false);
        Assert.Equal(("ready", 60, 0), ((string?)plan["state"], (int)plan["add"]!, plan["warnings"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_portal_whose_answer_is_too_long_however_little_is_asked_stops_the_plan_and_rests()
    {
        _desk.Fill(3);
        _desk.Portal.Selects = false;
        _desk.Portal.Struck.Add(HarvestDesk.IdOf(1));
        _desk.Portal.Fail(PortalFault.HugeDataset);
        var source = await _desk.SourceAsync();
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("stopped", "too-large"), ((string?)plan["state"], (string?)plan["stopped"]));
        var seen = await _desk.GetAsync($"/api/v1/harvest/sources/{source}");
        Assert.Equal(1, (int)seen["failures"]!);
        Assert.StartsWith("too-large: ", (string)seen["lastError"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_our_own_stops_a_plan_and_lets_a_run_rest_as_one_of_the_portal_does()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync();
        var ready = await _desk.HarvestAsync(source, run: false);

        // No such pace can be asked for; what comes of it is no fault of the portal.
        await PaceAsync(source, 0);
        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/plans/{ready["id"]}/run", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        Assert.Equal(1, await FailuresAsync(source));
        await SweepAsync();
        await _desk.DrainAsync();
        Assert.Equal((1, "running"), (await FailuresAsync(source), (string?)(await _desk.PlanAsync((string)ready["id"]!))["state"]));

        await PaceAsync(source, 100);
        await _desk.SettleAsync();
        Assert.Equal(("done", 0), ((string?)(await _desk.PlanAsync((string)ready["id"]!))["state"], await FailuresAsync(source)));

        await PaceAsync(source, 0);
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("stopped", "failed", 1), ((string?)plan["state"], (string?)plan["stopped"], await FailuresAsync(source)));
        Assert.StartsWith("failed: ", (string)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["lastError"]!, StringComparison.Ordinal);
        var asked = _desk.Portal.Asked.Count;
        await SweepAsync();
        await _desk.DrainAsync();
        Assert.Equal((asked, 1), (_desk.Portal.Asked.Count, await FailuresAsync(source)));
    }

    private Task SweepAsync() => _desk.App.Services.GetRequiredService<HarvestClock>().SweepAsync(CancellationToken.None);

    private async Task<int> FailuresAsync(string source) => (int)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["failures"]!;

    private async Task PaceAsync(string source, double requestsPerSecond)
    {
        await using var db = _desk.App.Databases.Open();
        (await db.HarvestSources.SingleAsync(s => s.Id == source)).RequestsPerSecond = requestsPerSecond;
        await db.SaveChangesAsync();
    }
}
