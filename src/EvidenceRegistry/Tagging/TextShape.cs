using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>How long the text of a record is that everybody may read, and in which language its metadata speaks; <see cref="TagBandQuality.Band"/> says what the names mean.</summary>
internal readonly record struct TextShape(string Length, string Language)
{
    private const double OneLanguage = 0.8;

    private static readonly (string Name, long Most)[] Bands = [("upTo300", 300), ("upTo3000", 3_000), ("upTo30000", 30_000), ("longer", long.MaxValue)];

    public static readonly IReadOnlyList<string> Lengths = [.. Bands.Select(b => b.Name)];

    public static readonly IReadOnlyList<string> Languages = ["thai", "english", "other"];

    /// <summary>Of some records that are kept. One content is held at a time: a portal may send a description of forty megabytes.</summary>
    public static async Task<IReadOnlyDictionary<string, TextShape>> OfAsync(RegistryDb db, IReadOnlyCollection<string> ids, DateOnly today, CancellationToken cancel)
    {
        var pages = await Open(db, today).Where(f => ids.Contains(f.RecordId)).Join(db.Readings, f => f.Id, r => r.FileId, (f, r) => new { f.RecordId, r.Characters })
            .GroupBy(f => f.RecordId).Select(g => new { g.Key, Letters = g.Sum(f => f.Characters) }).ToDictionaryAsync(g => g.Key, g => g.Letters, StringComparer.Ordinal, cancel);
        var shapes = new Dictionary<string, TextShape>(StringComparer.Ordinal);
        await foreach (var record in db.Records.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Content }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            shapes[record.Id] = Of([.. TagTexts.Metadata(record.Content).Select(f => f.Text)], pages.GetValueOrDefault(record.Id));
        }

        return shapes;
    }

    /// <summary>Files in force that not everybody may read on a day.</summary>
    public static IQueryable<StoredFile> Closed(RegistryDb db, DateOnly today) => db.Files.Where(f => f.RemovedAt == null
        && f.Access != AccessRights.Open && (f.Access != AccessRights.Embargoed || f.EmbargoUntil == null || f.EmbargoUntil > today));

    /// <param name="pages">Letters of its pages.</param>
    internal static TextShape Of(IReadOnlyList<string> metadata, long pages)
    {
        var (thai, latin, letters, length) = (0, 0, 0, pages);
        foreach (var text in metadata)
        {
            length += text.Length;
            foreach (var letter in text)
            {
                var (isThai, isLatin) = (letter is >= '\u0E01' and <= '\u0E4E', char.IsLetter(letter) && letter < '\u0250');
                (thai, latin, letters) = (thai + (isThai ? 1 : 0), latin + (isLatin ? 1 : 0), letters + (isThai || char.IsLetter(letter) ? 1 : 0));
            }
        }

        return new TextShape(
            Bands.First(b => length <= b.Most).Name,
            letters > 0 && thai >= OneLanguage * letters ? Languages[0] : letters > 0 && latin >= OneLanguage * letters ? Languages[1] : Languages[2]);
    }

    private static IQueryable<StoredFile> Open(RegistryDb db, DateOnly today) => db.Files.Where(f => f.RemovedAt == null
        && (f.Access == AccessRights.Open || (f.Access == AccessRights.Embargoed && f.EmbargoUntil <= today)));
}
