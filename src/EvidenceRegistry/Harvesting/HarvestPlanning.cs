using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Gathers, proves, looks a second time at what seems gone, and writes the plan. Changes no record. Stopped half-way it starts over: a gathering is of one moment.</summary>
internal sealed class HarvestPlanning(RegistryDbs dbs, HarvestPortals portals, HarvestQueue queue, HarvestBackOff backOff, TimeProvider time) : IJobWork
{
    public const string JobKind = "harvest-plan";

    private const int StepsAtOnce = 1_000;

    /// <summary>Missing datasets looked at one by one; of more, so many are drawn evenly.</summary>
    private const int SecondLooks = 200;

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Outside;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var (plan, source) = await StartAsync(run, cancel);
        if (plan is null || source is null)
        {
            // Planned by a process that was killed before it could start the run.
            await queue.RunIfReadyAsync(run.Input!, cancel);
            return;
        }

        try
        {
            var portal = portals.Open(source);
            var facts = await portal.IdentifyAsync(counts: false, cancel);
            var known = await KnownAsync(source.Id, cancel);
            var gathered = await portal.GatherAsync(cancel);
            run.Count("read", gathered.Stamps.Count);
            await run.SaveAsync(null, cancel);
            await WriteAsync(run, plan, source, portal, facts, known, gathered, cancel);
        }
        catch (Exception failed) when (HarvestBackOff.Counts(failed, cancel))
        {
            await backOff.NoteAsync(source.Id, failed, cancel);
            await StopAsync(plan.Id, HarvestBackOff.WordOf(failed), cancel);
            throw;
        }

        await queue.RunIfReadyAsync(plan.Id, cancel);
    }

    private async Task<(HarvestPlan? Plan, HarvestSource? Source)> StartAsync(JobRun run, CancellationToken cancel)
    {
        await using var db = dbs.Open(run.ActorId);
        var plan = await db.HarvestPlans.FindAsync([run.Input], cancel);
        if (plan is not { State: HarvestPlanState.Gathering })
        {
            return (null, null);
        }

        // What a killed process left of this plan.
        while (await db.HarvestSteps.Where(s => s.PlanId == plan.Id).Take(StepsAtOnce).ToListAsync(cancel) is { Count: > 0 } left)
        {
            db.HarvestSteps.RemoveRange(left);
            await db.SaveChangesAsync(cancel);
        }

        return (plan, await db.HarvestSources.AsNoTracking().FirstAsync(s => s.Id == plan.SourceId, cancel));
    }

    private async Task<List<HarvestEntry>> KnownAsync(string sourceId, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.HarvestEntries.AsNoTracking().Where(e => e.SourceId == sourceId).ToListAsync(cancel);
    }

    private async Task WriteAsync(
        JobRun run, HarvestPlan plan, HarvestSource source, IPortal portal, PortalFacts facts, List<HarvestEntry> known, Gathering gathered, CancellationToken cancel)
    {
        var nothing = new HashSet<string>();
        var now = time.GetUtcNow().UtcDateTime;
        var draft = PlanDecision.Decide(plan.Id, source, known, gathered, nothing, facts.Identity, now);
        if (draft.Stop is null && await SparedAsync(portal, gathered, draft, cancel) is { Count: > 0 } spared)
        {
            draft = PlanDecision.Decide(plan.Id, source, known, gathered with { Warnings = [.. gathered.Warnings, new HarvestWarning("list-omits", false, [$"{spared.Count}"])] }, spared, facts.Identity, now);
        }

        var samples = await new PlanSamples(dbs).OfAsync(source, portal, draft, cancel);
        foreach (var some in draft.Steps.Chunk(StepsAtOnce))
        {
            await using var db = dbs.Open(run.ActorId);
            db.HarvestSteps.AddRange(some);
            await db.SaveChangesAsync(cancel);
        }

        await using (var db = dbs.Open(run.ActorId))
        {
            await using var write = await db.BeginWriteAsync(cancel);
            var kept = await db.HarvestPlans.FirstAsync(p => p.Id == plan.Id, cancel);
            var from = await db.HarvestSources.FirstAsync(s => s.Id == source.Id, cancel);
            (kept.Gathered, kept.Unchanged, kept.Refused) = (gathered.Stamps.Count, draft.Unchanged, draft.Refused);
            kept.Add = draft.Count(HarvestAction.Add);
            kept.Change = draft.Count(HarvestAction.Change) + draft.Count(HarvestAction.Return);
            kept.Remove = draft.Count(HarvestAction.Quarantine) + draft.Count(HarvestAction.Remove);
            (kept.Warnings, kept.Samples, kept.Requests) = ([.. draft.Warnings], JsonColumn.Write(samples), portal.Requests);
            (kept.PlannedAt, kept.Stopped) = (db.Now, draft.Stop);
            kept.State = draft.Stop is not null ? HarvestPlanState.Stopped : draft.Warnings.Any(w => w.Waits) ? HarvestPlanState.Waiting : HarvestPlanState.Ready;
            kept.EndedAt = draft.Stop is null ? null : db.Now;
            from.Identity ??= facts.Identity;
            HarvestBackOff.Clear(from);
            await db.SaveChangesAsync(cancel);
            if (await run.SaveInAsync(db, null, cancel))
            {
                await write.CommitAsync(cancel);
            }
        }
    }

    /// <summary>Of what seems gone, what is there all the same.</summary>
    private static async Task<HashSet<string>> SparedAsync(IPortal portal, Gathering gathered, PlanDraft draft, CancellationToken cancel)
    {
        var gone = draft.Steps.Where(s => s.Action is HarvestAction.Quarantine or HarvestAction.Remove && !gathered.Announced.Contains(s.DatasetId)).ToList();
        var step = Math.Max(1, gone.Count / SecondLooks);
        var spared = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < gone.Count; at += step)
        {
            if (await portal.LookAsync(gone[at].DatasetId, cancel) == PortalPresence.There)
            {
                spared.Add(gone[at].DatasetId);
            }
        }

        // A list that omits one of those drawn is not believed about the others either.
        return spared.Count > 0 && step > 1 ? [.. gone.Select(s => s.DatasetId)] : spared;
    }

    private async Task StopAsync(string planId, string why, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var plan = await db.HarvestPlans.FirstAsync(p => p.Id == planId, cancel);
        (plan.State, plan.Stopped, plan.EndedAt) = (HarvestPlanState.Stopped, why, db.Now);
        await db.SaveChangesAsync(cancel);
    }
}
