using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using EvidenceRegistry.Formats.Bibliographies;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>The door to all readers of bulk files: bytes in; drafts, removals and problems out, one after the other.</summary>
public static class BulkReaders
{
    /// <summary>
    /// Never throws on what the file holds; failures of the stream itself (<see cref="IOException"/> of a disk) come through. Holds one
    /// entry at a time; zips and workbooks need a stream that can seek. The stream is not closed.
    /// </summary>
    public static IEnumerable<BulkEntry> Read(Stream stream, BulkFormat format, BulkOptions options)
    {
        var ordinal = 0L;
        foreach (var found in Entries(stream, format, options))
        {
            var wanted = ++ordinal > options.Skip;
            if (wanted && options.MayStayUnread?.Invoke() == true && found.Unread(ordinal) is { } unread)
            {
                yield return unread;
                continue;
            }

            // Files of a zip are claimed as entries are made, so there all are made.
            var entry = wanted || format == BulkFormat.Zip ? found.Read(ordinal) : null;
            if (wanted)
            {
                yield return entry!;
            }
        }
    }

    /// <summary>All that was found, what is wrong with the file itself as its last.</summary>
    internal static IEnumerable<FoundEntry> Entries(Stream stream, BulkFormat format, BulkOptions options)
    {
        var (any, line, damaged) = (false, 0L, false);
        using var all = Find(stream, format, options).GetEnumerator();
        while (Next(all, out damaged))
        {
            any = true;
            var found = all.Current;
            yield return new(ordinal => Noted(found.Read(ordinal)), ordinal => Noted(found.Unread(ordinal)));
        }

        if (damaged)
        {
            var place = line > 0 ? $"after line {line}" : "file";
            yield return new(ordinal => new BulkEntry { Ordinal = ordinal, Line = line, Locator = place, Problems = [new DraftProblem(BulkProblems.Damaged, place)] });
        }
        else if (!any)
        {
            var nothing = stream is { CanSeek: true, Length: > 0 } && format != BulkFormat.Ndjson ? BulkProblems.NoEntries : BulkProblems.EmptyFile;
            yield return new(ordinal => new BulkEntry { Ordinal = ordinal, Line = 1, Locator = "line 1", Problems = [new DraftProblem(nothing, "line 1")] });
        }

        [return: NotNullIfNotNull(nameof(entry))]
        BulkEntry? Noted(BulkEntry? entry)
        {
            line = entry?.Line ?? line;
            return entry;
        }
    }

    private static bool Next(IEnumerator<FoundEntry> all, out bool damaged)
    {
        damaged = false;
        try
        {
            return all.MoveNext();
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or FileFormatException or OpenXmlPackageException or UriFormatException)
        {
            // What gzip, zip, XML and office packages say of damaged, endless or hostile bytes.
            damaged = true;
            return false;
        }
    }

    // Not before the first entry is asked for: already the first bytes may be damaged.
    private static IEnumerable<FoundEntry> Find(Stream stream, BulkFormat format, BulkOptions options)
    {
        foreach (var found in Open(stream, format, options))
        {
            yield return found;
        }
    }

    private static IEnumerable<FoundEntry> Open(Stream stream, BulkFormat format, BulkOptions options) => format switch
    {
        BulkFormat.Ndjson => new NdjsonReader(options).Read(SourceText.Utf8(stream, options)),
        BulkFormat.Csv => TableReader.ReadCsv(stream, options),
        BulkFormat.Ris => new RisReader(options).Read(stream),
        BulkFormat.BibTex => new BibTexReader(options).Read(stream),
        BulkFormat.Csl => new CslReader(options).Read(stream),
        BulkFormat.OaiDc => new OaiDcReader(options).Read(stream),
        BulkFormat.Zip => new ZipReader(options).Read(stream),
        BulkFormat.Xlsx => TableReader.ReadWorkbook(stream, options),
        BulkFormat.GdCatalog => new GdCatalogReader(options).Read(stream),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>What stood there, fit to be shown and stored.</summary>
    internal static string Raw(ReadOnlySpan<byte> utf8)
    {
        // No more is decoded than is kept, and one unit more, so that a cut is seen.
        Span<char> text = stackalloc char[BulkEntry.RawLength + 1];
        Encoding.UTF8.GetDecoder().Convert(utf8, text, flush: true, out _, out var length, out _);
        return Raw(new string(text[..length]));
    }

    internal static string Raw(string text)
    {
        if (text.Length > BulkEntry.RawLength)
        {
            text = text[..(char.IsHighSurrogate(text[BulkEntry.RawLength - 1]) ? BulkEntry.RawLength - 1 : BulkEntry.RawLength)];
        }

        return Pdf.StorableText.From(text);
    }
}
