using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// Moves what was claimed and decided in an older edition to the one in force, where the crosswalk names one successor; what it does not join waits for a person
/// (<see cref="TagCrosswalk"/>). People's words are copied with their actor and day under the name of this job, so that all of it can be taken back; the old ones stay as
/// history. Where somebody has already spoken in the edition in force, nothing is moved. Done again it does nothing.
/// </summary>
public sealed class CrosswalkJob(RegistryDbs dbs, PlanTrees plans, TimeProvider time) : IJobWork
{
    public const string Work = "tag-crosswalk";

    private const int AtOnce = 50;

    public string Kind => Work;

    public JobLane Lane => JobLane.Slow;

    /// <summary>Its input is the older edition.</summary>
    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var from = run.Input ?? "";
        var after = run.Checkpoint ?? "";
        while (!cancel.IsCancellationRequested)
        {
            await using var db = dbs.Open(run.ActorId);
            await using var write = await db.BeginWriteAsync(cancel);
            var ids = await db.Tags.Where(t => t.Edition == from && t.Status != TagStatus.Proposed && t.RecordId.CompareTo(after) > 0)
                .Select(t => t.RecordId).Distinct().OrderBy(id => id).Take(AtOnce).ToListAsync(cancel);
            if (ids.Count == 0)
            {
                return;
            }

            var tree = plans.Current;
            var decided = (await db.TagDecisions.Where(d => ids.Contains(d.RecordId) && d.UndoneAt == null).OrderBy(d => d.Id).ToListAsync(cancel)).ToLookup(d => d.RecordId, StringComparer.Ordinal);
            foreach (var record in await db.Records.Include(r => r.Tags).Include(r => r.Origins).Where(r => ids.Contains(r.Id)).ToListAsync(cancel))
            {
                if (record.IsThere())
                {
                    var moved = Move(db, record, [.. decided[record.Id]], tree, from, run.Id);
                    run.Add("updated", moved | ClaimedTags.Apply(record, record.Origins, tree, time.GetUtcNow().UtcDateTime) ? 1 : 0);
                }
            }

            run.Add("read", ids.Count);
            await db.SaveChangesAsync(cancel);
            if (!await run.SaveInAsync(db, after = ids[^1], cancel))
            {
                return;
            }

            await write.CommitAsync(cancel);
        }
    }

    private bool Move(RegistryDb db, Record record, IReadOnlyList<TagDecision> standing, PlanTree tree, string from, string bulk)
    {
        var changed = false;
        var old = standing.Where(d => d.Edition == from).GroupBy(d => (d.Scheme, d.Code))
            .Select(g => (Said: g.ToList(), Now: tree.SuccessorOf(g.Key.Code, from))).Where(g => g.Now is not null).GroupBy(g => g.Now!);
        foreach (var group in old)
        {
            var now = group.Key;
            if (standing.Any(d => d.Scheme == now.Scheme && d.Code == now.Code && d.Edition == now.Edition))
            {
                continue;
            }

            // Of codes that were merged the kindest word goes on: what is about one of them is about the whole.
            var kindest = group.Select(g => g.Said).OrderBy(said => TagDecisions.StatusOf(said)).First();
            var copies = kindest.Select(d => Copy(d, now, bulk)).ToList();
            db.TagDecisions.AddRange(copies);
            var tag = record.Tags.FirstOrDefault(t => t.Scheme == now.Scheme && t.Code == now.Code && t.Edition == now.Edition);
            if (tag is null)
            {
                // A word on what closed text alone gave stays with its readers.
                var files = record.Tags.Where(t => t.Edition == from && t.Scheme == kindest[0].Scheme && t.Code == kindest[0].Code).SelectMany(t => t.Files).ToList();
                record.Tags.Add(tag = new Tag { RecordId = record.Id, Scheme = now.Scheme, Code = now.Code, Edition = now.Edition, Files = files });
            }

            (tag.Status, tag.ActorId, tag.At) = (TagDecisions.StatusOf(copies) ?? TagStatus.Disputed, copies[^1].ActorId, time.GetUtcNow().UtcDateTime);
            changed = true;
        }

        return changed;
    }

    private static TagDecision Copy(TagDecision said, PlanNode now, string bulk)
    {
        var note = $"{said.Code}@{said.Edition}{(said.Note is null ? "" : ": ")}{said.Note}";
        return new TagDecision
        {
            RecordId = said.RecordId,
            Scheme = now.Scheme,
            Code = now.Code,
            Edition = now.Edition,
            Verdict = said.Verdict,
            Note = note.Length > TagDecisions.LongestNote ? note[..TagDecisions.LongestNote] : note,
            ActorId = said.ActorId,
            Settles = said.Settles,
            At = said.At,
            Sample = said.Sample,
            Bulk = bulk,
        };
    }
}
