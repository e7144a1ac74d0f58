using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A plan has its job, and one only, whatever moment a process is killed at.</summary>
public sealed class HarvestQueueTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_plan_whose_process_was_killed_before_it_could_start_the_run_is_run_by_the_next()
    {
        _desk.Fill(3);
        var plan = (string)(await _desk.HarvestAsync(await _desk.SourceAsync(), run: false))["id"]!;
        await using (var db = _desk.App.Databases.Open())
        {
            var ready = await db.HarvestPlans.FirstAsync(p => p.Id == plan);
            ready.Automatic = true;
            var job = await db.Jobs.FirstAsync(j => j.Id == ready.JobId);
            (job.State, job.EndedAt) = (JobState.Running, null);
            await db.SaveChangesAsync();
        }

        await _desk.DrainAsync();
        Assert.Equal("done", (string?)(await _desk.PlanAsync(plan))["state"]);
        Assert.Equal(3, (await _desk.KeptAsync()).Count);
    }

    [Fact]
    public async Task Many_who_start_a_plan_at_once_queue_one_job()
    {
        var source = await _desk.SourceAsync();
        await using (var db = _desk.App.Databases.Open())
        {
            db.HarvestPlans.Add(new HarvestPlan { Id = "plan", SourceId = source, State = HarvestPlanState.Gathering });
            await db.SaveChangesAsync();
        }

        var queue = _desk.App.Services.GetRequiredService<HarvestQueue>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => queue.StartAsync("plan", CancellationToken.None))));
        await using var after = _desk.App.Databases.Open();
        Assert.Single(await after.Jobs.Where(j => j.Input == "plan").ToListAsync());
    }
}
