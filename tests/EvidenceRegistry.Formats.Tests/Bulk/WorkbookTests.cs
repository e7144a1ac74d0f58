using System.Globalization;
using System.IO.Compression;
using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class WorkbookTests
{
    private static readonly FieldMap Map = MapFiles.Read("default");

    private static readonly CodeList[] Lists =
    [
        new("targets", [new CodeLabel("110301", "เป้าหมายตัวอย่าง"), new CodeLabel("010101", "เป้าหมายอื่น")]),
        new("areas", [new CodeLabel("TH-50", "เชียงใหม่"), new CodeLabel("TH-10", "กรุงเทพมหานคร")]),
    ];

    private static readonly BulkOptions Options = new() { Source = "test", Maps = [Map], Lists = Lists };

    private static readonly Dictionary<string, string> Filled = new()
    {
        ["sourceId"] = "007", ["title.th"] = "=SUM(A1)", ["year"] = "2566", ["agency"] = "หน่วยงานตัวอย่าง", ["access"] = "จำกัดสิทธิ์", ["researchType"] = "การวิจัยประยุกต์",
        ["areas"] = "TH-50 เชียงใหม่; กรุงเทพมหานคร", ["targets"] = "110301 เป้าหมายตัวอย่าง", ["budget"] = "1,250,000", ["startOn"] = "1/10/2565", ["files"] = "ก.pdf; ข.docx",
    };

    [Fact]
    public void A_workbook_template_filled_by_hand_is_read_back_and_its_example_row_is_passed_over()
    {
        using var file = new MemoryStream();
        TemplateWorkbook.Write(file, Map, Lists, [Template.Example(Map, Lists), Filled]);
        CheckFilled(BulkFile.Read(file.ToArray(), BulkFormat.Xlsx, Options), "sheet ข้อมูล row 3");
    }

    [Fact]
    public void A_CSV_template_filled_by_hand_is_read_back_and_its_example_row_is_passed_over()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Template.WriteCsv(text, Map, [Template.Example(Map, Lists), Filled]);
        CheckFilled(BulkFile.Read(text.ToString(), BulkFormat.Csv, Options), "line 3");
    }

    private static void CheckFilled(List<BulkEntry> entries, string place)
    {
        var entry = Assert.Single(entries);
        Assert.Empty(entry.Problems);
        Assert.Equal(place, entry.Locator);
        Assert.Empty(LayerMerge.Lacking(entry.Draft!.Content, place));
        var study = Assert.IsType<StudyContent>(entry.Draft.Content);
        Assert.Equal(("007", "=SUM(A1)", 2023, AccessRights.Restricted, ResearchType.Applied), (entry.Address!.SourceId, study.Title!.Th ?? study.Title.En, study.Year, study.Access, study.ResearchType));
        Assert.Equal((1_250_000m, new DateOnly(2022, 10, 1)), (study.Budget, study.StartOn));
        Assert.Equal(["TH-50", "TH-10", "110301"], study.Areas!.Concat(study.Targets!));
        Assert.Equal(["ก.pdf", "ข.docx"], entry.ReportFiles.Select(f => f.Name));
    }

    [Fact]
    public void Every_cell_of_the_example_row_would_itself_be_taken()
    {
        var example = Template.Example(Map, Lists).ToDictionary(cell => cell.Key, cell => cell.Key == "sourceId" ? "A-1" : cell.Value);
        using var file = new MemoryStream();
        TemplateWorkbook.Write(file, Map, Lists, [example]);
        var entry = Assert.Single(BulkFile.Read(file.ToArray(), BulkFormat.Xlsx, Options));
        Assert.Empty(entry.Problems);
        Assert.Empty(LayerMerge.Lacking(entry.Draft!.Content, ""));
        Assert.Equal(["110301"], entry.Draft.Content.Targets!);
    }

    [Fact]
    public void Days_numbers_and_errors_of_a_spreadsheet_are_read_as_they_are_shown()
    {
        var sheet = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>ชื่อเรื่อง</t></is></c><c r="C1" t="inlineStr"><is><t>วันที่เริ่ม</t></is></c><c r="D1" t="inlineStr"><is><t>วันที่สิ้นสุด</t></is></c><c r="E1" t="inlineStr"><is><t>งบประมาณ</t></is></c></row>
            <row r="7"><c r="A7"><v>6410001</v></c><c r="B7" t="s"><v>1</v></c><c r="C7" s="1"><v>44835</v></c><c r="D7"><v>45199.5</v></c><c r="E7"><v>1.25E6</v></c></row>
            <row r="8"><c r="A8" t="str"><f>1+1</f><v>2</v></c><c r="B8" t="inlineStr"><is><t>x</t></is></c><c r="E8" t="e"><v>#N/A</v></c></row>
            """;
        var entries = BulkFile.Read(Package(sheet, "<si><t>รหัส</t></si><si><r><t>น้ำ</t></r><r><t>ท่วม</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>"), BulkFormat.Xlsx, Options);
        var study = (StudyContent)entries[0].Draft!.Content;
        Assert.Equal((7L, "6410001", "น้ำท่วม", new DateOnly(2022, 10, 1), new DateOnly(2023, 9, 30), 1_250_000m), (entries[0].Line, entries[0].Address!.SourceId, study.Title!.Th, study.StartOn, study.EndOn, study.Budget));
        Assert.Equal(("2", "cell-error", "sheet A row 8", true), (entries[1].Address!.SourceId, entries[1].Problems[0].Code, entries[1].Problems[0].Place, entries[1].Usable));
    }

    [Fact]
    public void Two_rows_of_headings_with_merged_cells_are_one_heading()
    {
        var (map, _) = FieldMapFile.Read("two", Encoding.UTF8.GetBytes("""
            {"headerRows": 2, "fields": {"sourceId": {"columns": ["รหัส"]}, "title.th": {"columns": ["ชื่อเรื่อง / ไทย"]}, "title.en": {"columns": ["ชื่อเรื่อง / อังกฤษ"]}, "year": {"columns": ["ปี"]}}}
            """));
        var sheet = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>รหัส</t></is></c><c r="B1" t="inlineStr"><is><t>ชื่อเรื่อง</t></is></c><c r="D1" t="inlineStr"><is><t>ปี</t></is></c></row>
            <row r="2"><c r="B2" t="inlineStr"><is><t>ไทย</t></is></c><c r="C2" t="inlineStr"><is><t>อังกฤษ</t></is></c></row>
            <row r="3"><c r="A3"><v>1</v></c><c r="B3" t="inlineStr"><is><t>น้ำ</t></is></c><c r="C3" t="inlineStr"><is><t>Water</t></is></c><c r="D3"><v>2566</v></c></row>
            """;
        var entry = Assert.Single(BulkFile.Read(Package(sheet), BulkFormat.Xlsx, Options with { Maps = [map!] }));
        Assert.Equal((new LocalText("น้ำ", "Water"), 2023), (entry.Draft!.Content.Title, entry.Draft.Content.Year));
    }

    [Fact]
    public void A_million_empty_rows_cost_no_memory_and_are_no_entries()
    {
        var heading = "<row r=\"1\"><c t=\"inlineStr\"><is><t>id</t></is></c><c t=\"inlineStr\"><is><t>title</t></is></c></row>";
        var empty = string.Concat(Enumerable.Range(1, 500_000).Select(n => $"<row r=\"{2 * n}\"/><row><c s=\"1\"/></row>"));
        var package = Package(heading + empty + "<row><c><v>1</v></c><c><v>2</v></c></row>");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var entry = Assert.Single(BulkFile.Read(package, BulkFormat.Xlsx, Options));
        Assert.Equal(1_000_002L, entry.Line);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, -1_000_000_000, 16_000_000);
    }

    [Fact]
    public void Three_hundred_thousand_rows_come_as_the_file_is_read()
    {
        const int Rows = 300_000;
        var heading = "<row><c t=\"inlineStr\"><is><t>id</t></is></c><c t=\"inlineStr\"><is><t>title</t></is></c></row>";
        var random = new Random(11);
        var package = Package(heading + string.Concat(Enumerable.Range(0, Rows).Select(n => $"<row><c><v>{n}</v></c><c t=\"inlineStr\"><is><t>{random.NextInt64():x}</t></is></c></row>")));
        using var stream = new CountedStream(package);
        var (count, atFirst) = (0, 0L);
        foreach (var entry in BulkReaders.Read(stream, BulkFormat.Xlsx, Options))
        {
            atFirst = count++ == 0 ? stream.Count : atFirst;
            Assert.Equal(count + 1, entry.Line);
        }

        Assert.Equal(Rows, count);
        Assert.InRange(atFirst, 1, package.Length / 10);
        Assert.InRange(stream.Count, package.Length * 9L / 10, package.Length * 2L);
    }

    [Fact]
    public void A_workbook_with_more_text_than_is_held_is_read_to_its_last_row_and_leaves_no_file_behind()
    {
        const int Texts = 3_000;
        var left = Directory.GetFiles(Path.GetTempPath(), "registry-texts-*");
        var shared = string.Concat(Enumerable.Range(0, Texts).Select(n => $"<si><t>เรื่องที่ {n} {new string('ก', 3_000)}</t></si>"));
        var heading = "<row><c t=\"inlineStr\"><is><t>id</t></is></c><c t=\"inlineStr\"><is><t>abstract</t></is></c></row>";
        var rows = string.Concat(Enumerable.Range(0, Texts).Select(n => $"<row><c><v>{n}</v></c><c t=\"s\"><v>{Texts - 1 - n}</v></c></row>"));
        var entries = BulkFile.Read(Package(heading + rows + $"<row><c><v>{Texts}</v></c><c t=\"s\"><v>{Texts}</v></c></row>", shared), BulkFormat.Xlsx, Options);
        Assert.Equal(Enumerable.Range(0, Texts).Select(n => $"เรื่องที่ {Texts - 1 - n} ก"), entries.Take(Texts).Select(e => e.Draft!.Content.Abstract!.Th![..^2_999]));
        Assert.Null(entries[Texts].Draft!.Content.Abstract);
        Assert.Equal(left, Directory.GetFiles(Path.GetTempPath(), "registry-texts-*"));
    }

    [Theory]
    [InlineData("not a zip at all")]
    [InlineData("PK\u0003\u0004 broken")]
    [InlineData("")]
    public void What_is_no_workbook_is_a_problem(string text)
    {
        var entry = Assert.Single(BulkFile.Read(text, BulkFormat.Xlsx, Options));
        Assert.False(entry.Usable);
        Assert.Contains(entry.Problems[0].Code, (string[])[BulkProblems.Damaged, BulkProblems.EmptyFile]);
    }

    [Fact]
    public void A_workbook_with_entities_or_a_broken_sheet_is_a_problem_behind_the_rows_that_were_read()
    {
        var row = "<row r=\"1\"><c t=\"inlineStr\"><is><t>id</t></is></c><c t=\"inlineStr\"><is><t>title</t></is></c></row><row r=\"2\"><c><v>1</v></c><c><v>2</v></c></row>";
        var entries = BulkFile.Read(Package(row + "<row r=\"3\"><c><v>&bomb;</v></c></row>"), BulkFormat.Xlsx, Options);
        Assert.Equal([true, false], entries.Select(e => e.Usable));
        Assert.Equal((BulkProblems.Damaged, "after line 2"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
        Assert.All(BulkFile.Read(Package("", head: "<!DOCTYPE x [<!ENTITY bomb \"boom\">]>"), BulkFormat.Xlsx, Options), e => Assert.Equal(BulkProblems.Damaged, e.Problems[0].Code));
    }

    /// <summary>Bytes, and how many of them were asked for.</summary>
    private sealed class CountedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Count { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Counted(base.Read(buffer));

        private int Counted(int read)
        {
            Count += read;
            return read;
        }
    }

    /// <summary>The smallest package a spreadsheet program would open, with the rows given as they are.</summary>
    internal static byte[] Package(string rows, string shared = "", string head = "")
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/wb.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/t.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/y.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
            Part("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="wb.xml"/></Relationships>""");
            Part("_rels/wb.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="s.xml"/><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="t.xml"/><Relationship Id="y" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="y.xml"/></Relationships>""");
            Part("wb.xml", $"""<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="s"/></sheets></workbook>""");
            Part("t.xml", $"""<sst xmlns="{Main}">{shared}</sst>""");
            Part("y.xml", $"""<styleSheet xmlns="{Main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""");
            Part("s.xml", $"""{head}<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""");

            void Part(string name, string xml)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        return bytes.ToArray();
    }
}
