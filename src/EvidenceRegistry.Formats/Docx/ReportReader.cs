using System.IO.Compression;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Formats.Docx;

/// <summary>Reads a report file by what its bytes are: PDF, or a document of Word. The same frames and the same care (<see cref="PdfReader"/>).</summary>
public static class ReportReader
{
    /// <summary>See <see cref="PdfReader.Read"/>; a document of Word has no page labels.</summary>
    public static IEnumerable<PdfFrame> Read(PdfRequest request) => IsOffice(request.Path) ? ReadWord(request) : PdfReader.Read(request);

    private static IEnumerable<PdfFrame> ReadWord(PdfRequest request)
    {
        // Counted first: who shows progress needs the whole, and pages are not kept meanwhile.
        var (pages, broken) = (0, false);
        using (var counted = File.OpenRead(request.Path))
        {
            pages = DocxReader.Pages(counted, _ => broken = true).Count();
        }

        if (pages == 0)
        {
            yield return new PdfRefused(WhyNot(request.Path), "no text of a Word document");
            yield break;
        }

        yield return new PdfOpened(pages);
        using var file = File.OpenRead(request.Path);
        foreach (var page in DocxReader.Pages(file, _ => { }).Take(request.MaxPages))
        {
            if (page.Number < request.FirstPage)
            {
                continue;
            }

            yield return new PdfPageAnnounced(page.Number);
            yield return page.Text.Length > PdfReader.MaxPageLength
                ? new PdfPageLost(page.Number, PdfReason.MemoryLimit, FormattableString.Invariant($"{page.Text.Length} characters on one page"))
                : PdfReader.PageOf(page.Number, null, page.Text);
        }

        if (pages > request.MaxPages)
        {
            yield return new PdfRefused(PdfReason.TooManyPages, FormattableString.Invariant($"{pages} pages, {request.MaxPages} read"));
        }
        else if (broken)
        {
            yield return new PdfRefused(PdfReason.Damaged, FormattableString.Invariant($"damaged after page {pages}"));
        }
    }

    private static bool IsOffice(string path)
    {
        try
        {
            return FileSniff.KindOf(path) == FileKind.Office;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Told by the reader of PDFs, as for any file.
            return false;
        }
    }

    private static PdfReason WhyNot(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.Any(entry => entry.FullName.StartsWith("word/", StringComparison.Ordinal)) ? PdfReason.Damaged : PdfReason.NotAPdf;
        }
        catch (InvalidDataException)
        {
            using var file = File.OpenRead(path);
            return file.ReadByte() == 'P' ? PdfReason.Damaged : PdfReason.NotAPdf;
        }
    }
}
