using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Plans;

/// <summary>What can be wrong with a plan file, in the steward's language.</summary>
internal static class PlanImportMessages
{
    private static readonly LocalText Unknown = new("ไฟล์แผนไม่ถูกต้องตรงนี้", "The plan file is not right here.");

    private static readonly Dictionary<string, LocalText> Known = new(StringComparer.Ordinal)
    {
        ["missing"] = new("ต้องมีค่าในช่องนี้", "Something must stand here."),
        ["empty-file"] = new("ไฟล์ว่าง", "The file is empty."),
        ["unknown-layout"] = new("ไม่รู้จักหัวคอลัมน์ของไฟล์นี้ ดู docs/seed-data.md", "The columns are of no known layout; see docs/seed-data.md."),
        ["repeated-column"] = new("ชื่อคอลัมน์ซ้ำ", "Two columns have this name."),
        ["given-twice"] = new("รหัสนี้อยู่สองที่ในไฟล์", "This code stands in two places."),
        ["not-a-plan-code"] = new("รูปแบบรหัสไม่ใช่รหัสของแผน", "This has not the form of a plan code."),
        ["code-of-another-scheme"] = new("รหัสนี้เป็นของระดับอื่นในแผน", "The code belongs to another level of the plan."),
        ["unknown-code"] = new("ไม่มีรหัสนี้ในแผน", "The plans have no such code."),
        ["above-itself"] = new("รหัสนี้อยู่เหนือตัวเอง", "This code stands above itself."),
        ["unknown-parent"] = new("ไม่มีรหัสระดับบนนี้", "There is no such code above it."),
        ["unknown-edition"] = new("ไม่มีฉบับนี้", "There is no such edition."),
        ["no-edition"] = new("ไม่ได้บอกฉบับของแผน", "It does not say which edition it is of."),
        ["unknown-value"] = new("ค่านี้ใช้ในช่องนี้ไม่ได้", "This value cannot stand here."),
        ["not-a-date"] = new("ต้องเป็นวันที่ YYYY-MM-DD ปีคริสต์ศักราช", "It must be a date, YYYY-MM-DD in the Common Era."),
        ["ends-before-it-begins"] = new("วันสิ้นสุดอยู่ก่อนวันเริ่ม", "It ends before it begins."),
    };

    public static ProblemPlace Of(HttpContext http, DraftProblem problem) =>
        new(problem.Place, problem.Code, Known.GetValueOrDefault(problem.Code, Unknown).In(http.Language()), problem.Text is null ? null : Shortened.Of(problem.Text));
}
