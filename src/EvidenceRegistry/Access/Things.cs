using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Access;

/// <summary>Things that somebody may ask for and that are not there, as the refusal calls them.</summary>
public static class Things
{
    public static readonly LocalText Record = new("ระเบียน", "record");
    public static readonly LocalText Dataset = new("ชุดข้อมูล", "dataset");
    public static readonly LocalText File = new("ไฟล์", "file");
    public static readonly LocalText Page = new("หน้า", "page");
    public static readonly LocalText Job = new("งาน", "job");
    public static readonly LocalText Key = new("กุญแจ", "key");
    public static readonly LocalText Area = new("พื้นที่", "area");
    public static readonly LocalText Concept = new("รายการของแผนรหัส", "concept");
    public static readonly LocalText Edition = new("ฉบับ", "edition");
    public static readonly LocalText OlderEdition = new("ฉบับก่อนหน้า", "older edition");
    public static readonly LocalText Decision = new("การตัดสินเกี่ยวกับ", "decision on");
    public static readonly LocalText BulkDecision = new("การตัดสินแบบกลุ่ม", "bulk decision");
    public static readonly LocalText ModelVersion = new("รุ่นของแบบจำลอง", "version");
    public static readonly LocalText Pair = new("คู่", "pair");
    public static readonly LocalText Source = new("แหล่ง", "source");
    public static readonly LocalText Plan = new("แผนการเก็บข้อมูล", "plan");
    public static readonly LocalText Run = new("การดำเนินการ", "run");
}
