using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Takes everything that a record says or holds away for ever: bytes that no other record uses, pages, the drafts of its
/// origins, the contents of its versions, its tags and overlay, those of the records that were merged into it, and what imports and
/// harvests keep of them (<see cref="PurgedTraces"/>). The tombstone, the audit and the source ids stay, so that what was purged cannot
/// come back by an import. For a wrong upload or a person's data; backups are the operator's to purge.
/// </summary>
public sealed class Purge
{
    // Rows are loaded by key alone and removed in portions: a long report has thousands of pages.
    private const int Portion = 500;

    /// <summary>Inside a writing; the bytes go when whoever called has committed and asks <see cref="BytesToDelete"/>.</summary>
    public async Task RunAsync(RegistryDb db, Record record, string? reason, CancellationToken cancel)
    {
        var merged = await MergedAsync(db, record, cancel);
        var bytes = new List<string>(await PurgedTraces.TakeAsync(db, [record, .. merged], cancel));
        foreach (var gone in merged)
        {
            bytes.AddRange(await EmptyAsync(db, gone, cancel));
        }

        bytes.AddRange(await EmptyAsync(db, record, cancel));
        record.State = RecordState.Removed;
        record.Tombstone = new Tombstone(reason ?? record.Tombstone?.Reason ?? "purged", db.ActorId, db.Now, ByPerson: true, Purged: true);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "purged", RecordId = record.Id, Detail = record.Tombstone.Reason });
        await db.SaveChangesAsync(cancel);
        foreach (var version in db.Versions.Local)
        {
            version.Content = null;
        }

        await BytesToDelete.NoteAsync(db, bytes, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Records whose ids answer with this one, one into the other.</summary>
    private static async Task<List<Record>> MergedAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        var all = new List<Record>();
        for (List<string> into = [record.Id]; into.Count > 0;)
        {
            var found = await Intake.Loading(db.Records.Where(r => r.State == RecordState.Merged && into.Contains(r.MergedInto!))).ToListAsync(cancel);
            all.AddRange(found);
            into = [.. found.Select(r => r.Id)];
        }

        return all;
    }

    /// <returns>SHA-256 of the bytes it held.</returns>
    private static async Task<List<string>> EmptyAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        List<string> bytes = [.. record.Files.Select(f => f.Sha256)];
        await DropPagesAsync(db, record, cancel);
        db.Readings.RemoveRange(record.Files.Select(f => f.Reading).OfType<Reading>());
        db.Files.RemoveRange(record.Files);
        db.Tags.RemoveRange(record.Tags);
        foreach (var decision in await db.TagDecisions.Where(d => d.RecordId == record.Id && d.Note != null).ToListAsync(cancel))
        {
            decision.Note = null;
        }

        record.Files.Clear();
        foreach (var version in await db.Versions.Where(v => v.RecordId == record.Id).ToListAsync(cancel))
        {
            (version.Content, version.Files) = (null, []);
        }

        foreach (var origin in record.Origins)
        {
            (origin.Content, origin.Hash) = (Empty(record), "");
        }

        record.Content = Empty(record);
        record.Provenance = [];
        (record.Overlay, record.Title, record.Year, record.Agency, record.Doi) = (null, "", null, null, null);
        return bytes;
    }

    private static async Task DropPagesAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        foreach (var file in record.Files)
        {
            var keys = await db.Pages.AsNoTracking().Where(p => p.FileId == file.Id)
                .Select(p => new { p.FileId, p.TextRevision, p.Number }).ToListAsync(cancel);
            foreach (var portion in keys.Chunk(Portion))
            {
                var pages = portion.Select(k => new Page
                {
                    FileId = k.FileId,
                    TextRevision = k.TextRevision,
                    Number = k.Number,
                    Raw = "",
                    Text = "",
                    Sha256 = "",
                    TextSource = "",
                }).ToList();
                db.Pages.RemoveRange(pages);
                await db.SaveChangesAsync(cancel);
            }
        }
    }

    private static RecordContent Empty(Record record) => record.Kind == RecordKind.Dataset ? new DatasetContent() : new StudyContent();
}
