using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Docx;
using EvidenceRegistry.Formats.Pdf;
using ZipTests = EvidenceRegistry.Formats.Tests.Bulk.ZipTests;

namespace EvidenceRegistry.Formats.Tests.Docx;

public sealed class DocxReaderTests
{
    [Fact]
    public void Pages_break_where_Word_broke_them_and_headings_know_their_place()
    {
        var pages = Pages("""
            <w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>บทที่ </w:t></w:r><w:r><w:t>1</w:t></w:r></w:p>
            <w:p><w:r><w:t>น้ำท่วม</w:t><w:tab/><w:t xml:space="preserve"> ชุมชน</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
            <w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>หน้าสอง</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ข</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:lastRenderedPageBreak/><w:t>สาม</w:t></w:r></w:p>
            """);
        Assert.Equal([1, 2, 3], pages.Select(p => p.Number));
        Assert.Equal("บทที่ 1\nน้ำท่วม\t ชุมชน\n", pages[0].Text);
        Assert.Equal([new DocxHeading(1, "บทที่ 1", 0)], pages[0].Headings);
        Assert.Equal("\nหน้าสอง\nก \tข \t\n", pages[1].Text);
        Assert.Equal("สาม\n", pages[2].Text);
    }

    [Fact]
    public void Links_outside_and_macros_are_told_and_never_followed()
    {
        using var file = new MemoryStream(Document("<w:p/>", outside: true));
        Assert.Equal([BulkProblems.OutsideLinks, BulkProblems.Macros], DocxReader.Warnings(file).Select(p => p.Code));
        Assert.All(DocxReader.Warnings(file), p => Assert.False(p.Refuses));
    }

    [Theory]
    [InlineData("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")]
    [InlineData("<w:p>")]
    public void A_damaged_document_ends_where_it_is_damaged(string body)
    {
        var damaged = 0;
        using var file = new MemoryStream(Document($"<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/></w:r></w:p>{body}"));
        Assert.Equal("a", Assert.Single(DocxReader.Pages(file, page => damaged = page)).Text);
        Assert.Equal(2, damaged);
        using var none = new MemoryStream("PK no document"u8.ToArray());
        Assert.Empty(DocxReader.Pages(none, page => damaged = page));
        Assert.Equal(1, damaged);
        Assert.Equal(BulkProblems.Damaged, Assert.Single(DocxReader.Warnings(none)).Code);
    }

    [Fact]
    public void A_report_in_Word_gives_the_frames_of_a_PDF_and_other_office_files_say_what_they_are_not()
    {
        var folder = Directory.CreateTempSubdirectory("registry-word-").FullName;
        try
        {
            var word = Path.Combine(folder, "a");
            File.WriteAllBytes(word, Document("<w:p><w:r><w:t>ก</w:t><w:br w:type=\"page\"/><w:t>ข</w:t><w:br w:type=\"page\"/><w:t>ค</w:t></w:r></w:p>"));
            Assert.Equal(
                [new PdfOpened(3), new PdfPageAnnounced(2), new PdfPage(2, null, "ข", "ข", default, false), new PdfRefused(PdfReason.TooManyPages, "3 pages, 2 read")],
                ReportReader.Read(new PdfRequest(word, 2, 2, 0)));
            var damaged = Path.Combine(folder, "b");
            File.WriteAllBytes(damaged, Document("<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/></w:r></w:p><w:p>"));
            Assert.Equal(PdfReason.Damaged, Assert.IsType<PdfRefused>(ReportReader.Read(new PdfRequest(damaged, 1, 9, 0)).Last()).Reason);
            var sheet = Path.Combine(folder, "c");
            File.WriteAllBytes(sheet, ZipTests.Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")));
            Assert.Equal(PdfReason.NotAPdf, Assert.IsType<PdfRefused>(Assert.Single(ReportReader.Read(new PdfRequest(sheet, 1, 9, 0)))).Reason);
            Assert.Equal(PdfReason.Damaged, Assert.IsType<PdfRefused>(Assert.Single(ReportReader.Read(new PdfRequest(Path.Combine(folder, "none"), 1, 9, 0)))).Reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<DocxPage> Pages(string body)
    {
        using var file = new MemoryStream(Document(body));
        return [.. DocxReader.Pages(file, page => Assert.Fail($"page {page}"))];
    }

    private static byte[] Document(string body, bool outside = false) => ZipTests.Zip(
        ("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/d.xml" ContentType="application/vnd.{(outside ? "ms-word.document.macroEnabled" : "openxmlformats-officedocument.wordprocessingml.document")}.main+xml"/><Override PartName="/s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""),
        ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="d.xml"/></Relationships>"""),
        ("_rels/d.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="s.xml"/>{(outside ? """<Relationship Id="i" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://192.0.2.1/x.png" TargetMode="External"/><Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="v.bin"/>""" : "")}</Relationships>"""),
        ("v.bin", "x"),
        ("s.xml", """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>"""),
        ("d.xml", $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"""));
}
