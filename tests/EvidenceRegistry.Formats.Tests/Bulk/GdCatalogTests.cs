using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class GdCatalogTests
{
    private static readonly BulkOptions Options = new() { Source = "test", Maps = [MapFiles.Read("default"), MapFiles.Read("gd-catalog")] };

    [Fact]
    public void The_catalogues_form_is_read_by_the_places_of_its_columns_with_the_files_of_each_dataset()
    {
        string[] stat = ["water-use", "x", "สถิติการใช้น้ำ", "กรมตัวอย่าง", "กองสถิติ", "stat@example.org", "น้ำ, ใช้น้ำ", "คำอธิบาย", "ยุทธศาสตร์ชาติ", "ปี", "1", "จังหวัด", "ทะเบียน", "XLS,CSV", "ข้อมูลสาธารณะ", "Open Data Common", "", "2560", "พ.ศ. 2565", "2023-03-31", "31/01/2566", "เพศ, อายุ", "ลบ.ม.", "ล้าน", "นับ", "มาตรฐาน ก", "https://example.org/water", "ไทย", "ใช่"];
        Assert.Equal(29, stat.Length);
        var record = Enumerable.Range(1, 26).Select(n => $"c{n}").ToArray();
        (record[0], record[2], record[3], record[15], record[16], record[24], record[25]) = ("farms", "ทะเบียนฟาร์ม", "กรมตัวอย่าง", "เปิดเผย", "Creative Commons", "ใช่", "ไม่ใช่");
        var entries = BulkFile.Read(Form(
            ("Temp2_Meta_Stat", Rows(stat.Length, stat)), ("Temp2_Meta_Record", Rows(26, record)), ("อื่น ๆ", Rows(2, ["a", "b"])),
            ("Temp3_Resource_Stat", Rows(14, ["water-use", "ตาราง", "https://example.org/t.csv", "d", "", "2023-01-31", "CSV", "2560", "2565"], ["water-use", "อีกตาราง", "ftp://x"]))), BulkFormat.GdCatalog, Options);
        Assert.Equal(["sheet Temp2_Meta_Record row 6", "sheet Temp2_Meta_Stat row 6"], entries.Select(e => e.Locator));
        var farms = (DatasetContent)entries[0].Draft!.Content;
        Assert.Equal((DataType.Record, "เปิดเผย", "Creative Commons", true, false), (farms.DataType, farms.Extra!["dataClassification"]!.GetValue<string>(), farms.Licence, farms.HighValue, farms.ReferenceData));
        var water = (DatasetContent)entries[1].Draft!.Content;
        Assert.Equal(("water-use", DataType.Statistic, 2017, 2022, 2022, new DateOnly(2023, 1, 31), true), (entries[1].Address!.SourceId, water.DataType, water.FirstYear, water.LastYear, water.Year, water.UpdatedOn, water.OfficialStatistics));
        Assert.Equal(["XLS", "CSV", "เพศ", "อายุ", "น้ำ", "ใช้น้ำ"], water.DataFormat!.Concat(water.Disaggregate!).Concat(water.Keywords!));
        Assert.Equal([("ตาราง", "https://example.org/t.csv", 2022), ("อีกตาราง", null, null)], water.Resources!.Select(r => (r.Name, r.Url, r.LastYear)));
        Assert.Equal(("bad-url", "sheet Temp3_Resource_Stat row 7 $.resources[1].url"), (entries[1].Problems[^1].Code, entries[1].Problems[^1].Place));
        Assert.True(entries[1].Usable);
    }

    [Fact]
    public void A_workbook_that_is_not_the_form_says_which_sheets_were_looked_for()
    {
        var entry = Assert.Single(BulkFile.Read(Form(("Sheet1", Rows(2, ["a", "b"]))), BulkFormat.GdCatalog, Options));
        Assert.Equal(BulkProblems.UnknownColumns, entry.Problems[0].Code);
        Assert.Contains("Temp2_Meta_GIS", entry.Problems[0].Details[0], StringComparison.Ordinal);
    }

    private static string[][] Rows(int headings, params string[][] rows) =>
        [["แบบฟอร์ม"], [], ["หมวด"], [.. Enumerable.Range(1, headings).Select(n => $"หัวข้อ {n}")], [.. Enumerable.Repeat("ตัวอย่าง", headings)], .. rows];

    private static byte[] Form(params (string Sheet, string[][] Rows)[] sheets) => ZipTests.Zip(
    [
        ("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/wb.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{string.Concat(sheets.Select((_, at) => $"<Override PartName=\"/s{at}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"))}</Types>"""),
        ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="wb.xml"/></Relationships>"""),
        ("_rels/wb.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(sheets.Select((_, at) => $"<Relationship Id=\"r{at}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"s{at}.xml\"/>"))}</Relationships>"""),
        ("wb.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{string.Concat(sheets.Select((sheet, at) => $"<sheet name=\"{sheet.Sheet}\" sheetId=\"{at + 1}\" r:id=\"r{at}\"/>"))}</sheets></workbook>"""),
        .. sheets.Select((sheet, at) => ($"s{at}.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(sheet.Rows.Select(row => $"<row>{string.Concat(row.Select(text => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>"))}</sheetData></worksheet>""")),
    ]);
}
