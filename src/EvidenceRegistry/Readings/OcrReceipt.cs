using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Readings;

/// <summary>What became of the pages of a file that hold no text but pictures.</summary>
/// <param name="Code">ocr-read, ocr-nothing, ocr-waiting, ocr-off or ocr-not-installed.</param>
/// <param name="Pages">Pages whose text was read from their pictures.</param>
/// <param name="Missing">Packages to install here, by Debian's names.</param>
/// <param name="Message">The same in words.</param>
public sealed record OcrReceipt(string Code, int Pages, IReadOnlyList<string> Missing, string Message)
{
    public const string WasRead = "ocr-read", Nothing = "ocr-nothing", Waiting = "ocr-waiting", Off = "ocr-off", NotInstalled = "ocr-not-installed";

    private static readonly Dictionary<string, LocalText> Words = new(StringComparer.Ordinal)
    {
        [WasRead] = new("อ่านบางหน้าจากภาพ ข้อความอาจมีที่ผิด", "Some pages were read from their pictures; their text may hold errors."),
        [Nothing] = new("ลองอ่านจากภาพแล้ว ไม่ได้ข้อความ", "Reading the pictures was tried and gave no text."),
        [Waiting] = new("รออ่านหน้าที่เป็นภาพ", "Pages that are pictures wait to be read."),
        [Off] = new("มีหน้าที่เป็นภาพ แต่ระบบนี้ปิดการอ่านจากภาพไว้", "Some pages are pictures; reading pictures is switched off here."),
        [NotInstalled] = new("มีหน้าที่เป็นภาพ แต่ระบบนี้ยังไม่ได้ติดตั้งโปรแกรมอ่านจากภาพ", "Some pages are pictures; the programs that read them are not installed here."),
    };

    public static IReadOnlyCollection<string> Codes => Words.Keys;

    /// <summary>Null where every page has text, or the file has not been read yet.</summary>
    public static OcrReceipt? Of(Reading reading, bool enabled, OcrTools tools, string language)
    {
        if (reading.State is ReadingState.Queued or ReadingState.Running)
        {
            return null;
        }

        var code = !reading.OcrWanted ? reading.OcrPages > 0 ? WasRead : reading.Reason is { } why && TextInForce.Unread.Contains(why) ? Nothing : null
            : !enabled ? Off
            : tools.Ready ? Waiting
            : NotInstalled;
        return code is null ? null : new OcrReceipt(code, reading.OcrPages, code == NotInstalled ? tools.Missing : [], Words[code].In(language));
    }
}
