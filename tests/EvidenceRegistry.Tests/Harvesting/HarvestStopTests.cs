using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PortalFault = EvidenceRegistry.Bench.Load.PortalFault;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>What ends a harvest before its end: an answer too long, a fault of our own, a person.</summary>
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

    [Fact]
    public async Task A_gathering_that_somebody_cancels_is_over_and_makes_way_for_another()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync();
        var plan = await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/sources/{source}/plans?run=true", null), HttpStatusCode.Accepted);
        await CancelAsync(plan);
        await SweepAsync();
        plan = await _desk.PlanAsync((string)plan["id"]!);
        Assert.Equal(("stopped", "cancelled"), ((string?)plan["state"], (string?)plan["stopped"]));
        Assert.Empty(_desk.Portal.Asked);
        Assert.Equal("done", (string?)(await _desk.HarvestAsync(source))["state"]);
    }

    [Fact]
    public async Task A_run_that_somebody_cancels_goes_no_further_and_can_be_taken_back()
    {
        var (source, plan) = await HalfwayAsync();
        await CancelAsync(plan);
        await SweepAsync();
        plan = await _desk.PlanAsync((string)plan["id"]!);
        Assert.Equal(("stopped", "cancelled"), ((string?)plan["state"], (string?)plan["stopped"]));
        Assert.Equal(10, (await _desk.KeptAsync()).Count);

        // An undo may be cancelled too, and asked for again.
        plan = await UndoAsync(plan);
        await CancelAsync(plan);
        plan = await UndoAsync(plan);
        await _desk.DrainAsync();
        Assert.Equal("undone", (string?)(await _desk.PlanAsync((string)plan["id"]!))["state"]);
        Assert.All((await _desk.KeptAsync()).Values, r => Assert.Equal(RecordState.Removed, r.State));
        Assert.Equal(25, (int)(await _desk.HarvestAsync(source))["add"]!);
    }

    [Fact]
    public async Task A_run_whose_job_nobody_cancelled_goes_on()
    {
        var (_, plan) = await HalfwayAsync();
        await using (var db = _desk.App.Databases.Open())
        {
            // As it stands in an archive that was made meanwhile.
            var job = await db.Jobs.SingleAsync(j => j.Id == (string)plan["jobId"]!);
            (job.State, job.EndedAt) = (JobState.Cancelled, db.Now);
            await db.SaveChangesAsync();
        }

        await _desk.SettleAsync();
        Assert.Equal("done", (string?)(await _desk.PlanAsync((string)plan["id"]!))["state"]);
    }

    /// <summary>A run of 25 datasets that has done ten of them, and whose next job waits.</summary>
    private async Task<(string Source, JsonObject Plan)> HalfwayAsync()
    {
        _desk.Fill(25);
        var source = await _desk.SourceAsync();
        _desk.Portal.Fail(PortalFault.ChangedKey, int.MaxValue, after: 3);
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal((10, "running"), ((await _desk.KeptAsync()).Count, (string?)plan["state"]));
        _desk.Portal.Heal();
        _desk.App.Time.Advance(TimeSpan.FromHours(1));
        await SweepAsync();
        return (source, await _desk.PlanAsync((string)plan["id"]!));
    }

    private async Task CancelAsync(JsonObject plan)
    {
        var job = await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/jobs/{plan["jobId"]}/cancel", null), HttpStatusCode.OK);
        Assert.Equal("cancelled", (string?)job["state"]);
    }

    private async Task<JsonObject> UndoAsync(JsonObject plan) =>
        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/runs/{plan["run"]}/undo", null), HttpStatusCode.Accepted);

    private Task SweepAsync() => _desk.App.Services.GetRequiredService<HarvestClock>().SweepAsync(CancellationToken.None);

    private async Task<int> FailuresAsync(string source) => (int)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["failures"]!;

    private async Task PaceAsync(string source, double requestsPerSecond)
    {
        await using var db = _desk.App.Databases.Open();
        (await db.HarvestSources.SingleAsync(s => s.Id == source)).RequestsPerSecond = requestsPerSecond;
        await db.SaveChangesAsync();
    }
}
