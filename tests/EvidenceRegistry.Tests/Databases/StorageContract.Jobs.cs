using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>Several lanes and several processes share one queue.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task A_job_that_many_claim_at_once_goes_to_one_of_them()
    {
        var queue = new JobQueue(Dbs, Time);
        for (var number = 0; number < 5; number++)
        {
            await queue.EnqueueAsync("kind", null, Actor.System, Cancel);
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => queue.ClaimAsync($"holder {n}", ["kind"], others: false, Cancel), Cancel)));
        var got = claimed.OfType<Job>().ToList();
        Assert.Equal(5, got.Count);
        Assert.Equal(5, got.Select(j => j.Id).Distinct().Count());
        await using var db = Dbs.Open();
        var kept = await db.Jobs.ToDictionaryAsync(j => j.Id, Cancel);
        Assert.All(got, j => Assert.Equal((JobState.Running, j.ClaimedBy, j.ClaimedUntil, j.StartedAt), (kept[j.Id].State, kept[j.Id].ClaimedBy, kept[j.Id].ClaimedUntil, kept[j.Id].StartedAt)));
    }

    [Fact]
    public async Task Of_many_who_harvest_a_source_at_once_one_gets_a_plan()
    {
        await using (var db = Dbs.Open())
        {
            db.HarvestSources.Add(new HarvestSource { Id = "source", Name = "portal", Kind = HarvestKind.Ckan, Url = "https://portal.example" });
            await db.SaveChangesAsync(Cancel);
        }

        var queue = new HarvestQueue(Dbs, new JobQueue(Dbs, Time), Time);
        var plans = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => queue.PlanAsync("source", automatic: true, Actor.System, Cancel), Cancel)));
        Assert.Single(plans.OfType<HarvestPlan>());
        await using var after = Dbs.Open();
        Assert.Equal((1, 1), (await after.HarvestPlans.CountAsync(Cancel), await after.Jobs.CountAsync(Cancel)));
    }
}
