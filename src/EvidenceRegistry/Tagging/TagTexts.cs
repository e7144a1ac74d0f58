using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Everything of one record that is read for proposals, parted by who may read it.</summary>
/// <param name="Open">Metadata and text that everybody may read.</param>
/// <param name="Closed">Pages that not everybody may read.</param>
/// <param name="Hash">Of all of it and of its parting.</param>
/// <param name="Words">Of what is written in it alone, whichever file holds it and whoever may read it.</param>
public sealed record TagTexts(IReadOnlyList<TagField> Open, IReadOnlyList<TagField> Closed, string Hash, string Words)
{
    /// <summary>Pages read of one record, in the order of its files; a longer report is judged by its beginning, where it says what it is about.</summary>
    private const int MostPages = 60;

    /// <summary>Letters read of one field or page; a portal may send a description of forty megabytes.</summary>
    private const int MostLetters = 50_000;

    /// <summary>Texts of some records; files in force, their readings and origins must be loaded.</summary>
    public static async Task<IReadOnlyDictionary<string, TagTexts>> OfAsync(RegistryDb db, IReadOnlyList<Record> records, DateOnly today, CancellationToken cancel)
    {
        var files = records.SelectMany(r => r.Files).Where(f => f.RemovedAt is null && f.Reading is { PagesWithText: > 0 }).Select(f => f.Id).ToList();
        var pages = files.Count == 0 ? [] : await db.Pages.AsNoTracking()
            .Where(p => files.Contains(p.FileId) && p.Reason == null && p.Number <= MostPages)
            .Join(db.Readings, p => p.FileId, r => r.FileId, (p, r) => new { Page = p, r.TextRevision })
            .Where(x => x.Page.TextRevision == x.TextRevision)
            .Select(x => new { x.Page.FileId, x.Page.Number, x.Page.Text, x.Page.Sha256 })
            .ToListAsync(cancel);
        var byFile = pages.ToLookup(p => p.FileId);
        return records.ToDictionary(r => r.Id, record =>
        {
            var open = Metadata(record.Content).ToList();
            var closed = new List<TagField>();
            var metadata = string.Join('\n', open.Select(f => $"{f.Name}\t{f.Text}"));
            var hash = new StringBuilder(metadata);
            var written = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var file in record.Files.Where(f => f.RemovedAt is null).OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal))
            {
                var into = ReadingClass.Of(file, today) == TextClass.Open ? open : closed;
                foreach (var page in byFile[file.Id].OrderBy(p => p.Number))
                {
                    into.Add(new TagField("file", Beginning(page.Text), TagFieldKind.Page) { File = file.Id, Page = page.Number });
                    hash.Append(CultureInfo.InvariantCulture, $"\n{file.Id} {page.Number} {page.Sha256} {ReadingClass.Of(file, today)}");
                    written.Add(page.Sha256);
                }
            }

            return new TagTexts(open, closed, HashOf(hash.ToString()), HashOf(string.Join('\n', written.Prepend(metadata))));
        }, StringComparer.Ordinal);
    }

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16);

    internal static IEnumerable<TagField> Metadata(RecordContent content) =>
        Both("title", content.Title, TagFieldKind.Title)
            .Concat(Both("abstract", content.Abstract, TagFieldKind.Abstract))
            .Append(new TagField("keywords", Beginning(string.Join("; ", content.Keywords ?? [])), TagFieldKind.Abstract))
            .Append(new TagField("objective", Beginning((content as DatasetContent)?.Objective ?? ""), TagFieldKind.Abstract))
            .Where(f => !string.IsNullOrWhiteSpace(f.Text));

    private static IEnumerable<TagField> Both(string name, LocalText? text, TagFieldKind kind) =>
        [new($"{name}.th", Beginning(text?.Th ?? ""), kind), new($"{name}.en", Beginning(text?.En ?? ""), kind)];

    internal static string Beginning(string text, int most = MostLetters) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
