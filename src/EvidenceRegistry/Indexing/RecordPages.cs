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
    public static async Task<IReadOnlyDictionary<string, RecordPages>> OfAsync(RegistryDb db, IReadOnlyList<Record> records, long most, DateOnly today, CancellationToken cancel)
    {
        var files = records.SelectMany(r => r.Files).Where(f => f.Reading is { PagesWithText: > 0 } or { Underway: not null }).ToList();
        var last = await LastPagesAsync(db, records, most, cancel);
        var ids = files.Select(f => f.Id).Where(id => !last.ContainsKey(id)).ToList();
        var stored = ids.Count == 0 ? [] : await Stored(db, db.Pages.Where(p => ids.Contains(p.FileId))).ToListAsync(cancel);
        foreach (var (id, page) in last.Where(l => l.Value > 0))
        {
            stored.AddRange(await Stored(db, db.Pages.Where(p => p.FileId == id && p.Number <= page)).ToListAsync(cancel));
        }

        var byFile = stored.ToLookup(p => p.FileId);
        return records.ToDictionary(r => r.Id, record =>
        {
            var pages = new List<PageText>();
            var hash = new StringBuilder();
            foreach (var file in SearchedText.InOrder(record.Files))
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

    /// <summary>Of the records that may have more text than is searched; while a file is read anew its sums are those of the new reading.</summary>
    private static async Task<Dictionary<string, int>> LastPagesAsync(RegistryDb db, IReadOnlyList<Record> records, long most, CancellationToken cancel)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records.Where(r => r.Files.Any(f => f.Reading?.Underway is not null) || r.Files.Sum(f => f.Reading?.Characters ?? 0) > most))
        {
            foreach (var (file, page) in await SearchedText.LastPagesAsync(db, record, most, cancel))
            {
                last[file] = page;
            }
        }

        return last;
    }

    private static IQueryable<StoredPage> Stored(RegistryDb db, IQueryable<Page> pages) => pages.AsNoTracking()
        .Where(p => p.Reason == null)
        .Join(db.Readings, p => p.FileId, r => r.FileId, (p, r) => new { Page = p, r.TextRevision })
        .Where(x => x.Page.TextRevision == x.TextRevision)
        .Select(x => new StoredPage(x.Page.FileId, x.Page.Number, x.Page.Text, x.Page.Sha256, x.Page.TextSource == TextSources.Ocr));

    private sealed record StoredPage(string FileId, int Number, string Text, string Sha256, bool FromPicture);
}
