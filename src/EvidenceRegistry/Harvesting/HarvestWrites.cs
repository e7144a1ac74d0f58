using EvidenceRegistry.Access;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Steps with what was fetched for them, hashed already.</summary>
internal sealed record FetchedSteps(IReadOnlyList<HarvestStep> Steps, IReadOnlyDictionary<string, PortalDataset> Datasets, IReadOnlyDictionary<string, IntakeItem> Items);

/// <summary>Writes what a batch of steps comes to: records through the door, entries, outcomes and the job's counts, in one transaction.</summary>
internal sealed class HarvestWrites(RegistryDbs dbs, Intake intake)
{
    public FetchedSteps Prepare(IReadOnlyList<HarvestStep> steps, IReadOnlyList<PortalDataset> datasets)
    {
        var items = new Dictionary<string, IntakeItem>(StringComparer.Ordinal);
        foreach (var dataset in datasets.Where(d => d.Reading is { Usable: true }))
        {
            intake.Prepare(items[dataset.Id] = new IntakeItem(dataset.Reading!.Draft!, []));
        }

        return new FetchedSteps(steps, datasets.ToDictionary(d => d.Id, StringComparer.Ordinal), items);
    }

    /// <returns>False when the job was cancelled or taken over: nothing was written.</returns>
    public async Task<bool> BatchAsync(JobRun run, HarvestPlan plan, HarvestSource source, FetchedSteps fetched, long requests, CancellationToken cancel)
    {
        await using var db = dbs.Open(run.ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var batch = await HarvestBatch.LoadAsync(db, plan, source, fetched, cancel);
        var items = batch.Takeable();
        var by = new Caller(run.ActorId, Role.Harvester, null, [], false);
        var results = await intake.TakeManyAsync(db, [.. items.Select(i => i.Item)], by, IntakeMode.Import, null, cancel);
        for (var at = 0; at < items.Count; at++)
        {
            batch.Taken(items[at].Step, results[at]);
        }

        await batch.RemoveAsync(cancel);
        foreach (var group in batch.Steps.GroupBy(s => s.Outcome!.Value))
        {
            run.Add(CountOf(group.Key), group.Count());
        }

        run.Add("read", batch.Steps.Count);
        var kept = await db.HarvestPlans.FirstAsync(p => p.Id == plan.Id, cancel);
        kept.Requests += requests;
        await db.SaveChangesAsync(cancel);
        if (!await run.SaveInAsync(db, null, cancel))
        {
            return false;
        }

        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>Says that the run is done, after looking that the numbers close.</summary>
    public async Task EndAsync(JobRun run, HarvestPlan plan, CancellationToken cancel)
    {
        await using var db = dbs.Open(run.ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var kept = await db.HarvestPlans.FirstAsync(p => p.Id == plan.Id, cancel);
        var done = await db.HarvestSteps.CountAsync(s => s.PlanId == plan.Id && s.Outcome != null, cancel);
        if (done != kept.Add + kept.Change + kept.Remove)
        {
            throw new InvalidOperationException($"The numbers do not close: {done} steps done, {kept.Add} + {kept.Change} + {kept.Remove} planned.");
        }

        (kept.State, kept.EndedAt) = (HarvestPlanState.Done, db.Now);
        HarvestBackOff.Clear(await db.HarvestSources.FirstAsync(s => s.Id == plan.SourceId, cancel));
        await db.SaveChangesAsync(cancel);
        if (await run.SaveInAsync(db, null, cancel))
        {
            await write.CommitAsync(cancel);
        }
    }

    public async Task StopAsync(JobRun run, HarvestPlan plan, string why, CancellationToken cancel)
    {
        await using var db = dbs.Open(run.ActorId);
        var kept = await db.HarvestPlans.FirstAsync(p => p.Id == plan.Id, cancel);
        (kept.State, kept.Stopped, kept.EndedAt) = (HarvestPlanState.Stopped, why, db.Now);
        await db.SaveChangesAsync(cancel);
    }

    private static string CountOf(HarvestOutcome outcome) => outcome switch
    {
        HarvestOutcome.Added => "created",
        HarvestOutcome.Changed => "updated",
        HarvestOutcome.Removed => "removed",
        HarvestOutcome.Unchanged => "unchanged",
        _ => "refused",
    };
}
