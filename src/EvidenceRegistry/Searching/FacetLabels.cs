using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Searching;

/// <summary>Words for facet values, Thai and English.</summary>
internal static class FacetLabels
{
    private static readonly Dictionary<(string Facet, string Value), LocalText> Known = new()
    {
        [(FacetNames.Kind, "study")] = new("งานวิจัย", "Study"),
        [(FacetNames.Kind, "dataset")] = new("ชุดข้อมูล", "Dataset"),
        [(FacetNames.Access, "open")] = new("เปิดเผย", "Open access"),
        [(FacetNames.Access, "embargoed")] = new("ปิดจนถึงวันที่กำหนด", "Embargoed access"),
        [(FacetNames.Access, "restricted")] = new("จำกัดการเข้าถึง", "Restricted access"),
        [(FacetNames.Access, "metadataOnly")] = new("เฉพาะข้อมูลกำกับ", "Metadata only access"),
        [(FacetNames.Design, "randomizedTrial")] = new("การทดลองแบบสุ่มมีกลุ่มควบคุม", "Randomised trial"),
        [(FacetNames.Design, "quasiExperimental")] = new("กึ่งทดลอง", "Quasi-experimental"),
        [(FacetNames.Design, "cohort")] = new("การศึกษาตามกลุ่ม", "Cohort"),
        [(FacetNames.Design, "caseControl")] = new("การศึกษาย้อนหลังเทียบกลุ่ม", "Case-control"),
        [(FacetNames.Design, "crossSectional")] = new("ภาคตัดขวาง", "Cross-sectional"),
        [(FacetNames.Design, "timeSeries")] = new("อนุกรมเวลา", "Time series"),
        [(FacetNames.Design, "caseStudy")] = new("กรณีศึกษา", "Case study"),
        [(FacetNames.Design, "qualitative")] = new("เชิงคุณภาพ", "Qualitative"),
        [(FacetNames.Design, "mixedMethods")] = new("วิธีผสม", "Mixed methods"),
        [(FacetNames.Design, "systematicReview")] = new("การทบทวนอย่างเป็นระบบ", "Systematic review"),
        [(FacetNames.Design, "modelling")] = new("แบบจำลอง", "Modelling"),
        [(FacetNames.Design, "descriptive")] = new("เชิงพรรณนา", "Descriptive"),
        [(FacetNames.Design, "other")] = new("อื่น ๆ", "Other"),
        [(FacetNames.Baseline, "yes")] = new("ใช้เป็นข้อมูลฐานได้", "Usable as a baseline"),
        [(FacetNames.Baseline, "partly")] = new("ใช้ได้บางส่วน", "Partly usable"),
        [(FacetNames.Baseline, "no")] = new("ยังใช้ไม่ได้", "Not usable"),
        [(FacetNames.AreaLevel, "world")] = new("โลก", "World"),
        [(FacetNames.AreaLevel, "continent")] = new("ทวีป", "Continent"),
        [(FacetNames.AreaLevel, "economicGroup")] = new("กลุ่มประเทศทางเศรษฐกิจ", "Economic group"),
        [(FacetNames.AreaLevel, "country")] = new("ประเทศ", "Country"),
        [(FacetNames.AreaLevel, "region")] = new("ภาค", "Region"),
        [(FacetNames.AreaLevel, "cluster")] = new("กลุ่มจังหวัด", "Province cluster"),
        [(FacetNames.AreaLevel, "province")] = new("จังหวัด", "Province"),
        [(FacetNames.AreaLevel, "district")] = new("อำเภอ", "District"),
        [(FacetNames.AreaLevel, "subdistrict")] = new("ตำบล", "Subdistrict"),
        [(FacetNames.AreaLevel, "village")] = new("หมู่บ้าน", "Village"),
        [(FacetNames.AreaLevel, "municipality")] = new("เทศบาล/อบต.", "Municipality"),
        [(FacetNames.AreaLevel, "coordinates")] = new("พิกัด", "Coordinates"),
        [(FacetNames.AreaLevel, "other")] = new("อื่น ๆ", "Other"),
        [(FacetNames.Language, "th")] = new("ไทย", "Thai"),
        [(FacetNames.Language, "en")] = new("อังกฤษ", "English"),
    };

    public static LocalText Of(string facet, string value, PlanTree tree) =>
        (facet switch
        {
            FacetNames.Target or FacetNames.Factor => (tree.Find(value) ?? tree.EditionsOf(value).LastOrDefault())?.Text,
            FacetNames.Area => tree.Areas.Find(value)?.Name,
            _ => Known.GetValueOrDefault((facet, value)),
        }) ?? new LocalText(value);
}
