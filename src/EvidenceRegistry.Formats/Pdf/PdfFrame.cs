using EvidenceRegistry.Formats.Thai;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>One thing the reading of a PDF says, in the order it happens; <see cref="PdfFrameWire"/> carries it between processes.</summary>
public abstract record PdfFrame;

/// <summary>The file is open and says how many pages it has.</summary>
public sealed record PdfOpened(int Pages) : PdfFrame;

/// <summary>The page about to be read: whoever hears nothing after it knows which page was to blame. Pages count from 1.</summary>
public sealed record PdfPageAnnounced(int Page) : PdfFrame;

/// <summary>One page: its text as read and repaired. Both are valid UTF-16 without NUL.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Label">What the file itself calls the page (<c>iv</c>, <c>ก-3</c>), where it does.</param>
/// <param name="Raw">The text as the file gives it, in reading order; empty for a page of pictures.</param>
/// <param name="Text">The text repaired by <see cref="ThaiRepair"/>.</param>
/// <param name="Damage">What was mended and what is still damaged.</param>
/// <param name="Garbled">The characters make no sense: not to be searched or quoted as text.</param>
public sealed record PdfPage(int Page, string? Label, string Raw, string Text, ThaiDamage Damage, bool Garbled) : PdfFrame
{
    /// <summary>Something on the page can be read.</summary>
    public bool HasText => !Garbled && !string.IsNullOrWhiteSpace(Text);
}

/// <summary>A page that could not be read; the others go on.</summary>
public sealed record PdfPageLost(int Page, PdfReason Reason, string Detail) : PdfFrame;

/// <summary>The file as a whole could not be read, or not beyond the pages given so far.</summary>
public sealed record PdfRefused(PdfReason Reason, string Detail) : PdfFrame;

/// <summary>All pages asked for have been given.</summary>
/// <param name="ResidentBytes">The memory the reading process now holds, for who decides to renew it.</param>
public sealed record PdfDone(long ResidentBytes) : PdfFrame;

/// <summary>The last word on a reading, always said: what came of the pages read in it.</summary>
public sealed record PdfEnd(PdfTally Tally) : PdfFrame;
