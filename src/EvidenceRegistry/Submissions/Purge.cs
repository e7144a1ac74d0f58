using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Takes everything that a record says or holds away for ever: bytes that no other record uses, pages, the drafts of its
/// origins, the contents of its versions, its tags and overlay. The tombstone, the audit and the source ids stay, so that what
/// was purged cannot come back by an import. For a wrong upload or a person's data; backups are the operator's to purge.
/// </summary>
public sealed class Purge(FileStore store)
{
    // Rows are loaded by key alone and removed in portions: a long report has thousands of pages.
    private const int Portion = 500;

    public async Task RunAsync(RegistryDb db, Record record, string? reason, CancellationToken cancel)
    {
        var bytes = await GoneBytesAsync(db, record, cancel);
        await DropPagesAsync(db, record, cancel);
        db.Readings.RemoveRange(record.Files.Select(f => f.Reading).OfType<Reading>());
        db.Files.RemoveRange(record.Files);
        db.Tags.RemoveRange(record.Tags);
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
        record.State = RecordState.Removed;
        record.Tombstone = new Tombstone(reason ?? record.Tombstone?.Reason ?? "purged", db.ActorId, db.Now, ByPerson: true, Purged: true);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "purged", RecordId = record.Id, Detail = record.Tombstone.Reason });
        await db.SaveChangesAsync(cancel);
        foreach (var version in db.Versions.Local.Where(v => v.RecordId == record.Id))
        {
            version.Content = null;
        }

        await db.SaveChangesAsync(cancel);

        // Inside the writing: whoever brings equal bytes at this moment looks for them before its row is written.
        bytes.ForEach(store.Delete);
    }

    private static async Task<List<string>> GoneBytesAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        var own = record.Files.Select(f => f.Sha256).Distinct().ToList();
        var shared = await db.Files.Where(f => own.Contains(f.Sha256) && f.RecordId != record.Id).Select(f => f.Sha256).Distinct().ToListAsync(cancel);
        return [.. own.Except(shared, StringComparer.Ordinal)];
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
