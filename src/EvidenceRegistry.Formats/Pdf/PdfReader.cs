using EvidenceRegistry.Formats.Thai;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>
/// Reads a PDF page by page. It never throws on what a file holds, but a hostile file can end the process (deep nesting overflows the
/// stack) or hold it for ever: run it where that costs nothing.
/// </summary>
public static class PdfReader
{
    /// <summary>The longest text taken from one page, in UTF-16 units. A page of small print holds about 10,000; a page beyond this bound is an attack.</summary>
    public const int MaxPageLength = 4_000_000;

    private static readonly ParsingOptions Lenient = new() { UseLenientParsing = true, SkipMissingFonts = true };

    /// <summary>
    /// The frames of one file: <see cref="PdfOpened"/>; for each page <see cref="PdfPageAnnounced"/>, then <see cref="PdfPage"/> or
    /// <see cref="PdfPageLost"/>; at the end <see cref="PdfRefused"/> where pages stay unread. What a caller does with a frame happens before the next page is touched.
    /// </summary>
    public static IEnumerable<PdfFrame> Read(PdfRequest request)
    {
        if (Refusal(request.Path) is { } refused)
        {
            yield return refused;
            yield break;
        }

        var (document, refusal) = Open(request.Path);
        if (document is null)
        {
            yield return refusal!;
            yield break;
        }

        using (document)
        {
            var pages = document.NumberOfPages;
            yield return new PdfOpened(pages);
            var labels = PageLabels.Of(document);
            for (var page = Math.Max(1, request.FirstPage); page <= Math.Min(pages, request.MaxPages); page++)
            {
                yield return new PdfPageAnnounced(page);
                yield return ReadPage(document, page, labels.For(page));
            }

            if (pages == 0)
            {
                yield return new PdfRefused(PdfReason.Damaged, "the file has no pages");
            }
            else if (pages > request.MaxPages)
            {
                yield return new PdfRefused(PdfReason.TooManyPages, FormattableString.Invariant($"{pages} pages, {request.MaxPages} read"));
            }
        }
    }

    private static PdfRefused? Refusal(string path)
    {
        try
        {
            return FileSniff.KindOf(path) switch
            {
                FileKind.Pdf => null,
                FileKind.Empty => new PdfRefused(PdfReason.EmptyFile, "0 bytes"),
                var other => new PdfRefused(PdfReason.NotAPdf, other.ToString()),
            };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new PdfRefused(PdfReason.Damaged, Brief(unreadable));
        }
    }

    private static (PdfDocument? Document, PdfRefused? Refusal) Open(string path)
    {
        try
        {
            return (PdfDocument.Open(path, Lenient), null);
        }
        catch (PdfDocumentEncryptedException locked)
        {
            return (null, new PdfRefused(PdfReason.Password, Brief(locked)));
        }
        catch (Exception broken)
        {
            return (null, new PdfRefused(ReasonOf(broken), Brief(broken)));
        }
    }

    private static PdfFrame ReadPage(PdfDocument document, int page, string? label)
    {
        try
        {
            var raw = ContentOrderTextExtractor.GetText(document.GetPage(page));
            if (raw.Length > MaxPageLength)
            {
                return new PdfPageLost(page, PdfReason.MemoryLimit, FormattableString.Invariant($"{raw.Length} characters on one page"));
            }

            return PageOf(page, label, raw);
        }
        catch (Exception broken)
        {
            return new PdfPageLost(page, ReasonOf(broken), Brief(broken));
        }
    }

    /// <summary>A page of this text, repaired and judged.</summary>
    public static PdfPage PageOf(int page, string? label, string extracted)
    {
        var raw = StorableText.From(extracted);
        var repaired = ThaiRepair.Mend(raw);
        return new PdfPage(page, label is null ? null : StorableText.From(label), raw, repaired.Text, repaired.Damage, PageSense.IsGarbled(repaired.Text));
    }

    private static PdfReason ReasonOf(Exception broken) => broken is OutOfMemoryException or InsufficientMemoryException ? PdfReason.MemoryLimit : PdfReason.Damaged;

    private static string Brief(Exception exception)
    {
        // 300: enough for a person to recognise the fault; messages may quote whole streams.
        var text = StorableText.From($"{exception.GetType().Name}: {exception.Message}");
        return text.Length <= 300 ? text : StorableText.From(text[..300]);
    }
}
