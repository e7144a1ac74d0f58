using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class BibliographyTests
{
    private static readonly BulkOptions Options = new() { Source = "test", Agency = "หน่วยงานตัวอย่าง" };

    [Fact]
    public void RIS_of_a_Thai_journal_is_read_with_its_Buddhist_year_and_what_has_no_place_is_kept()
    {
        var entry = Assert.Single(BulkFile.Read("TY  - JOUR\r\nAU  - คณะผู้วิจัยตัวอย่าง\r\nPY  - 2566/06/30\r\nTI  - น้ำท่วมชุมชน\r\nJF  - วารสารตัวอย่าง\r\nVL  - 5\r\nAB  - ย่อหน้าแรก\r\nย่อหน้าสอง\r\nDO  - https://doi.org/10.1234/ABC\r\nUR  - ftp://example.org/x\r\nL1  - internal-pdf://1/a.pdf\r\nL1  - C:\\งาน\\รายงาน.pdf\r\nER  - \r\n", BulkFormat.Ris, Options));
        var study = Assert.IsType<StudyContent>(entry.Draft!.Content);
        Assert.True(entry.Usable);
        Assert.Equal(("น้ำท่วมชุมชน", 2023, "ย่อหน้าแรก\nย่อหน้าสอง", "10.1234/abc", "หน่วยงานตัวอย่าง"), (study.Title!.Th, study.Year, study.Abstract!.Th, study.Doi, study.Agency));
        Assert.Equal(("วารสารตัวอย่าง", "5", "ftp://example.org/x"), (study.Extra!["ris"]!["JF"]!.GetValue<string>(), study.Extra["ris"]!["VL"]!.GetValue<string>(), study.Extra["ris"]!["url"]!.GetValue<string>()));
        Assert.Equal(("bad-url", "line 10 $.url", false), (entry.Problems[0].Code, entry.Problems[0].Place, entry.Problems[0].Refuses));
        Assert.Equal("รายงาน.pdf", Assert.Single(entry.ReportFiles).Name);
        Assert.Equal("https://doi.org/10.1234/ABC", entry.Address!.SourceId);
    }

    [Fact]
    public void RIS_without_ER_ends_where_the_next_record_begins_and_says_so()
    {
        var entries = BulkFile.Read("Provider: x\nTY  - RPRT\nID  - 1\nTI  - a\nTY  - RPRT\nID  - 2\nTI  - b\nER  -\nTY  - RPRT\nID  - 3\nTI  - c", BulkFormat.Ris, Options);
        Assert.Equal([("1", 2L), ("2", 5L), ("3", 9L)], entries.Select(e => (e.Address!.SourceId, e.Line)));
        Assert.Equal(["line 5", null, "line 11"], entries.Select(e => e.Problems.SingleOrDefault(p => p.Code == BulkProblems.MissingEnd)?.Place));
        Assert.All(entries, e => Assert.True(e.Usable));
    }

    [Fact]
    public void An_erase_mark_in_RIS_erases()
    {
        var entry = Assert.Single(BulkFile.Read("TY  - RPRT\nID  - 1\nDO  - [ลบ]\nKW  - [erase]\nPY  - [ลบ]\nER  -\n", BulkFormat.Ris, Options));
        Assert.Equal(["doi", "keywords", "year"], entry.Erased.Order());
    }

    [Fact]
    public void BibTeX_with_strings_cross_references_and_accents_is_read()
    {
        const string Text = """
            words of nobody, me@example.org {x}
            @string{pub = "Sample " # "Press"}
            @inproceedings(a:1,
              title = {{\'E}tudes of \"{o}l \& {W}ater -- \v{c}, {\ss}, na{\"\i}ve \emph{text} \textbackslash{}},
              author = {Group, Sample and {Sample and Group} and others},
              keywords = {water, {flood, drought}; fire},
              month = jan, crossref = "BOOK")
            @comment{ @article{not, title={x}} }
            @book{book, title = {Proceedings}, publisher = pub, year = 2020}
            """;
        var entries = BulkFile.Read(Text, BulkFormat.BibTex, Options with { Agency = null });
        Assert.Equal(["a:1", "book"], entries.Select(e => e.Address!.SourceId));
        var study = (StudyContent)entries[0].Draft!.Content;
        Assert.Equal("Études of öl & Water -- č, ß, naïve text \\", study.Title!.En);
        Assert.Equal(["Group, Sample", "Sample and Group"], study.Authors!.Select(a => a.Name!.En!));
        Assert.Equal(["water", "flood, drought", "fire"], study.Keywords!);
        Assert.Equal((2020, "Sample Press", "Proceedings", "jan"), (study.Year, study.Agency, study.Extra!["bibtex"]!["booktitle"]!.GetValue<string>(), study.Extra["bibtex"]!["month"]!.GetValue<string>()));
    }

    [Fact]
    public void An_unclosed_brace_costs_its_own_entry_only()
    {
        var entries = BulkFile.Read("@article{a, title = {x}}\n@article{b,\n title = {never closed,\n year = 2020\n}\n\n@article{c, title = {z}, year = 2021}\n", BulkFormat.BibTex, Options);
        Assert.Equal([("a", true), ("b", false), ("c", true)], entries.Select(e => (e.Address!.SourceId, e.Usable)));
        Assert.Equal((BulkProblems.UnclosedBrace, "line 2 column 1"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
    }

    [Fact]
    public void What_is_no_field_is_named_by_line_and_column()
    {
        var entry = Assert.Single(BulkFile.Read("@article{a,\n  title = {x},\n  year 2020,\n}\n", BulkFormat.BibTex, Options));
        Assert.Contains(entry.Problems, p => p is { Code: BulkProblems.NotBibTex, Place: "line 3 column 3", Refuses: true });
    }

    [Theory]
    [InlineData(BulkFormat.Ris, "TY  - RPRT\nTI  - ", "x", "\nER  - \nTY  - RPRT\nID  - 2\nER  - \n")]
    [InlineData(BulkFormat.BibTex, "@article{a, title = {", "x", "}}\n@article{2, title={b}}\n")]
    [InlineData(BulkFormat.Csl, "[{\"id\": \"1\", \"title\": \"", "x", "\"}, {\"id\": \"2\"}]")]
    [InlineData(BulkFormat.Ris, "TY  - RPRT\nTI  - ", "x\n", "\nER  - \nTY  - RPRT\nID  - 2\nER  - \n")]
    [InlineData(BulkFormat.BibTex, "@article{a, title = {", "x\n", "}}\n@article{2, title={b}}\n")]
    [InlineData(BulkFormat.BibTex, "@article{a, title = {", "{\n", "}}\n@article{2, title={b}}\n")]
    public void An_entry_of_ten_megabytes_is_a_problem_and_the_next_is_read(BulkFormat format, string head, string unit, string tail)
    {
        using var stream = new RepeatedBytes(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(unit), 10_000_000 / unit.Length, Encoding.UTF8.GetBytes(tail));
        var entries = BulkReaders.Read(stream, format, Options with { LongestEntry = 256 * 1024 }).ToList();
        Assert.Equal(BulkProblems.EntryTooLong, entries[0].Problems.First(p => p.Refuses).Code);
        Assert.Equal("2", entries[^1].Address!.SourceId);
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public void CSL_items_are_read_one_by_one_and_a_broken_one_costs_itself_only()
    {
        const string Text = """
            [
              {"id": "a", "type": "report", "title": "น้ำท่วม", "author": [{"family": "กลุ่ม", "given": "ตัวอย่าง"}, {"literal": "คณะ"}], "issued": {"date-parts": [["2566", 1]]}, "publisher": "x", "keyword": "a, b", "volume": 3},
              {"id": "b", "title": oops},
              {"id": 7, "type": "dataset", "title": "{\"[", "issued": {"raw": "circa 2019"}}
            ]
            """;
        var entries = BulkFile.Read(Text, BulkFormat.Csl, Options);
        var study = (StudyContent)entries[0].Draft!.Content;
        Assert.Equal((2023, "น้ำท่วม", "3"), (study.Year, study.Title!.Th, study.Extra!["csl"]!["volume"]!.GetValue<string>()));
        Assert.Equal(["ตัวอย่าง กลุ่ม", "คณะ"], study.Authors!.Select(a => a.Name!.Th!));
        Assert.Equal(("not-json", "line 3 column 24"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
        Assert.Equal(("7", 2019), (entries[2].Address!.SourceId, Assert.IsType<DatasetContent>(entries[2].Draft!.Content).Year));
        Assert.False(BulkFile.Read("[{\"id\": \"a\", ", BulkFormat.Csl, Options)[^1].Usable);
    }

    [Theory]
    [InlineData(BulkFormat.Ris)]
    [InlineData(BulkFormat.BibTex)]
    [InlineData(BulkFormat.Csl)]
    [InlineData(BulkFormat.OaiDc)]
    [InlineData(BulkFormat.Csv)]
    public void A_file_of_another_kind_and_an_empty_file_are_a_problem(BulkFormat format)
    {
        foreach (var text in (string[])["", "\n \n", "just words\nof nobody\n"])
        {
            var entry = Assert.Single(BulkFile.Read(text, format, Options));
            Assert.False(entry.Usable);
            Assert.NotEmpty(entry.Problems);
        }
    }
}
