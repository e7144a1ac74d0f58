using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Takes a run back, newest step first: the layers, states and entries of before stand again under the old ids, and history shows both. What
/// somebody changed since is left and named. The source then rests until a person lets it go on, or the next run would do it all again.
/// </summary>
internal sealed class HarvestUndoing(RegistryDbs dbs, Intake intake, DraftCodes codes) : IJobWork
{
    public const string JobKind = "harvest-undo";

    private const int StepsAtOnce = 100;

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        while (await BatchAsync(run, cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <returns>False when there is no more to do.</returns>
    private async Task<bool> BatchAsync(JobRun run, CancellationToken cancel)
    {
        await using var db = dbs.Open(run.ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var plan = await db.HarvestPlans.FirstAsync(p => p.Id == run.Input, cancel);
        var source = await db.HarvestSources.FirstAsync(s => s.Id == plan.SourceId, cancel);
        var steps = await db.HarvestSteps.Where(s => s.PlanId == plan.Id && s.Outcome != null && s.Undone == null).OrderByDescending(s => s.Number).Take(StepsAtOnce).ToListAsync(cancel);
        if (steps.Count == 0)
        {
            (plan.State, plan.UndoneAt, source.Paused) = (HarvestPlanState.Undone, db.Now, "undone");
        }
        else
        {
            await UndoAsync(db, source, steps, run, cancel);
            run.Add("read", steps.Count);
            run.Add("undone", steps.Count(s => s.Undone == Done));
            run.Add("refused", steps.Count(s => s.Undone is not (Done or Nothing)));
        }

        await db.SaveChangesAsync(cancel);
        if (!await run.SaveInAsync(db, null, cancel))
        {
            return false;
        }

        await write.CommitAsync(cancel);
        return steps.Count > 0;
    }

    private const string Done = "undone", Nothing = "nothing", Merged = "merged";

    private async Task UndoAsync(RegistryDb db, HarvestSource source, List<HarvestStep> steps, JobRun run, CancellationToken cancel)
    {
        var ids = steps.Select(s => s.DatasetId).ToList();
        var entries = await db.HarvestEntries.Where(e => e.SourceId == source.Id && ids.Contains(e.DatasetId)).ToDictionaryAsync(e => e.DatasetId, StringComparer.Ordinal, cancel);
        var recordIds = steps.Where(s => s.RecordId is not null).Select(s => s.RecordId!).Distinct().ToList();
        var records = await Intake.Loading(db.Records.Where(r => recordIds.Contains(r.Id))).ToDictionaryAsync(r => r.Id, StringComparer.Ordinal, cancel);
        var standing = await db.Origins.Where(o => o.Source == source.Name && ids.Contains(o.SourceId)).ToDictionaryAsync(o => o.SourceId, o => o.RecordId, StringComparer.Ordinal, cancel);
        var back = new List<(HarvestStep Step, HarvestBefore Before, RecordContent Content)>();
        foreach (var step in steps)
        {
            var before = JsonColumn.Read<HarvestBefore>(step.Before!);
            var record = step.RecordId is null ? null : records.GetValueOrDefault(step.RecordId);
            var origin = record?.Origins.FirstOrDefault(o => o.Source == source.Name && o.SourceId == step.DatasetId);
            step.Undone = step.Outcome is HarvestOutcome.Unchanged or HarvestOutcome.Refused || step.RecordId is null ? Nothing
                : standing.TryGetValue(step.DatasetId, out var at) && at != step.RecordId ? Merged
                : record is null || origin is null ? Nothing
                : Touched(step, record, origin) is { } why ? why : Done;
            if (step.Undone == Done)
            {
                if (before.Content is { } content)
                {
                    back.Add((step, before, content));
                }
                else
                {
                    Restore(db, source, record!, origin!, step, before);
                }
            }

            if (step.Undone is Done or Nothing)
            {
                Forget(db, entries, step, before);
            }
        }

        await TakeBackAsync(db, source, back, records, run, cancel);
    }

    /// <summary>The layers of before come through the same door as all others.</summary>
    private async Task TakeBackAsync(
        RegistryDb db, HarvestSource source, List<(HarvestStep Step, HarvestBefore Before, RecordContent Content)> back, Dictionary<string, Record> records, JobRun run, CancellationToken cancel)
    {
        var items = back.Select(b => new IntakeItem(new RecordDraft { Source = source.Name, SourceId = b.Step.DatasetId, Content = b.Content }, [])).ToList();
        var results = await intake.TakeManyAsync(db, items, new Caller(run.ActorId, Role.Harvester, null, [], false), IntakeMode.Import, null, cancel);
        for (var at = 0; at < back.Count; at++)
        {
            var (step, before, _) = back[at];
            var record = records[step.RecordId!];
            step.Undone = results[at].Accepted ? Done : results[at].Outcome.ToString();
            record.Origins.First(o => o.Source == source.Name && o.SourceId == step.DatasetId).QuarantinedAt = before.QuarantinedAt;
            if (results[at].Accepted && before.State is RecordState.Quarantined or RecordState.Removed)
            {
                (record.State, record.Tombstone) = (before.State.Value, before.Tombstone);
            }
        }
    }

    private void Restore(RegistryDb db, HarvestSource source, Record record, Origin origin, HarvestStep step, HarvestBefore before)
    {
        if (step.Outcome != HarvestOutcome.Added)
        {
            origin.QuarantinedAt = before.QuarantinedAt;
            if (before.State is { } state)
            {
                (record.State, record.Tombstone) = (state, before.Tombstone);
            }
        }
        else if (record.Origins.Count > 1)
        {
            record.Origins.Remove(origin);
            db.Origins.Remove(origin);
            Composition.Apply(record);
            codes.Claim(record, db.Now);
        }
        else
        {
            (record.State, record.Tombstone) = (RecordState.Removed, new Tombstone($"the harvest of {source.Name} was taken back", db.ActorId, db.Now, ByPerson: false));
        }

        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "harvest-undone", RecordId = record.Id, Detail = $"{source.Name} {step.DatasetId}" });
    }

    /// <summary>Why it has to be left as it is; null where it is as the run left it.</summary>
    private static string? Touched(HarvestStep step, Record record, Origin origin) =>
        record.State == RecordState.Removed && record.Tombstone is not { ByPerson: false } ? "removed-by-person"
        : step.After is { } after && origin.Hash != after ? "changed-since"
        : step.Outcome == HarvestOutcome.Added && record.Overlay is not null ? "curated"
        : null;

    private static void Forget(RegistryDb db, Dictionary<string, HarvestEntry> entries, HarvestStep step, HarvestBefore before)
    {
        if (!entries.TryGetValue(step.DatasetId, out var entry))
        {
            return;
        }

        if (before.Entry is not { } old)
        {
            db.HarvestEntries.Remove(entry);
            return;
        }

        (entry.Name, entry.Stamp, entry.Created, entry.State, entry.Since, entry.Reason) = (old.Name, old.Stamp, old.Created, old.State, old.Since, old.Reason);
    }
}
