using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Searching;

/// <summary>Passages of one question, quoted from stored texts to the letter.</summary>
internal sealed class Passages(PassageFinder finder)
{
    /// <summary>Of texts that are kept for the next answer (<see cref="RecordCards"/>), for as long as they are.</summary>
    private static readonly ConditionalWeakTable<string, string> Hashes = [];

    public PassageView? OfPage(StoredPage page) => finder.Find(page.Text) is { } found
        ? View(found, "file", null, page.TextRevision, page.Sha256) with { File = page.File, Page = page.Number, Label = page.Label, TextSource = page.TextSource, Confidence = page.Confidence }
        : null;

    /// <summary>The best of abstract and title in both languages; of equal ones the abstract, which says more.</summary>
    public PassageView? BestOfMetadata(RecordContent content, int version)
    {
        (Func<PassageView> View, double Weight)? best = null;
        foreach (var found in AllOfMetadata(content, version))
        {
            best = best is { } before && before.Weight >= found.Weight ? best : found;
            if (found.Weight >= finder.Heaviest)
            {
                break;
            }
        }

        return best?.View();
    }

    /// <summary>One passage of each abstract and title that holds something of the question.</summary>
    public IEnumerable<(Func<PassageView> View, double Weight)> AllOfMetadata(RecordContent content, int version)
    {
        foreach (var (field, language, text) in new[]
        {
            ("abstract", "th", content.Abstract?.Th), ("abstract", "en", content.Abstract?.En),
            ("title", "th", content.Title?.Th), ("title", "en", content.Title?.En),
        })
        {
            if (!string.IsNullOrWhiteSpace(text) && finder.Find(text) is { } found)
            {
                yield return (() => View(found, field, language, version, Hashes.GetValue(text, Hash)), found.Weight);
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static PassageView View(Passage found, string field, string? language, int textRevision, string sha256) => new(
        field, language, null, null, null, found.Start, found.End, found.Text,
        [.. found.Marks.Select(mark => (IReadOnlyList<int>)[mark.From, mark.To])], textRevision, sha256);
}
