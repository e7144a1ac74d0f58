using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Readings;

/// <summary>Why a file gave no text, or not all of it: the stable codes of receipts and what they say to people.</summary>
public static class ReadingReasons
{
    /// <summary>The bytes are no longer in the store.</summary>
    public const string FileMissing = "file-missing";

    /// <summary>The bytes in the store are not those on record.</summary>
    public const string FileDamaged = "file-damaged";

    /// <summary>The file was replaced or removed before it was read.</summary>
    public const string Replaced = "replaced";

    /// <summary>The files of the record hold more text than one record may have in the search; said in receipts, never kept.</summary>
    public const string NotAllSearched = "not-all-searched";

    private static readonly Dictionary<string, LocalText> Words = new(StringComparer.Ordinal)
    {
        [PdfReason.EmptyFile.Code()] = new("ไฟล์ว่าง ไม่มีข้อมูล", "The file is empty."),
        [PdfReason.NotAPdf.Code()] = new("เนื้อไฟล์ไม่ใช่ PDF หรือเอกสาร Word (.docx) จึงค้นได้จากข้อมูลกำกับเท่านั้น", "The bytes are neither a PDF nor a Word document (.docx); the record is found by its metadata."),
        [PdfReason.Password.Code()] = new("ไฟล์มีรหัสผ่าน ส่งไฟล์ที่ไม่มีรหัสผ่าน", "The file asks for a password; send one without."),
        [PdfReason.Damaged.Code()] = new("โครงสร้าง PDF เสียหาย สร้างไฟล์ใหม่แล้วส่งอีกครั้ง", "The PDF's structure is broken; make it anew and send it again."),
        [PdfReason.NoText.Code()] = new("ไม่พบตัวอักษร น่าจะเป็นภาพสแกน", "No text was found; it is probably a scan."),
        [PdfReason.Garbled.Code()] = new("แบบอักษรไม่บอกว่าเป็นตัวอักษรใด อ่านบางหน้าไม่ได้", "The fonts do not say which letters they show; some pages cannot be read."),
        [PdfReason.TooManyPages.Code()] = new("มีหน้ามากเกินกำหนด อ่านเพียงส่วนต้น", "There are more pages than are read; the first ones were."),
        [PdfReason.TooMuchText.Code()] = new("มีข้อความมากเกินกำหนด อ่านเพียงส่วนต้น", "There is more text than is read of one file; the first pages were."),
        [NotAllSearched] = new("ไฟล์ของรายการนี้มีข้อความรวมกันมากเกินกำหนด หน้าท้าย ๆ ของไฟล์นี้เก็บและเปิดดูได้ แต่ค้นไม่พบ", "The files of this record hold more text than is searched of one record; the later pages of this one are kept and shown, and not searched."),
        [PdfReason.Crash.Code()] = new("การอ่านหยุดกลางคัน บางหน้าอ่านไม่ได้", "Reading broke off; some pages could not be read."),
        [PdfReason.Timeout.Code()] = new("อ่านนานเกินกำหนด บางหน้าอ่านไม่ได้", "Reading took too long; some pages could not be read."),
        [PdfReason.MemoryLimit.Code()] = new("การอ่านใช้หน่วยความจำเกินกำหนด", "Reading wanted too much memory."),
        [FileMissing] = new("ไม่พบไฟล์ที่เก็บไว้ ส่งใหม่อีกครั้ง", "The stored file is missing; send it again."),
        [FileDamaged] = new("ไฟล์ที่เก็บไว้เสียหาย ส่งใหม่อีกครั้ง", "The stored file is damaged; send it again."),
        [Replaced] = new("ไฟล์ถูกแทนที่หรือนำออกก่อนอ่าน", "The file was replaced or removed before it was read."),
    };

    public static IReadOnlyCollection<string> Codes => Words.Keys;

    public static LocalText InWords(string code) => Words[code];

    /// <summary>The one reason to show: why it stopped, else the first page that was lost, else why there is no text; null when all was read.</summary>
    public static string? Of(string? stopped, IReadOnlyList<string> pageReasons, int pagesWithText) =>
        stopped
        ?? pageReasons.FirstOrDefault(r => r != PdfReason.NoText.Code() && r != PdfReason.Garbled.Code())
        ?? pageReasons.FirstOrDefault(r => r == PdfReason.Garbled.Code())
        ?? (pagesWithText == 0 ? PdfReason.NoText.Code() : null);

    /// <summary>No text at all, or it ended before the last page for another cause than a bound on pages or text.</summary>
    public static bool Failed(string? stopped, int pagesWithText) =>
        pagesWithText == 0 || (stopped is not null && stopped != PdfReason.TooManyPages.Code() && stopped != PdfReason.TooMuchText.Code());
}
