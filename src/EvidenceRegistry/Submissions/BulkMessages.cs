using EvidenceRegistry.Formats.Bulk;
using static EvidenceRegistry.Submissions.ProblemMessages;

namespace EvidenceRegistry.Submissions;

/// <summary>What each code of a bulk file says to people; used through <see cref="ProblemMessages"/>.</summary>
internal static class BulkMessages
{
    public static Dictionary<string, Words> All => new(StringComparer.Ordinal)
    {
        [BulkProblems.EmptyFile] = Both("ไฟล์ว่าง", "The file is empty."),
        [BulkProblems.UnknownFormat] = Both("ไม่รู้จักรูปแบบของไฟล์นี้", "The file is of no format that is read here."),
        [BulkProblems.OtherFormat] = Both("เนื้อไฟล์เป็น {0} แต่ระบุว่าเป็น {1}", "The bytes are {0}, the name says {1}."),
        [BulkProblems.EntryTooLong] = Both("บรรทัดหรือรายการยาวเกินไป: ได้ไม่เกิน {0} ไบต์", "The line or entry is too long: {0} bytes at most."),
        [BulkProblems.Damaged] = Both("ไฟล์เสียหายตั้งแต่ตรงนี้ ส่วนที่เหลืออ่านไม่ได้", "The file is damaged here; what follows cannot be read."),
        [BulkProblems.WrongEncoding] = Both("มีไบต์ที่ไม่ใช่ข้อความในรหัสอักขระของไฟล์", "Holds bytes that are no text in the file's encoding."),
        [BulkProblems.NotAYear] = Both("ไม่ใช่ปี", "Not a year."),
        [BulkProblems.NotANumber] = Both("ไม่ใช่ตัวเลข", "Not a number."),
        [BulkProblems.NotYesOrNo] = Both("ต้องตอบว่า ใช่ หรือ ไม่ใช่", "This asks for yes or no."),
        [BulkProblems.UnknownColumns] = Both("ไม่พบแถวหัวตารางที่รู้จัก ผังตารางที่มี: {0}", "No row of known headings; the layouts are: {0}."),
        [BulkProblems.WrongColumnCount] = Both("หัวตารางมี {0} ช่อง แต่แถวนี้มี {1}", "The heading has {0} columns, this row {1}."),
        [BulkProblems.UnterminatedQuote] = Both("เปิดเครื่องหมายคำพูดแล้วไม่ปิด", "A quote is opened and not closed."),
        [BulkProblems.StrayQuote] = Both("เครื่องหมายคำพูดผิดที่ อ่านตามที่ปรากฏ", "A quote stands in a wrong place; read as it stands."),
        [BulkProblems.CellError] = Both("เซลล์มีค่าผิดพลาดของตารางคำนวณ อ่านเป็นช่องว่าง", "The cell holds an error of its spreadsheet; read as empty."),
        [BulkProblems.NoEntries] = Both("ไม่พบรายการในรูปแบบนี้", "Holds no entry of this format."),
        [BulkProblems.MissingEnd] = Both("รายการไม่มีส่วนปิดท้าย ถือว่าจบตรงนี้", "The record has no end; it was taken to end here."),
        [BulkProblems.MissingType] = Both("รายการไม่บอกประเภท", "The record does not say what it is."),
        [BulkProblems.UnclosedBrace] = Both("เปิดวงเล็บปีกกาแล้วไม่ปิด", "A brace is opened and not closed."),
        [BulkProblems.NotBibTex] = Both("ไม่ใช่ BibTeX ที่ถูกต้อง บรรทัด {0} ตำแหน่ง {1}", "Not valid BibTeX: line {0}, column {1}."),
        [BulkProblems.UnknownReference] = Both("อ้างถึงรายการที่ไม่มีในไฟล์", "Refers to an entry that is not in the file."),
        [BulkProblems.NotXml] = Both("ไม่ใช่ XML ที่ถูกต้อง หรือมี DTD ซึ่งไม่รับ บรรทัด {0} ตำแหน่ง {1}", "Not well-formed XML, or with a document type: line {0}, column {1}."),
        [BulkProblems.NoDublinCore] = Both("ไม่มีระเบียน Dublin Core", "Holds no Dublin Core."),
        [BulkProblems.OaiError] = Both("คำตอบ OAI-PMH แจ้งข้อผิดพลาด {0}", "The OAI-PMH answer is an error: {0}."),
        [BulkProblems.PathOutside] = Both("ชื่อไฟล์ใน zip ชี้ออกนอกแฟ้ม", "The path leads out of the zip's folder."),
        [BulkProblems.Encrypted] = Both("ไฟล์มีรหัสผ่าน", "The file needs a password."),
        [BulkProblems.ZipBomb] = Both("อัตราบีบอัดเกิน {0} เท่า (พบ {1}) ไม่เปิดไฟล์นี้", "Packed more than {0} times (found {1}); it is not opened."),
        [BulkProblems.ZipInZip] = Both("ไม่เปิด zip ที่อยู่ใน zip", "A zip inside a zip is not opened."),
        [BulkProblems.TooManyFiles] = Both("ไฟล์มากเกินไป: ได้ไม่เกิน {0}", "Too many files: {0} at most."),
        [BulkProblems.TooMuchUnpacked] = Both("คลายแล้วใหญ่เกินไป: ได้ไม่เกิน {0} ไบต์", "Unpacks to too much: {0} bytes at most."),
        [BulkProblems.FileTwice] = Both("มีไฟล์ชื่อนี้มากกว่าหนึ่งไฟล์", "More than one file has this name."),
        [BulkProblems.FileNotThere] = Both("ไม่มีไฟล์นี้ใน zip", "The zip holds no such file."),
        [BulkProblems.FileOfNobody] = Both("ไม่มีรายการใดระบุไฟล์นี้ และไม่ตรงกับรหัสใด", "No entry names this file, and no id matches it."),
        [BulkProblems.OutsideLinks] = Both("เอกสารอ้างถึงสิ่งภายนอก {0} แห่ง ซึ่งไม่ได้เปิด", "The document points outside itself {0} times; nothing was fetched."),
        [BulkProblems.Macros] = Both("เอกสารมีมาโคร ซึ่งไม่ได้เปิด", "The document holds macros; they were not looked at."),
    };
}
