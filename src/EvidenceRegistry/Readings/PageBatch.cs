using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Formats.Thai;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Readings;

/// <summary>Pages read but not yet written, with what they add to the sums of their reading. Bounded, so a report of any length needs little memory.</summary>
internal sealed class PageBatch(string fileId, int textRevision, TimeProvider time)
{
    // A write costs a flush of the disk, some milliseconds; a page takes about 10 ms to read. 50 pages make it a small share.
    private const int MostPages = 50;

    // Code points; a page of text has about 3,000.
    private const long MostCharacters = 1_000_000;

    // A slow file still stores what it has twice a minute, which also keeps its claim alive.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly List<Page> _pages = [];
    private PdfTally _tally = PdfTally.Empty;
    private long _since = time.GetTimestamp();

    /// <summary>Key of what could not be mended among the kinds of damage.</summary>
    public const string LeftKey = "left";

    public IReadOnlyList<Page> Pages => _pages;

    public bool Full => _pages.Count >= MostPages || _tally.Characters >= MostCharacters || time.GetElapsedTime(_since) >= Longest;

    public void Add(PdfFrame frame)
    {
        _tally = _tally.With(frame);
        switch (frame)
        {
            case PdfPage page:
                _pages.Add(Row(page.Page, page.Label, page.Raw, page.Text, page.Garbled ? PdfReason.Garbled : page.HasText ? null : PdfReason.NoText));
                break;
            case PdfPageLost lost:
                _pages.Add(Row(lost.Page, null, "", "", lost.Reason));
                break;
        }
    }

    /// <summary>Adds the sums of these pages to those of the reading and begins anew.</summary>
    public void SettleInto(Reading reading)
    {
        reading.Pages = _tally.Pages > 0 ? _tally.Pages : reading.Pages;
        reading.PagesRead += _pages.Count;
        reading.PagesWithText += _tally.PagesWithText;
        reading.Characters += _tally.Characters;
        reading.Mended += _tally.Damage.Mended;
        reading.Damage = Sum(reading.Damage, _tally.Damage);
        if (_pages.Count > 0)
        {
            reading.Attempts = 0;
        }

        _pages.Clear();
        (_tally, _since) = (PdfTally.Empty, time.GetTimestamp());
    }

    private Page Row(int number, string? label, string raw, string text, PdfReason? reason) => new()
    {
        FileId = fileId,
        TextRevision = textRevision,
        Number = number,
        Label = label,
        Raw = raw,
        Text = text,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        TextSource = TextSources.Pdf,
        Reason = reason?.Code(),
    };

    private static Dictionary<string, int> Sum(Dictionary<string, int> before, ThaiDamage damage)
    {
        var sums = new Dictionary<string, int>(before, StringComparer.Ordinal);
        foreach (var (kind, count) in new[]
        {
            ("privateUseGlyphs", damage.PrivateUseGlyphs), ("misencodedMarks", damage.MisencodedMarks), ("saraAm", damage.SaraAm), ("saraAa", damage.SaraAa),
            ("marksOutOfOrder", damage.MarksOutOfOrder), ("marksDoubled", damage.MarksDoubled), ("blanksBeforeMarks", damage.BlanksBeforeMarks), ("ligatures", damage.Ligatures), (LeftKey, damage.Left),
        })
        {
            if (count > 0)
            {
                sums[kind] = sums.GetValueOrDefault(kind) + count;
            }
        }

        return sums;
    }
}
