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
    public async Task<BulkDecisionView> PreviewAsync(BulkDecisionRequest request, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var tags = await Wanted(db, request).OrderBy(t => t.Confidence).ThenBy(t => t.Id).Select(t => new { t.RecordId, t.Code, t.Edition, t.Confidence }).ToListAsync(cancel);
        var examples = tags.Count <= 2 * Shown ? tags : [.. tags.Take(Shown), .. tags.TakeLast(Shown)];
        return new BulkDecisionView(
            null, tags.Count, tags.Select(t => t.RecordId).Distinct().Count(),
            tags.GroupBy(t => TagView.NameOf(t.Code, t.Edition), StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            [.. examples.Select(t => new BulkExample(t.RecordId, TagView.NameOf(t.Code, t.Edition), t.Confidence ?? 0))], null);
    }

    /// <summary>Decides what the preview showed. A tag that somebody decided meanwhile is left alone.</summary>
    public async Task<BulkDecisionView> DecideAsync(BulkDecisionView preview, BulkDecisionRequest request, int actorId, bool settles, CancellationToken cancel)
    {
        var bulk = NewIds.Next(time);
        var (tags, records, token) = (0, 0, (long?)null);
        List<string> ids;
        await using (var db = dbs.Open())
        {
            ids = await Wanted(db, request).Select(t => t.RecordId).Distinct().OrderBy(id => id).ToListAsync(cancel);
        }

        foreach (var some in ids.Chunk(AtOnce))
        {
            await using var db = dbs.Open(actorId);
            await using var write = await db.BeginWriteAsync(cancel);
            var wanted = await Wanted(db, request).Where(t => some.Contains(t.RecordId)).Select(t => new { t.RecordId, t.Scheme, t.Code, t.Edition }).ToListAsync(cancel);
            var loaded = await db.Records.Where(r => some.Contains(r.Id)).Include(r => r.Tags).ToDictionaryAsync(r => r.Id, cancel);
            foreach (var one in wanted)
            {
                await decisions.DecideAsync(db, loaded[one.RecordId], new TagName(one.Scheme, one.Code, one.Edition), request.Decision, request.Note, settles, bulk, cancel);
            }

            (tags, records) = (tags + wanted.Count, records + wanted.Select(w => w.RecordId).Distinct().Count());
            await db.SaveChangesAsync(cancel);
            token = db.LastToken ?? token;
            await write.CommitAsync(cancel);
        }

        await NoteAsync("tags-decided-in-bulk", $"{bulk} {request.Decision} {request.Scheme} {request.Concept} {tags}", actorId, cancel);
        return preview with { Bulk = bulk, Tags = tags, Records = records, ChangeToken = token };
    }

    /// <param name="all">An administrator takes anybody's back; whoever moved words to another edition, all that were moved.</param>
    /// <returns>Null when there is no such decision of theirs.</returns>
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
        }

        await NoteAsync("tags-decided-in-bulk-undone", $"{bulk} {undone}", actorId, cancel);
        return new BulkUndoneView(bulk, undone, token);
    }

    private IQueryable<Tag> Wanted(RegistryDb db, BulkDecisionRequest request) =>
        TagQueue.Wanted(db, new QueueFilter(request.Scheme, request.Concept, request.MinConfidence, request.MaxConfidence), plans.Current);

    private async Task NoteAsync(string action, string detail, int actorId, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = actorId, Action = action, Detail = detail.ToLowerInvariant() });
        await db.SaveChangesAsync(cancel);
    }
}
