using EvidenceRegistry.Formats.Thai;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>The sums of a reading, as a receipt shows them.</summary>
/// <param name="Pages">Pages the file says it has; 0 when it could not be opened.</param>
/// <param name="PagesRead">Pages that were gone through.</param>
/// <param name="PagesWithText">Those that gave readable text.</param>
/// <param name="PagesGarbled">Those whose characters make no sense.</param>
/// <param name="PagesLost">Those that could not be read.</param>
/// <param name="Characters">Unicode code points of the repaired text.</param>
/// <param name="Damage">Damage mended and left, over all pages.</param>
/// <param name="FirstLoss">The reason of the first page lost.</param>
/// <param name="Stopped">Why the reading ended before the last page, if it did.</param>
/// <param name="Detail">The reader's own words on the reason, in English, for whoever keeps the service.</param>
public sealed record PdfTally(int Pages, int PagesRead, int PagesWithText, int PagesGarbled, int PagesLost, long Characters, ThaiDamage Damage, PdfReason? FirstLoss, PdfReason? Stopped, string? Detail)
{
    public static PdfTally Empty { get; } = new(0, 0, 0, 0, 0, 0, default, null, null, null);

    /// <summary>The reading gave no text at all, or ended before the last page for another cause than a bound on pages or text.</summary>
    public bool Failed => PagesWithText == 0 || Stopped is not (null or PdfReason.TooManyPages or PdfReason.TooMuchText);

    /// <summary>The one reason to show: why it stopped, else what was lost, else why there is no text; null when every page was read.</summary>
    public PdfReason? Reason =>
        Stopped
        ?? FirstLoss
        ?? (PagesGarbled > 0 ? PdfReason.Garbled : PagesWithText == 0 ? PdfReason.NoText : null);

    /// <summary>These sums and one frame more.</summary>
    public PdfTally With(PdfFrame frame) => frame switch
    {
        PdfOpened opened => this with { Pages = opened.Pages },
        PdfPage page => this with
        {
            PagesRead = PagesRead + 1,
            PagesWithText = PagesWithText + (page.HasText ? 1 : 0),
            PagesGarbled = PagesGarbled + (page.Garbled ? 1 : 0),
            Characters = Characters + CodePoints(page.Text),
            Damage = Damage + page.Damage,
        },
        PdfPageLost lost => this with { PagesLost = PagesLost + 1, FirstLoss = FirstLoss ?? lost.Reason, Detail = Detail ?? lost.Detail },
        PdfRefused refused => this with { Stopped = Stopped ?? refused.Reason, Detail = Stopped is null ? refused.Detail : Detail },
        _ => this,
    };

    private static int CodePoints(string text)
    {
        var pairs = 0;
        foreach (var one in text)
        {
            pairs += char.IsLowSurrogate(one) ? 1 : 0;
        }

        return text.Length - pairs;
    }
}
