using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Records;

/// <summary>Pages by the revision that a passage quoted, be it of the file in force or of one that was replaced or removed since.</summary>
internal static class QuotedPages
{
    public static async Task<IResult> OfAsync(HttpContext http, RegistryDb db, string id, string name, int page, int revision, DateOnly today)
    {
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return instead!;
        }

        var cancel = http.RequestAborted;
        var all = await db.Files.AsNoTracking().Include(f => f.Reading).Where(f => f.RecordId == record.Id).ToListAsync(cancel);
        var named = all.Where(f => string.Equals(f.Name, name.Normalize(), StringComparison.OrdinalIgnoreCase)).OrderByDescending(f => f.RemovedAt ?? DateTime.MaxValue).ToList();
        if (named.Count == 0)
        {
            return Refusal.None(http, Things.File, name);
        }

        var rights = http.Caller().Rights;
        var live = named.Find(f => f.RemovedAt is null);
        if (live is not null && !rights.MayRead(live, record.Origins, today))
        {
            return FileRoutes.Closed(http, live);
        }

        // What lies above the revision in force was never shown to anybody.
        var ids = named.Where(f => f.Reading?.TextRevision >= revision).Select(f => f.Id).ToList();
        var pages = await db.Pages.AsNoTracking().Where(p => ids.Contains(p.FileId) && p.Number == page && p.TextRevision == revision).ToListAsync(cancel);
        var (file, text) = named.Join(pages, f => f.Id, p => p.FileId, (f, p) => (f, p)).FirstOrDefault();
        return file is null || MayRead(rights, file, record, today) ? FileRoutes.Said(http, text, page) : FileRoutes.Closed(http, file);
    }

    /// <summary>A file that followed its record follows it still, and what was closed when it went never opens by itself.</summary>
    private static bool MayRead(FullText.ReadingRights rights, StoredFile file, Record record, DateOnly today) =>
        rights.MayRead(file, record.Origins, today)
        && (file.OwnAccess || rights.MayRead(ReadingClass.Of(record.Access, record.EmbargoUntil, today), ReadingClass.Agencies(file, record.Origins)));
}
