using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Duplicates;

/// <summary>
/// One record of two, and back. The layers of all sources move to the record that stays, so every origin keeps answering; the other id
/// keeps answering with that record; what moved is kept, so that a merge can be undone.
/// </summary>
public sealed class Merging(DraftCodes codes)
{
    /// <summary>Both must be loaded whole and live.</summary>
    public async Task MergeAsync(RegistryDb db, DuplicatePair pair, Record into, Record gone, CancellationToken cancel)
    {
        pair.Merged = new MergedParts(into.Id, gone.Id, [.. gone.Origins.Select(o => o.Id)], [.. gone.Files.Select(f => f.Id)], into.Overlay)
        {
            Renamed = gone.Files.Where(f => f.RemovedAt is null && IntakeFiles.Live(into, f.Name) is not null).ToDictionary(f => f.Id, f => f.Name),
        };
        into.Overlay = MergedOverlay.Join(gone, into);
        pair.Merged = await MergedWords.CarryAsync(db, pair.Merged with { Laid = into.Overlay }, gone, into, cancel);
        foreach (var file in gone.Files.Where(f => pair.Merged.Renamed.ContainsKey(f.Id)))
        {
            file.Name = Free(into, file.Name);
        }

        Move(gone, into, pair.Merged);
        (gone.State, gone.MergedInto) = (RecordState.Merged, into.Id);
        Settle(db, into, "merged", gone.Id);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "merged-into", RecordId = gone.Id, Detail = into.Id });
    }

    /// <summary>Takes back what the merge moved and is still there; what came since stays where it came.</summary>
    public async Task UndoAsync(RegistryDb db, DuplicatePair pair, Record into, Record gone, CancellationToken cancel)
    {
        var merged = pair.Merged!;
        Move(into, gone, merged);
        foreach (var file in gone.Files.Where(f => merged.Renamed.ContainsKey(f.Id)))
        {
            file.Name = merged.Renamed[file.Id];
        }

        into.Overlay = MergedOverlay.TakeBack(into.Overlay, merged.Laid, merged.Overlay);
        (gone.State, gone.MergedInto) = (RecordState.Live, null);
        Settle(db, into, "merge-undone", gone.Id);
        Settle(db, gone, "merge-undone", into.Id);
        await MergedWords.TakeBackAsync(db, merged, into, gone, cancel);
        pair.Merged = null;
    }

    private static void Move(Record from, Record to, MergedParts parts)
    {
        foreach (var origin in from.Origins.Where(o => parts.Origins.Contains(o.Id)).ToList())
        {
            from.Origins.Remove(origin);
            to.Origins.Add(origin);
            origin.RecordId = to.Id;
        }

        foreach (var file in from.Files.Where(f => parts.Files.Contains(f.Id)).ToList())
        {
            from.Files.Remove(file);
            to.Files.Add(file);
            file.RecordId = to.Id;
            if (file.Reading is { } reading)
            {
                reading.RecordId = to.Id;
            }
        }
    }

    private void Settle(RegistryDb db, Record record, string action, string other)
    {
        Composition.Apply(record);
        codes.Claim(record, db.Now);
        record.Revision++;
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = action, RecordId = record.Id, Detail = other });
    }

    private static string Free(Record into, string name)
    {
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        return Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{stem} ({n}){ending}").First(free => IntakeFiles.Live(into, free) is null);
    }
}
