using System.Text.RegularExpressions;

namespace EvidenceRegistry.Bench.Load;

/// <summary>True metadata of the Thai PDFs, read from their covers, and the fixed rule of the questions.</summary>
public static partial class ThaiPdfs
{
    private const string Inspection = "สำนักงานปลัดสำนักนายกรัฐมนตรี";

    private static readonly Dictionary<string, (string Text, int Year, string Agency)> Titles = new(StringComparer.Ordinal)
    {
        ["001"] = ("แผนการตรวจราชการแบบบูรณาการเพื่อมุ่งผลสัมฤทธิ์ตามนโยบายรัฐบาล ประจำปีงบประมาณ พ.ศ. 2552", 2009, Inspection),
        ["003"] = ("แผนการตรวจราชการแบบบูรณาการของผู้ตรวจราชการ ประจำปีงบประมาณ พ.ศ. 2563", 2020, Inspection),
        ["004"] = ("ร่างกรอบยุทธศาสตร์ชาติระยะ 20 ปี (พ.ศ. 2560–2579) สรุปย่อ", 2016, "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ"),
        ["005"] = ("คำสั่งสำนักนายกรัฐมนตรี เรื่อง การตรวจราชการประจำปีงบประมาณ พ.ศ. 2553", 2010, Inspection),
        ["007"] = ("คำสั่งสำนักนายกรัฐมนตรี เรื่อง การตรวจราชการประจำปีงบประมาณ พ.ศ. 2563", 2019, Inspection),
        ["010"] = ("คำสั่งสำนักนายกรัฐมนตรี ที่ 306/2560", 2017, Inspection),
        ["013"] = ("รายงานผลการตรวจราชการแบบบูรณาการ เรื่อง การฟื้นฟูเศรษฐกิจและสังคมจากการแพร่ระบาดของโรคโควิด-19 ประจำปีงบประมาณ พ.ศ. 2565 รอบที่ 1", 2022, Inspection),
        ["015"] = ("เอกสารงบประมาณ ฉบับที่ 3 งบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. 2565 เล่มที่ 17", 2021, "สำนักงบประมาณ"),
        ["016"] = ("เอกสารงบประมาณ ฉบับที่ 3 งบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. 2565 เล่มที่ 10 กระทรวงศึกษาธิการ", 2021, "สำนักงบประมาณ"),
        ["019"] = ("ราชกิจจานุเบกษา เล่ม 142 ตอนที่ 61 ก", 2025, "สำนักเลขาธิการคณะรัฐมนตรี"),
        ["021"] = ("ระเบียบกระทรวงการคลังว่าด้วยการเบิกค่าใช้จ่ายในการเดินทางไปราชการ (ฉบับที่ 3) พ.ศ. 2565", 2022, "กระทรวงการคลัง"),
        ["044"] = ("ข้อสอบฝึกหัดวิชาสามัญ คณิตศาสตร์ พ.ศ. 2564", 2021, "เอกสารทดสอบ"),
    };

    public static (string Text, int Year, string Agency) TitleOf(string fileName) =>
        Titles.TryGetValue(fileName[..3], out var title) ? title : (Path.GetFileNameWithoutExtension(fileName), 2020, "ไม่ทราบหน่วยงาน");

    /// <summary>
    /// The longest unbroken run of Thai letters and marks of 20–60 characters, the first of equals; on a page that has only longer ones,
    /// the first of those cut at 60 (never before a mark); null when there is neither.
    /// </summary>
    public static string? LongestRun(string text)
    {
        var runs = ThaiRun().Matches(text).Select(m => m.Value).Where(r => r.Length >= 20).ToList();
        return runs.Where(r => r.Length <= 60).MaxBy(r => r.Length) ?? runs.Select(Cut).FirstOrDefault();
    }

    private static string Cut(string run)
    {
        var at = Math.Min(run.Length, 60);
        while (at < run.Length && at > 20 && IsBound(run[at]))
        {
            at--;
        }

        return run[..at];
    }

    /// <summary>Vowels and marks that belong to the letter before them.</summary>
    private static bool IsBound(char c) => c is 'ั' or (>= 'ะ' and <= 'ฺ') or (>= 'ๅ' and <= '๎');

    [GeneratedRegex("[\u0E01-\u0E3A\u0E40-\u0E4E]+")]
    private static partial Regex ThaiRun();
}
