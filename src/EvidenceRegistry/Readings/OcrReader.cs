using System.Globalization;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Formats.Thai;

namespace EvidenceRegistry.Readings;

/// <summary>Reads the picture of one page of a PDF; in the application, <see cref="OcrReader.ReadAsync"/>.</summary>
public delegate Task<OcrPage> ReadPicture(string path, int page, CancellationToken cancel);

/// <param name="Raw">As recognised.</param>
/// <param name="Text">Repaired like any other text.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Lost">Why there is none: no-text where the picture holds no writing; null when there is.</param>
public sealed record OcrPage(string Raw, string Text, double Confidence, PdfReason? Lost)
{
    public static OcrPage Without(PdfReason reason) => new("", "", 0, reason);
}

/// <summary>Draws a page and has its writing recognised, Thai and English.</summary>
public sealed class OcrReader(OcrPrograms programs, OcrChild child)
{
    // The long side of A4 at 300 dots an inch, what tesseract's models were made for. A larger page is drawn smaller, so the picture is bounded.
    private const int LongSide = 3508;

    // A square of that side with a byte a dot, and a heading.
    private const int MostPicture = LongSide * LongSide + 1024;

    // A page of the densest print is a hundredth of it.
    private const int MostText = 16 << 20;

    /// <exception cref="System.ComponentModel.Win32Exception">A program cannot be started.</exception>
    public async Task<OcrPage> ReadAsync(string path, int page, CancellationToken cancel)
    {
        var tools = await programs.FindAsync(cancel);
        var (side, number) = (LongSide.ToString(CultureInfo.InvariantCulture), page.ToString(CultureInfo.InvariantCulture));
        var drawn = await child.RunAsync(tools.Draw, ["-q", "-gray", "-scale-to", side, "-f", number, "-l", number, path], default, MostPicture, cancel);
        if (drawn.Lost is { } undrawn)
        {
            return OcrPage.Without(undrawn);
        }

        if (drawn.Output.IsEmpty)
        {
            return OcrPage.Without(PdfReason.Damaged);
        }

        var read = await child.RunAsync(tools.Read, ["stdin", "stdout", "-l", "tha+eng", "--dpi", "300", "tsv"], drawn.Output, MostText, cancel);
        if (read.Lost is { } unread)
        {
            return OcrPage.Without(unread);
        }

        var found = OcrOutput.Parse(read.Output.Span);
        var raw = StorableText.From(found.Text);
        var text = ThaiRepair.Mend(raw).Text;
        return string.IsNullOrWhiteSpace(text) || PageSense.IsGarbled(text)
            ? OcrPage.Without(PdfReason.NoText)
            : new OcrPage(raw, text, found.Confidence, null);
    }
}
