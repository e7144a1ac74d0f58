using System.IO.Compression;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <param name="Format">Null where it is of no format that is read as a bulk file.</param>
/// <param name="Problem">That it is none, or (a warning) that its name says another.</param>
public sealed record BulkSniff(BulkFormat? Format, DraftProblem? Problem = null);

public static partial class BulkFormats
{
    /// <summary>As many leading bytes as <see cref="Sniff"/> looks at.</summary>
    public const int HeadLength = 8 * 1024;

    /// <summary>What the first bytes of a file say it is; the name decides only between formats that begin alike, and where bytes say nothing.</summary>
    public static BulkSniff Sniff(string? name, ReadOnlySpan<byte> head)
    {
        var ending = Path.GetExtension((name ?? "").EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name![..^3] : name ?? "");
        var named = All.FirstOrDefault(facts => facts.Extensions.Contains(ending, StringComparer.OrdinalIgnoreCase))?.Format;
        if (head.IsEmpty)
        {
            return new BulkSniff(named, new DraftProblem(BulkProblems.EmptyFile, name ?? "file"));
        }

        var shown = Shown(head, named);
        if (shown is null)
        {
            return new BulkSniff(null, new DraftProblem(BulkProblems.UnknownFormat, name ?? "file"));
        }

        return new BulkSniff(shown, named is { } other && other != shown && !(shown == BulkFormat.GdCatalog && other == BulkFormat.Xlsx)
            ? new DraftProblem(BulkProblems.OtherFormat, name ?? "file", Refuses: false) { Details = [Of(shown.Value).Word, Of(other).Word] }
            : null);
    }

    private static BulkFormat? Shown(ReadOnlySpan<byte> head, BulkFormat? named)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return head.IndexOf("[Content_Types].xml"u8) < 0 && head.IndexOf("xl/"u8) < 0 ? BulkFormat.Zip
                : head.IndexOf("word/"u8) >= 0 && head.IndexOf("xl/"u8) < 0 ? null : BulkFormat.Xlsx;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return Unpacked(head) is { Length: > 0 } inner ? Shown(inner, named) : named;
        }

        if (head.StartsWith("%PDF-"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return null;
        }

        var text = TextEncodings.Of(head).GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith('<') ? BulkFormat.OaiDc
            : text.StartsWith('[') ? BulkFormat.Csl
            : text.StartsWith('{') ? OfObjects(text, named)
            : text.Contains("TY  - ", StringComparison.Ordinal) ? BulkFormat.Ris
            : named is BulkFormat.BibTex || (text.StartsWith('@') && text.Contains('{', StringComparison.Ordinal)) ? BulkFormat.BibTex
            : named is BulkFormat.Ris or BulkFormat.Csv ? named
            : text.Split('\n')[0].AsSpan().IndexOfAny(",;\t") >= 0 && !text.Contains('\0', StringComparison.Ordinal) ? BulkFormat.Csv
            : null;
    }

    // One object a line is ours; one object over many lines with CSL's words is a citation.
    private static BulkFormat OfObjects(string text, BulkFormat? named) =>
        named == BulkFormat.Csl && (text.Contains("\"DOI\"", StringComparison.Ordinal) || text.Contains("\"issued\"", StringComparison.Ordinal)) ? BulkFormat.Csl : BulkFormat.Ndjson;

    private static byte[] Unpacked(ReadOnlySpan<byte> head)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(head.ToArray()), CompressionMode.Decompress);
            var inner = new byte[4 * 1024];
            return inner[..gzip.ReadAtLeast(inner, inner.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
