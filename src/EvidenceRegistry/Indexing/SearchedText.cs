using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>How much of the full texts of one record is searched: its files in their order, page by page, up to a bound.</summary>
internal static class SearchedText
{
    public static IEnumerable<StoredFile> InOrder(IEnumerable<StoredFile> files) => files.OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal);

    /// <summary>Ids of the files of one record whose text, or the end of it, stands behind the bound.</summary>
    public static IReadOnlySet<string> Beyond(IEnumerable<StoredFile> files, long most)
    {
        var beyond = new HashSet<string>(StringComparer.Ordinal);
        long sum = 0;
        foreach (var file in InOrder(files).Where(f => f.RemovedAt is null && f.Reading is not null))
        {
            sum += file.Reading!.Characters;
            if (sum > most && file.Reading.Characters > 0)
            {
                beyond.Add(file.Id);
            }
        }

        return beyond;
    }

    /// <summary>File → the last page of it that is searched, for the files of a record whose text may be more than the bound; pages are counted without being read.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> LastPagesAsync(RegistryDb db, Record record, long most, CancellationToken cancel)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        long sum = 0;
        foreach (var file in InOrder(record.Files))
        {
            last[file.Id] = 0;
            var revision = file.Reading?.TextRevision;
            var pages = sum > most ? [] : await db.Pages.AsNoTracking().Where(p => p.FileId == file.Id && p.TextRevision == revision && p.Reason == null)
                .OrderBy(p => p.Number).Select(p => new { p.Number, p.Text.Length }).ToListAsync(cancel);
            foreach (var page in pages.TakeWhile(p => (sum += p.Length) <= most))
            {
                last[file.Id] = page.Number;
            }
        }

        return last;
    }
}
