using System.ComponentModel.DataAnnotations;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>One word on all tags under a rule.</summary>
/// <param name="Decision">confirm, reject or dispute.</param>
/// <param name="Scheme">subTarget, factor, area or year.</param>
/// <param name="Concept">A concept or area and all below it, with <c>@edition</c> in that edition alone. One of <paramref name="Scheme"/> and this must be said.</param>
/// <param name="Expected">Number of tags that the preview showed; where it is another by now, nothing is decided. Null: a preview.</param>
/// <param name="Note">Why, up to 2000 characters; curators read it.</param>
public sealed record BulkDecisionRequest(
    TagVerdict Decision, string? Scheme = null, string? Concept = null, [Range(0, 1)] double? MinConfidence = null, [Range(0, 1)] double? MaxConfidence = null, int? Expected = null, string? Note = null);

/// <param name="Bulk">Names the decision, for undoing; null: a preview, nothing was decided.</param>
/// <param name="Tags">Proposed tags under the rule; <paramref name="Records"/>: records that carry them.</param>
/// <param name="Concepts">Code → its tags, most first.</param>
/// <param name="Examples">The least sure and the surest of them.</param>
/// <param name="ChangeToken">Give it to a search as <c>after</c>.</param>
public sealed record BulkDecisionView(string? Bulk, int Tags, int Records, IReadOnlyDictionary<string, int> Concepts, IReadOnlyList<BulkExample> Examples, long? ChangeToken);

public sealed record BulkExample(string RecordId, string Concept, double Confidence);

/// <param name="Decisions">Taken back.</param>
public sealed record BulkUndoneView(string Bulk, int Decisions, long? ChangeToken);

/// <summary>Decisions on many proposed tags at once, and the way back. Each is kept as a decision of its own, with the name they share.</summary>
public sealed class BulkTagDecisions(RegistryDbs dbs, TagDecisions decisions, PlanTrees plans, TimeProvider time)
{
    /// <summary>Tags decided with one word; more want a narrower rule, so that somebody can look at what they say.</summary>
    public const int Most = 1000;

    private const int AtOnce = 50, Shown = 5;

    /// <summary>What the rule finds now.</summary>
    public async Task<BulkDecisionView> PreviewAsync(RegistryDb db, BulkDecisionRequest request, CancellationToken cancel)
    {
        var tags = await Wanted(db, request).OrderBy(t => t.Confidence).ThenBy(t => t.Id).Select(t => new { t.RecordId, t.Code, t.Edition, t.Confidence }).ToListAsync(cancel);
        var examples = tags.Count <= 2 * Shown ? tags : [.. tags.Take(Shown), .. tags.TakeLast(Shown)];
        return new BulkDecisionView(
            null, tags.Count, tags.Select(t => t.RecordId).Distinct().Count(),
            tags.GroupBy(t => TagView.NameOf(t.Code, t.Edition), StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            [.. examples.Select(t => new BulkExample(t.RecordId, TagView.NameOf(t.Code, t.Edition), t.Confidence ?? 0))], null);
    }

    /// <summary>Decides what the rule finds, all of it in the writing of the caller, who commits: the whole decision stands with its name in the audit trail, or none of it.</summary>
    /// <param name="preview">Made in the same writing.</param>
    public async Task<BulkDecisionView> DecideAsync(RegistryDb db, BulkDecisionView preview, BulkDecisionRequest request, bool settles, CancellationToken cancel)
    {
        var bulk = NewIds.Next(time);
        var wanted = await Wanted(db, request).Select(t => new { t.RecordId, t.Scheme, t.Code, t.Edition }).ToListAsync(cancel);
        foreach (var some in wanted.GroupBy(w => w.RecordId, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var ids = some.Select(g => g.Key).ToList();
            foreach (var record in await db.Records.Where(r => ids.Contains(r.Id)).Include(r => r.Tags).ToListAsync(cancel))
            {
                foreach (var one in some.First(g => g.Key == record.Id))
                {
                    await decisions.DecideAsync(db, record, new TagName(one.Scheme, one.Code, one.Edition), request.Decision, request.Note, settles, bulk, cancel);
                }
            }
        }

        Note(db, "tags-decided-in-bulk", $"{bulk} {request.Decision} {request.Scheme} {request.Concept} {wanted.Count}");
        await db.SaveChangesAsync(cancel);
        return preview with { Bulk = bulk };
    }

    /// <param name="all">An administrator takes anybody's back; whoever moved words to another edition, all that were moved.</param>
    /// <returns>Null when there is no such decision of theirs.</returns>
    /// <remarks>Any number of records, so it is done in portions; once one is taken back so are the others, whether or not anybody waits for the answer.</remarks>
    public async Task<BulkUndoneView?> UndoAsync(string bulk, int actorId, bool all, CancellationToken cancel)
    {
        List<string> ids;
        await using (var db = dbs.Open())
        {
            all = all || await db.Jobs.AnyAsync(j => j.Id == bulk && j.Kind == CrosswalkJob.Work && j.ActorId == actorId, cancel);
            ids = await db.TagDecisions.Where(d => d.Bulk == bulk && (all || d.ActorId == actorId)).Select(d => d.RecordId).Distinct().OrderBy(id => id).ToListAsync(cancel);
        }

        if (ids.Count == 0)
        {
            return null;
        }

        var (undone, token) = (0, (long?)null);
        foreach (var some in ids.Chunk(AtOnce))
        {
            await using var db = dbs.Open(actorId);
            await using var write = await db.BeginWriteAsync(cancel);
            var said = await db.TagDecisions.Where(d => d.Bulk == bulk && (all || d.ActorId == actorId) && d.UndoneAt == null && some.Contains(d.RecordId)).ToListAsync(cancel);
            var loaded = await db.Records.Where(r => some.Contains(r.Id)).Include(r => r.Tags).ToListAsync(cancel);
            foreach (var record in loaded)
            {
                await decisions.UndoAsync(db, record, [.. said.Where(d => d.RecordId == record.Id)], cancel);
            }

            undone += said.Count(d => d.UndoneAt is not null);
            await db.SaveChangesAsync(cancel);
            token = db.LastToken ?? token;
            await write.CommitAsync(cancel);
            cancel = CancellationToken.None;
        }

        await using (var db = dbs.Open(actorId))
        {
            Note(db, "tags-decided-in-bulk-undone", $"{bulk} {undone}");
            await db.SaveChangesAsync(cancel);
        }

        return new BulkUndoneView(bulk, undone, token);
    }

    private IQueryable<Tag> Wanted(RegistryDb db, BulkDecisionRequest request) =>
        TagQueue.Wanted(db, new QueueFilter(request.Scheme, request.Concept, request.MinConfidence, request.MaxConfidence), plans.Current);

    private static void Note(RegistryDb db, string action, string detail) =>
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = action, Detail = detail.ToLowerInvariant() });
}
