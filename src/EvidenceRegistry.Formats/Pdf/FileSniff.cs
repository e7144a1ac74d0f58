using System.Text;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>Tells what a file is from its bytes alone; a name or a declared content type is never asked.</summary>
public static class FileSniff
{
    /// <summary>As many leading bytes as the answer depends on: a PDF header may stand anywhere in the first 1,024.</summary>
    public const int HeadLength = 1024;

    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<title", "<meta", "<div", "<table", "<p>", "<h1", "<a ", "<img", "<style"];

    /// <summary>The kind of the file whose first <see cref="HeadLength"/> bytes (fewer when it is shorter) are <paramref name="head"/>.</summary>
    public static FileKind Kind(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return FileKind.Empty;
        }

        head = head[..Math.Min(head.Length, HeadLength)];
        // Markup first: a page with "%PDF-" in it is still a page to a browser.
        if (Markup(head) is { } markup)
        {
            return markup;
        }

        if (head.IndexOf("%PDF-"u8) >= 0)
        {
            return FileKind.Pdf;
        }

        if (head.StartsWith(CompoundFile))
        {
            return FileKind.Office;
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("application/vnd.oasis"u8) >= 0 ? FileKind.Office : FileKind.Zip;
        }

        return LooksLikeText(head) ? FileKind.Text : FileKind.Unknown;
    }

    /// <summary>The kind of the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static FileKind KindOf(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadLength];
        return Kind(head.AsSpan(0, file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)));
    }

    private static FileKind? Markup(ReadOnlySpan<byte> head)
    {
        var wide = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
            : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
            : Encoding.UTF8;
        var text = wide.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\f', '\0');
        if (!text.StartsWith('<'))
        {
            return null;
        }

        if (HtmlStarts.Any(start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
        {
            return FileKind.Html;
        }

        // What follows a declaration or a comment decides: both may open a page as well as a drawing.
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!", StringComparison.Ordinal) || text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase))
        {
            return text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? FileKind.Svg
                : text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<script", StringComparison.OrdinalIgnoreCase) ? FileKind.Html
                : null;
        }

        return null;
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        foreach (var one in head)
        {
            if (one is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') or 0x7F)
            {
                return false;
            }
        }

        return true;
    }
}
