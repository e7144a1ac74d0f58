using System.IO.Compression;
using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class CsvTableTests
{
    private const string Heading = "รหัสโครงการ,ชื่อเรื่อง (ไทย),ปี พ.ศ.,หน่วยงาน,ผู้วิจัย,คำสำคัญ";
    private const string Row = "ตย-1,น้ำท่วม,2566,หน่วยงานตัวอย่าง,คณะผู้วิจัยตัวอย่าง ก; คณะผู้วิจัยตัวอย่าง ข,น้ำ; ฝน";

    private static readonly BulkOptions Options = new() { Source = "test", Maps = [MapFiles.Read("default"), MapFiles.Read("arxiv")] };

    [Fact]
    public void A_Thai_table_with_a_title_above_its_heading_is_read_by_the_default_layout()
    {
        var entry = Assert.Single(BulkFile.Read($"บัญชีงานวิจัยตัวอย่าง\r\n\r\n{Heading}\r\n{Row}\r\n", BulkFormat.Csv, Options));
        Assert.Empty(entry.Problems);
        var study = Assert.IsType<StudyContent>(entry.Draft!.Content);
        Assert.Equal((4L, "line 4", LayerRule.KeepsWhatIsKnown), (entry.Line, entry.Locator, entry.Layer));
        Assert.Equal((new DraftAddress("test", "ตย-1"), "น้ำท่วม", 2023, "หน่วยงานตัวอย่าง"), (entry.Address, study.Title!.Th, study.Year, study.Agency));
        Assert.Equal(["คณะผู้วิจัยตัวอย่าง ก", "คณะผู้วิจัยตัวอย่าง ข"], study.Authors!.Select(a => a.Name!.Th!));
        Assert.Equal(["น้ำ", "ฝน"], study.Keywords!);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-874", false)]
    public void A_table_in_any_of_the_countrys_encodings_is_read_declared_or_not(string encoding, bool marked)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var known = Encoding.GetEncoding(encoding);
        var bytes = (byte[])[.. marked ? known.GetPreamble() : [], .. known.GetBytes($"{Heading}\n{Row}\n")];
        Assert.Equal("น้ำท่วม", Assert.Single(BulkFile.Read(bytes, BulkFormat.Csv, Options)).Draft!.Content.Title!.Th);
        Assert.Equal("น้ำท่วม", Assert.Single(BulkFile.Read(bytes, BulkFormat.Csv, Options with { Charset = encoding == "windows-874" ? "TIS-620" : encoding })).Draft!.Content.Title!.Th);
    }

    [Fact]
    public void A_row_in_another_encoding_than_its_file_is_refused_with_its_column()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = (byte[])[.. Encoding.UTF8.GetBytes($"{Heading}\n{Row}\n"), .. Encoding.GetEncoding(874).GetBytes(Row + "\n"), .. Encoding.UTF8.GetBytes(Row)];
        var entries = BulkFile.Read(bytes, BulkFormat.Csv, Options);
        Assert.Equal([true, false, true], entries.Select(e => e.Usable));
        Assert.Contains(entries[1].Problems, p => p is { Code: BulkProblems.WrongEncoding, Place: "line 3 column 2 (ชื่อเรื่อง (ไทย)) $.title.th" });
    }

    [Fact]
    public void What_is_wrong_is_named_by_line_column_and_field_and_the_text_as_it_stood()
    {
        var entry = Assert.Single(BulkFile.Read($"{Heading},DOI,งบประมาณ (บาท),วันที่เริ่ม\n{Row.Replace("2566", "สองพัน", StringComparison.Ordinal)},11.1/x,มาก,31/02/2566\n", BulkFormat.Csv, Options));
        Assert.Equal(
            [("not-a-year", "line 2 column 3 (ปี พ.ศ.) $.year", "สองพัน"), ("not-a-number", "line 2 column 8 (งบประมาณ (บาท)) $.budget", "มาก"), ("not-a-date", "line 2 column 9 (วันที่เริ่ม) $.startOn", "31/02/2566"), ("bad-doi", "line 2 column 7 (DOI) $.doi", "11.1/x")],
            entry.Problems.Select(p => (p.Code, p.Place, p.Text!)));
    }

    [Fact]
    public void An_empty_cell_says_nothing_an_erase_mark_erases_and_an_unknown_column_is_kept()
    {
        var entry = Assert.Single(BulkFile.Read("source id,title_en,year,DOI,ผู้วิจัย,ช่องของเรา\nA-1,,[ลบ],,[erase],ค่าของเรา\n", BulkFormat.Csv, Options));
        Assert.True(entry.Usable);
        Assert.Equal(["authors", "year"], entry.Erased.Order());
        Assert.Null(entry.Draft!.Content.Title);
        Assert.Equal("ค่าของเรา", entry.Draft.Content.Extra!["columns"]!["ช่องของเรา"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("1/10/2565", 2022, 10, 1)]
    [InlineData("๓๑ มกราคม ๒๕๖๖", 2023, 1, 31)]
    [InlineData("29 ก.พ. 2563", 2020, 2, 29)]
    [InlineData("2566-01-31", 2023, 1, 31)]
    [InlineData("2023-01-31 00:00:00", 2023, 1, 31)]
    public void Days_are_read_as_people_write_them(string text, int year, int month, int day)
    {
        var entry = Assert.Single(BulkFile.Read($"source id,title_en,start date\nA-1,x,{text}\n", BulkFormat.Csv, Options));
        Assert.Empty(entry.Problems);
        Assert.Equal(new DateOnly(year, month, day), ((StudyContent)entry.Draft!.Content).StartOn);
    }

    [Fact]
    public void One_line_of_fifty_megabytes_is_a_problem_with_its_line_and_the_rest_is_read()
    {
        using var stream = new RepeatedBytes(Encoding.UTF8.GetBytes($"{Heading}\n{Row}\n\"x"), "y\n"u8.ToArray(), 25_000_000, Encoding.UTF8.GetBytes($"\"\n{Row}\n"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var entries = BulkReaders.Read(stream, BulkFormat.Csv, Options with { LongestEntry = 1024 * 1024 }).ToList();
        Assert.Equal([true, false, true], entries.Select(e => e.Usable));
        Assert.Equal((3L, BulkProblems.EntryTooLong), (entries[1].Line, entries[1].Problems[0].Code));
        Assert.Equal(25_000_004L, entries[2].Line);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * 1024 * 1024);
    }

    [Fact]
    public void An_unclosed_quote_costs_its_own_line_only()
    {
        var entries = BulkFile.Read($"{Heading}\n{Row}\nตย-2,\"น้ำ,2566,x,y,z\n{Row}\n{Row}\n", BulkFormat.Csv, Options);
        Assert.Equal([(2L, true), (3L, false), (4L, true), (5L, true)], entries.Select(e => (e.Line, e.Usable)));
        Assert.Equal((BulkProblems.UnterminatedQuote, "line 3"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
    }

    [Fact]
    public void A_table_nobody_knows_is_named_once_with_its_first_line()
    {
        var entry = Assert.Single(BulkFile.Read(string.Concat(Enumerable.Repeat("a;b;c\n", 1000)), BulkFormat.Csv, Options));
        Assert.Equal((BulkProblems.UnknownColumns, "line 1", "a\tb\tc"), (entry.Problems[0].Code, entry.Problems[0].Place, entry.Raw));
    }

    [Fact]
    public void Names_of_provinces_and_targets_are_taken_for_their_codes()
    {
        var lists = new CodeList[]
        {
            new("areas", [new CodeLabel("TH-50", "เชียงใหม่") { Others = ["Chiang Mai"] }, new CodeLabel("TH-10", "กรุงเทพมหานคร")]),
            new("targets", [new CodeLabel("110301", "คนไทยตัวอย่าง")]),
        };
        var entry = Assert.Single(BulkFile.Read("source id,title_en,จังหวัด,เป้าหมาย\nA-1,x,chiang mai; TH-10 กรุงเทพมหานคร,110301\n", BulkFormat.Csv, Options with { Lists = lists }));
        Assert.Equal(["TH-50", "TH-10"], entry.Draft!.Content.Areas!);
        Assert.Equal(["110301"], entry.Draft.Content.Targets!);
    }

    [Fact]
    public void A_NUL_is_a_problem_with_its_column_and_a_packed_table_is_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"{Heading}\n{Row}\n{Row.Replace("น้ำท่วม", "น้\0ำ", StringComparison.Ordinal)}\n"));
        }

        var entries = BulkFile.Read(packed.ToArray(), BulkFormat.Csv, Options);
        Assert.Equal([true, false], entries.Select(e => e.Usable));
        Assert.Equal(("nul", "line 3 column 2 (ชื่อเรื่อง (ไทย)) $.title.th"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
        var cut = BulkFile.Read(packed.ToArray()[..^30], BulkFormat.Csv, Options);
        Assert.Equal(BulkProblems.Damaged, cut[^1].Problems[0].Code);
        var endless = BulkFile.Read(packed.ToArray(), BulkFormat.Csv, Options with { MostBytes = 100 });
        Assert.Equal(BulkProblems.Damaged, endless[^1].Problems[0].Code);
    }

    [Fact]
    public void The_arXiv_list_is_read_whole_by_its_layout()
    {
        using var file = File.OpenRead(Path.Combine(Corpus.Folder("bulk"), "arxiv-30k.tsv.gz"));
        var (records, refused) = (0, new List<BulkEntry>());
        foreach (var entry in BulkReaders.Read(file, BulkFormat.Csv, Options))
        {
            records++;
            if (!entry.Usable || LayerMerge.Lacking(entry.Draft!.Content, entry.Locator).Count > 0)
            {
                refused.Add(entry);
            }
        }

        Assert.Equal(23_807, records);
        Assert.Empty(refused.Select(e => $"{e.Locator}: {string.Join("; ", e.Problems)}"));
    }
}
