using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>A page as stored, with what decides who may read it.</summary>
internal sealed record StoredPage(
    string FileId, string File, int Number, string? Label, string Text, int TextRevision, string Sha256, string TextSource, double? Confidence,
    AccessRights Access, DateOnly? EmbargoUntil, int? AgencyNumber)
{
    /// <summary>The rule is asked of the database as it is now, whatever the index believed.</summary>
    public bool MayBeRead(ReadingRights rights, DateOnly today) =>
        rights.MayRead(ReadingClass.Of(Access, EmbargoUntil, today), AgencyNumber is { } number ? [number] : []);
}

/// <summary>Texts of an answer, read from the database together.</summary>
internal static class StoredTexts
{
    /// <summary>The pages named, of the newest reading of files still in force, in one query.</summary>
    public static async Task<IReadOnlyDictionary<PageRef, StoredPage>> PagesAsync(RegistryDb db, IReadOnlyCollection<PageRef> refs, CancellationToken cancel)
    {
        if (refs.Count == 0)
        {
            return new Dictionary<PageRef, StoredPage>();
        }

        var files = refs.Select(r => r.File).Distinct().ToList();
        var keys = refs.Select(r => $"{r.File}/{r.Page.ToString(System.Globalization.CultureInfo.InvariantCulture)}").ToList();
        var found = await (
            from page in db.Pages.AsNoTracking()
            where files.Contains(page.FileId) && keys.Contains(page.FileId + "/" + page.Number)
            join reading in db.Readings on new { page.FileId, page.TextRevision } equals new { reading.FileId, reading.TextRevision }
            join file in db.Files on page.FileId equals file.Id
            where file.RemovedAt == null
            join origin in db.Origins on file.OriginId equals origin.Id into origins
            from origin in origins.DefaultIfEmpty()
            select new StoredPage(
                page.FileId, file.Name, page.Number, page.Label, page.Text, page.TextRevision, page.Sha256, page.TextSource, page.Confidence,
                file.Access, file.EmbargoUntil, origin.AgencyNumber)).ToListAsync(cancel);
        return found.ToDictionary(p => new PageRef(p.FileId, p.Number));
    }
}
