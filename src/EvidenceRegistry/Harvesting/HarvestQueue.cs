using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Starts plans, runs and undos as jobs; one at a time for each source.</summary>
public sealed class HarvestQueue(RegistryDbs dbs, JobQueue jobs, TimeProvider time)
{
    private static readonly HarvestPlanState[] AtWork = [HarvestPlanState.Gathering, HarvestPlanState.Running];

    /// <summary>A new plan; null while another of this source is at work.</summary>
    public async Task<HarvestPlan?> PlanAsync(string sourceId, bool automatic, int actorId, CancellationToken cancel)
    {
        var plan = new HarvestPlan { Id = NewIds.Next(time), SourceId = sourceId, State = HarvestPlanState.Gathering, Automatic = automatic, ActorId = actorId };
        await using (var db = dbs.Open(actorId))
        {
            await using var write = await db.BeginWriteAsync(cancel);
            await HeldRows.HarvestSourceAsync(db, sourceId, cancel);
            await StopCancelledAsync(db, sourceId, cancel);
            if (await BusyAsync(db, sourceId, cancel) || await db.HarvestSources.AnyAsync(s => s.Id == sourceId && s.Paused == HarvestSource.Forgotten, cancel))
            {
                return null;
            }

            // An older plan that still waits speaks of a portal that is no more.
            await StopUnrunAsync(db, sourceId, "superseded", cancel);
            plan.CreatedAt = db.Now;
            db.HarvestPlans.Add(plan);
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        await StartAsync(plan.Id, cancel);
        return plan;
    }

    /// <summary>Runs a plan that is ready, waits for a decision, or stands half-way.</summary>
    /// <returns>The run's id; null when the plan cannot run.</returns>
    public async Task<string?> RunAsync(string planId, bool acceptReused, int actorId, CancellationToken cancel)
    {
        await using (var db = dbs.Open(actorId))
        {
            await using var write = await db.BeginWriteAsync(cancel);
            var plan = await HeldAsync(db, planId, cancel);
            if (plan.State is not (HarvestPlanState.Ready or HarvestPlanState.Waiting or HarvestPlanState.Running))
            {
                return null;
            }

            if (plan.State != HarvestPlanState.Running)
            {
                (plan.State, plan.JobId, plan.RunId) = (HarvestPlanState.Running, null, NewIds.Next(time));
                plan.AcceptReused |= acceptReused;
                await AcceptIdentityAsync(db, plan, cancel);
                plan.ActorId = actorId;
            }

            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        return await StartAsync(planId, cancel);
    }

    /// <summary>Who runs a plan that waits because the portal calls itself otherwise takes it for the source's portal from now on.</summary>
    private static async Task AcceptIdentityAsync(RegistryDb db, HarvestPlan plan, CancellationToken cancel)
    {
        if (plan.Warnings.FirstOrDefault(w => w.Code == PlanDecision.IdentityChanged) is { Details: [_, var now] })
        {
            (await db.HarvestSources.FirstAsync(s => s.Id == plan.SourceId, cancel)).Identity = now;
        }
    }

    public async Task RunIfReadyAsync(string planId, CancellationToken cancel)
    {
        HarvestPlan? plan;
        await using (var db = dbs.Open())
        {
            plan = await db.HarvestPlans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == planId, cancel);
        }

        if (plan is { Automatic: true, State: HarvestPlanState.Ready })
        {
            await RunAsync(planId, acceptReused: false, plan.ActorId, cancel);
        }
    }

    /// <summary>Takes the newest run of a source back.</summary>
    /// <returns>Null when the plan is not the newest that was done.</returns>
    public async Task<string?> UndoAsync(string planId, int actorId, CancellationToken cancel)
    {
        await using (var db = dbs.Open(actorId))
        {
            await using var write = await db.BeginWriteAsync(cancel);
            var plan = await HeldAsync(db, planId, cancel);
            var later = await db.HarvestPlans.AnyAsync(p => p.SourceId == plan.SourceId && p.CreatedAt > plan.CreatedAt && p.RunId != null && p.UndoneAt == null, cancel);
            if (later || plan.RunId is null || plan.State is not (HarvestPlanState.Done or HarvestPlanState.Stopped) || await BusyAsync(db, plan.SourceId, cancel))
            {
                return null;
            }

            (plan.UndoId, plan.JobId) = (NewIds.Next(time), null);
            plan.ActorId = actorId;
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        return await StartAsync(planId, cancel);
    }

    /// <summary>Queues the job that a plan needs, unless one is there: after a crash, and after a failure whose rest is over.</summary>
    /// <returns>Id of the run or undo, as far as there is one.</returns>
    public async Task<string?> StartAsync(string planId, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var plan = await HeldAsync(db, planId, cancel);
        if (!AtWork.Contains(plan.State) && (plan.UndoId is null || plan.UndoneAt is not null))
        {
            await write.CommitAsync(cancel);
            return plan.RunId;
        }

        var job = plan.JobId is null ? null : await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == plan.JobId, cancel);
        if (job is null || job.EndedAt is not null)
        {
            var kind = plan.UndoId is not null ? HarvestUndoing.JobKind : plan.State == HarvestPlanState.Running ? HarvestRunning.JobKind : HarvestPlanning.JobKind;
            plan.JobId = jobs.Add(db, kind, planId, plan.ActorId).Id;
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
            jobs.Queued.Pulse();
        }

        return plan.UndoId ?? plan.RunId;
    }

    /// <summary>What has not begun to run never will.</summary>
    /// <param name="why">A stable word.</param>
    internal static async Task StopUnrunAsync(RegistryDb db, string sourceId, string why, CancellationToken cancel)
    {
        foreach (var plan in await db.HarvestPlans.Where(p => p.SourceId == sourceId && (p.State == HarvestPlanState.Ready || p.State == HarvestPlanState.Waiting)).ToListAsync(cancel))
        {
            (plan.State, plan.Stopped, plan.EndedAt) = (HarvestPlanState.Stopped, why, db.Now);
        }
    }

    /// <summary>
    /// A plan whose job somebody cancelled goes no further: what its run has done stays and may be taken back, and an undo that was cancelled
    /// may be asked for again.
    /// </summary>
    internal static async Task StopCancelledAsync(RegistryDb db, string sourceId, CancellationToken cancel)
    {
        foreach (var plan in await Cancelled(db).Where(p => p.SourceId == sourceId).ToListAsync(cancel))
        {
            (plan.State, plan.Stopped, plan.EndedAt, plan.UndoId) = (HarvestPlanState.Stopped, "cancelled", db.Now, null);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The plan, with its source held until the writing ends.</summary>
    private static async Task<HarvestPlan> HeldAsync(RegistryDb db, string planId, CancellationToken cancel)
    {
        var sourceId = await db.HarvestPlans.Where(p => p.Id == planId).Select(p => p.SourceId).FirstAsync(cancel);
        await HeldRows.HarvestSourceAsync(db, sourceId, cancel);
        await StopCancelledAsync(db, sourceId, cancel);
        return await db.HarvestPlans.FirstAsync(p => p.Id == planId, cancel);
    }

    /// <summary>Plans that have work to do.</summary>
    internal static IQueryable<HarvestPlan> Unfinished(RegistryDb db) =>
        db.HarvestPlans.Where(p => AtWork.Contains(p.State) || (p.UndoId != null && p.UndoneAt == null));

    /// <summary>Of those, plans whose job somebody cancelled. A job that a restored archive found under way is cancelled by nobody, and goes on.</summary>
    internal static IQueryable<HarvestPlan> Cancelled(RegistryDb db) =>
        Unfinished(db).Where(p => db.Jobs.Any(j => j.Id == p.JobId && j.State == JobState.Cancelled && j.CancelAsked));

    internal static Task<bool> BusyAsync(RegistryDb db, string sourceId, CancellationToken cancel) => Unfinished(db).AnyAsync(p => p.SourceId == sourceId, cancel);
}
