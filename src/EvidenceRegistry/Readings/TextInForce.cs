using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Readings;

/// <summary>Which reading of a file is searched and shown once a reading ends.</summary>
internal static class TextInForce
{
    /// <summary>Pages that were tried and gave nothing: their pictures may.</summary>
    public static readonly string[] Unread = [PdfReason.NoText.Code(), PdfReason.Garbled.Code()];

    /// <summary>A new reading takes over when it has text, or when the one before had none; else that one stays, and the reason says what became of the new.</summary>
    public static async Task SettleAsync(RegistryDb db, Reading reading, IReadOnlyList<string> reasons, CancellationToken cancel)
    {
        if (reading.Underway is { } fresh)
        {
            reading.Underway = null;
            var before = db.Pages.Where(p => p.FileId == reading.FileId && p.TextRevision == reading.TextRevision);
            if (reading.PagesWithText == 0 && await before.AnyAsync(p => p.Reason == null, cancel))
            {
                reading.State = ReadingState.Read;
                reading.PagesRead = await before.CountAsync(cancel);
                reading.PagesWithText = await before.CountAsync(p => p.Reason == null, cancel);
                reading.Characters = await before.SumAsync(p => (long)p.Text.Length, cancel);

                // Nobody was shown them; what is read from pictures is written under the same revision, and would take their place for its own.
#pragma warning disable RS0030 // A named exemption: the text in force stays as it is, and the index knows no other.
                await db.Pages.Where(p => p.FileId == reading.FileId && p.TextRevision == fresh).ExecuteDeleteAsync(cancel);
#pragma warning restore RS0030
                return;
            }

            (reading.TextRevision, reading.OcrPages) = (fresh, 0);
        }

        reading.OcrWanted = reasons.Any(Unread.Contains);
    }
}
