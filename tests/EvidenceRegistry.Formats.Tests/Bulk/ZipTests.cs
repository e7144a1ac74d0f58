using System.IO.Compression;
using System.Text;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class ZipTests
{
    private static readonly BulkOptions Options = new() { Source = "test", Agency = "หน่วยงานตัวอย่าง", Maps = [MapFiles.Read("default")] };

    [Fact]
    public void Lists_and_reports_of_a_zip_find_each_other_by_column_and_by_source_id()
    {
        var zip = Zip(
            ("รายงาน/ก.pdf", "%PDF-1"), ("list.csv", "source id,title,year,files\nA/1,x,2566,ก.pdf\nB 2,y,2566,\nC,z,2566,none.pdf\n"), ("pdf/B_2.pdf", "%PDF-2"),
            ("more.ris", "TY  - RPRT\nID  - D\nTI  - t\nPY  - 2020\nER  - \n"), ("__MACOSX/x", "x"), ("left.docx", "PK"));
        var entries = BulkFile.Read(zip, BulkFormat.Zip, Options);
        Assert.Equal(["list.csv line 2", "list.csv line 3", "list.csv line 4", "more.ris line 1", "left.docx"], entries.Select(e => e.Locator));
        Assert.Equal(new ReportFile("ก.pdf", "รายงาน/ก.pdf", 6), Assert.Single(entries[0].ReportFiles));
        Assert.Equal("pdf/B_2.pdf", Assert.Single(entries[1].ReportFiles).Path);
        Assert.Equal((BulkProblems.FileNotThere, "none.pdf", true), (entries[2].Problems[0].Code, entries[2].Problems[0].Text, entries[2].Usable));
        Assert.Equal((BulkProblems.FileOfNobody, "left.docx"), (entries[4].Problems[0].Code, entries[4].Problems[0].Place));
        Assert.Equal(Enumerable.Range(1, 5).Select(n => (long)n), entries.Select(e => e.Ordinal));
        var rest = BulkFile.Read(zip, BulkFormat.Zip, Options with { Skip = 3 });
        Assert.Equal(["more.ris line 1", "left.docx"], rest.Select(e => e.Locator));
        using var folder = new ZipFolder(new MemoryStream(zip), 1000);
        using var report = new StreamReader(folder.Open("pdf/B_2.pdf"));
        Assert.Equal("%PDF-2", report.ReadToEnd());
    }

    [Theory]
    [InlineData("../x.csv", BulkProblems.PathOutside)]
    [InlineData("/etc/x.csv", BulkProblems.PathOutside)]
    [InlineData("a/../../x.csv", BulkProblems.PathOutside)]
    [InlineData("C:\\x.csv", BulkProblems.PathOutside)]
    [InlineData("inner.zip", BulkProblems.ZipInZip)]
    public void A_path_that_leaves_the_folder_and_a_zip_in_a_zip_are_named_and_not_opened(string path, string code)
    {
        var entries = BulkFile.Read(Zip((path, "source id,title\nA,x\n"), ("ok.csv", "source id,title\nB,y\n")), BulkFormat.Zip, Options);
        Assert.Equal(["ok.csv line 2", path], entries.Select(e => e.Locator));
        Assert.Equal(code, entries[1].Problems[0].Code);
    }

    [Fact]
    public void A_bomb_by_ratio_by_size_and_by_count_is_never_unpacked()
    {
        var bomb = Zip(("bomb.csv", new string('0', 30_000_000)), ("ok.csv", "source id,title\nB,y\n"));
        Assert.Equal(["ok.csv line 2", "bomb.csv"], BulkFile.Read(bomb, BulkFormat.Zip, Options).Select(e => e.Locator));
        Assert.Equal(BulkProblems.ZipBomb, BulkFile.Read(bomb, BulkFormat.Zip, Options)[1].Problems[0].Code);
        Assert.Contains(BulkFile.Read(Zip(("a.csv", "source id,title\nA,x\n"), ("b.pdf", new string('x', 900))), BulkFormat.Zip, Options with { MostBytes = 500 }), e => e.Problems.Any(p => p.Code == BulkProblems.TooMuchUnpacked));
        Assert.Contains(BulkFile.Read(Zip([.. Enumerable.Range(0, ZipFolder.MostFiles + 2).Select(n => ($"{n}", ""))]), BulkFormat.Zip, Options), e => e.Problems[0].Code == BulkProblems.TooManyFiles);
    }

    [Fact]
    public void An_encrypted_file_and_a_damaged_zip_are_problems()
    {
        var locked = Zip(("a.csv", "source id,title\nA,x\n"));
        // The flag of encryption in the directory (APPNOTE 4.4.4, bit 0).
        var at = locked.AsSpan().LastIndexOf("PK\x01\x02"u8);
        locked[at + 8] |= 1;
        Assert.Equal(BulkProblems.Encrypted, Assert.Single(BulkFile.Read(locked, BulkFormat.Zip, Options)).Problems[0].Code);
        Assert.Equal(BulkProblems.Damaged, Assert.Single(BulkFile.Read(Zip(("a.csv", "source id,title\nA,x\n"))[..^10], BulkFormat.Zip, Options)).Problems[0].Code);
    }

    [Theory]
    [InlineData("a.csv", "a,b\n1,2", BulkFormat.Csv, null)]
    [InlineData("a.xlsx", "a,b\n1,2", BulkFormat.Csv, BulkProblems.OtherFormat)]
    [InlineData("a.csv", "TY  - RPRT\n", BulkFormat.Ris, BulkProblems.OtherFormat)]
    [InlineData("a.txt", "@article{a,\n", BulkFormat.BibTex, null)]
    [InlineData("a.bib", "% words\n@article{a,\n", BulkFormat.BibTex, null)]
    [InlineData("a.json", "[{\"id\": 1}]", BulkFormat.Csl, null)]
    [InlineData("a.json", "{\"source\": \"x\"}\n", BulkFormat.Ndjson, BulkProblems.OtherFormat)]
    [InlineData("a.xml", "<?xml version=\"1.0\"?><record/>", BulkFormat.OaiDc, null)]
    [InlineData("a.csv", "%PDF-1.7", null, BulkProblems.UnknownFormat)]
    [InlineData("a.csv", "", BulkFormat.Csv, BulkProblems.EmptyFile)]
    [InlineData(null, "words", null, BulkProblems.UnknownFormat)]
    public void Bytes_say_what_a_file_is_and_a_wrong_name_is_told(string? name, string text, BulkFormat? format, string? code)
    {
        var sniff = BulkFormats.Sniff(name, Encoding.UTF8.GetBytes(text));
        Assert.Equal((format, code), (sniff.Format, sniff.Problem?.Code));
    }

    internal static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
