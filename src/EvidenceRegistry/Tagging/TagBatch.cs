using EvidenceRegistry.Jobs;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Proposes tags for some records and writes what changed. Reading and thinking happen outside the writing, so nobody waits for them.</summary>
public sealed class TagBatch(RegistryDbs dbs, TagEngines engines, TimeProvider time)
{
    /// <summary>Records whose texts are held at once.</summary>
    public const int AtOnce = 50;

    /// <summary>All waiting tags are counted for what a look is worth; not for every batch of a million records.</summary>
    private static readonly TimeSpan WorthKeeps = TimeSpan.FromMinutes(1);

    private (DateTimeOffset At, TagWorth Worth)? _worth;

    /// <param name="also">Saves something of its own in the same writing; false: nothing of it may be kept.</param>
    /// <param name="pace">Stands aside after each record; null for what somebody waits for.</param>
    /// <returns>Records read, and those whose tags changed; null when <paramref name="also"/> said no.</returns>
    public async Task<(int Read, int Changed)?> RunAsync(IReadOnlyList<string> ids, bool again, Func<RegistryDb, int, Task<bool>>? also, Pace? pace, CancellationToken cancel)
    {
        var engine = await engines.CurrentAsync(cancel);
        var (found, seen) = await ThinkAsync(engine, ids, again, pace, cancel);
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.TagsAsync(db, cancel);
        var want = found.Select(f => f.RecordId).ToList();
        var records = await db.Records.Where(r => want.Contains(r.Id)).Include(r => r.Tags).ToDictionaryAsync(r => r.Id, cancel);
        var states = await db.TagStates.Where(s => want.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var worth = await WorthAsync(db, cancel);
        var changed = 0;

        // What changed meanwhile is due by that change, whether it was thought about or found as it was.
        var now = await RevisionsAsync(db, ids, cancel);
        var done = ids.Where(id => seen.TryGetValue(id, out var then) == now.TryGetValue(id, out var current) && then == current).ToHashSet(StringComparer.Ordinal);
        foreach (var one in found.Where(f => done.Contains(f.RecordId)))
        {
            var record = records[one.RecordId];
            changed += TagSettling.Apply(record, one.Proposals, one.Basis, worth, db.Now) ? 1 : 0;
            if (!states.TryGetValue(one.RecordId, out var state))
            {
                db.TagStates.Add(state = new TagState { RecordId = one.RecordId, InputHash = "", Model = "" });
            }

            (state.InputHash, state.Model, state.At) = (InputHash(one.Texts, record.Tags), engine.Version, db.Now);
        }

        db.TagsDue.RemoveRange(await db.TagsDue.Where(d => done.Contains(d.RecordId)).ToListAsync(cancel));
        if (also is not null && !await also(db, changed))
        {
            return null;
        }

        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return (found.Count, changed);
    }

    private async Task<TagWorth> WorthAsync(RegistryDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_worth is { } kept && now - kept.At < WorthKeeps)
        {
            return kept.Worth;
        }

        var worth = await TagWorth.OfAsync(db, cancel);
        _worth = (now, worth);
        return worth;
    }

    private sealed record Thought(string RecordId, TagTexts Texts, TagBasis Basis, IReadOnlyList<Proposed> Proposals);

    /// <summary>
    /// Hash of what is read for a record and of the tags that stand. A tag that came, went or was decided on by others makes it another one, and so does a rejected one that waits
    /// for what it is rejected by (<see cref="TagBasis.Kept"/>), so the record is thought about once more; noted after the settling, it is the same when the record comes round because of the settling itself.
    /// </summary>
    private static string InputHash(TagTexts texts, IEnumerable<Tag> tags) =>
        TagTexts.HashOf(string.Join('\n', tags.Select(t => $"{t.Scheme} {t.Code} {t.Edition} {t.Status}{(t is { Status: TagStatus.Rejected, Basis: null } ? " ?" : "")}").Order(StringComparer.Ordinal).Prepend(texts.Hash)));

    /// <returns>What was thought, and the revision by which each record was looked at.</returns>
    private async Task<(List<Thought> Found, Dictionary<string, long> Seen)> ThinkAsync(TagEngine engine, IReadOnlyList<string> ids, bool again, Pace? pace, CancellationToken cancel)
    {
        await using var db = dbs.Open();

        // Before anything of them is read.
        var seen = await RevisionsAsync(db, ids, cancel);
        var all = await db.Records.AsNoTracking().AsSplitQuery().Where(r => ids.Contains(r.Id))
            .Include(r => r.Tags).Include(r => r.Origins).Include(r => r.Files.Where(f => f.RemovedAt == null)).ThenInclude(f => f.Reading).ToListAsync(cancel);
        var records = all.Where(r => r.IsThere()).ToList();
        var texts = await TagTexts.OfAsync(db, records, ReadingClass.Today(time), cancel);
        var states = await db.TagStates.AsNoTracking().Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        var thoughts = new List<Thought>();
        foreach (var record in records.OrderBy(r => r.Id, StringComparer.Ordinal))
        {
            var text = texts[record.Id];
            if (again || !(states.TryGetValue(record.Id, out var state) && state.InputHash == InputHash(text, record.Tags) && state.Model == engine.Version))
            {
                thoughts.Add(new Thought(record.Id, text, TagBasis.Of(engine, text), RecordProposals.Of(engine, text, record.Tags)));
                if (pace is not null)
                {
                    await pace.StepAsync(cancel);
                }
            }
        }

        return (thoughts, seen);
    }

    private static Task<Dictionary<string, long>> RevisionsAsync(RegistryDb db, IReadOnlyList<string> ids, CancellationToken cancel) =>
        db.Records.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Revision }).ToDictionaryAsync(r => r.Id, r => r.Revision, StringComparer.Ordinal, cancel);
}
