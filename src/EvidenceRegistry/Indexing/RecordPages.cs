using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>The pages of a record as the index takes them, with the hash that says whether they changed.</summary>
internal sealed record RecordPages(IReadOnlyList<PageText> Pages, string Hash)
{
    public static async Task<IReadOnlyDictionary<string, RecordPages>> OfAsync(RegistryDb db, IReadOnlyList<Record> records, DateOnly today, CancellationToken cancel)
    {
        var files = records.SelectMany(r => r.Files).Where(f => f.Reading is { PagesWithText: > 0 } or { Underway: not null }).ToList();
        var ids = files.Select(f => f.Id).ToList();
        var stored = ids.Count == 0 ? [] : await db.Pages.AsNoTracking()
            .Where(p => ids.Contains(p.FileId) && p.Reason == null)
            .Join(db.Readings, p => p.FileId, r => r.FileId, (p, r) => new { Page = p, r.TextRevision })
            .Where(x => x.Page.TextRevision == x.TextRevision)
            .Select(x => new { x.Page.FileId, x.Page.Number, x.Page.Text, x.Page.Sha256, FromPicture = x.Page.TextSource == TextSources.Ocr })
            .ToListAsync(cancel);
        var byFile = stored.ToLookup(p => p.FileId);
        return records.ToDictionary(r => r.Id, record =>
        {
            var pages = new List<PageText>();
            var hash = new StringBuilder();
            foreach (var file in record.Files.OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal))
            {
                var textClass = ReadingClass.Of(file, today);
                var agencies = ReadingClass.Agencies(file, record.Origins);
                hash.Append(CultureInfo.InvariantCulture, $"{file.Id} {textClass} {string.Join(',', agencies)}\n");
                foreach (var page in byFile[file.Id].OrderBy(p => p.Number))
                {
                    pages.Add(new PageText(file.Id, page.Number, page.Text, textClass, agencies) { FromPicture = page.FromPicture });
                    hash.Append(CultureInfo.InvariantCulture, $"{page.Number} {page.Sha256}{(page.FromPicture ? " ocr" : "")}\n");
                }
            }

            return new RecordPages(pages, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString())), 0, 16));
        }, StringComparer.Ordinal);
    }
}
