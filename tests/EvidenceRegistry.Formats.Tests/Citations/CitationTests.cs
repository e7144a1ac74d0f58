using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Citations;

public sealed class CitationTests
{
    private static readonly Citation Study = new("01abc", new StudyContent
    {
        Title = new("ผลของ {ปุ๋ย} 50% & น้ำ_หยด\nต่อรายได้", "=HYPERLINK(\"http://example.org\")"),
        Authors = [new(new("คณะผู้วิจัยตัวอย่าง and เพื่อน")), new(new(En: "Sample Research Group"))],
        Year = 2023,
        Agency = "มหาวิทยาลัยตัวอย่าง",
        Abstract = new("บรรทัดแรก\r\nER  - \r\nบรรทัดสอง"),
        Keywords = ["ข้าว", "น้ำ"],
        Doi = "10.5555/a_b{c}",
        Url = "https://example.org/a b",
        Sample = true,
        Status = RecordStatus.Retracted,
    }, ["110301"]);

    private static readonly Citation Dataset = new("01def", new DatasetContent { Title = new("@สถิติ, \"รายปี\""), Agency = "-หน่วยงาน" }, []);

    [Fact]
    public void A_spreadsheet_runs_nothing_of_a_csv_and_reads_thai()
    {
        var csv = new CsvCitations();
        var text = csv.Opening + csv.Write(Study, true) + csv.Write(Dataset, false) + csv.Closing;

        Assert.StartsWith("\uFEFFid,kind,title_th", text, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://example.org\"\")\"", text, StringComparison.Ordinal);
        Assert.Contains("\"'@สถิติ, \"\"รายปี\"\"\"", text, StringComparison.Ordinal);
        Assert.Contains(",'-หน่วยงาน,", text.Replace("\"'-หน่วยงาน\"", "'-หน่วยงาน", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|,|\n)\"?[=+@-]", text);
    }

    [Fact]
    public void A_value_of_ris_cannot_end_the_line_or_the_reference()
    {
        var lines = new RisCitations().Write(Study, true).Split("\r\n");

        Assert.Equal("TY  - RPRT", lines[0]);
        Assert.All(lines.Where(line => line.Length > 0), line => Assert.Matches("^[A-Z][A-Z0-9]  - ", line));
        Assert.Single(lines, line => line == "ER  - ");
        Assert.Contains("AU  - คณะผู้วิจัยตัวอย่าง and เพื่อน", lines);
        Assert.Contains("N1  - " + Citation.SampleNote, lines);
        Assert.Contains("N1  - ถอนแล้ว / Retracted", lines);
        Assert.StartsWith("TY  - DATA", new RisCitations().Write(Dataset, false), StringComparison.Ordinal);
    }

    [Fact]
    public void Braces_and_signs_of_tex_stay_text_in_bibtex_and_a_group_with_and_in_it_stays_one_author()
    {
        var entry = new BibTexCitations().Write(Study, true);

        Assert.StartsWith("@techreport{01abc,\n", entry, StringComparison.Ordinal);
        Assert.Contains(@"title = {{ผลของ \textbraceleft{}ปุ๋ย\textbraceright{} 50\% \& น้ำ\_หยด ต่อรายได้}}", entry, StringComparison.Ordinal);
        Assert.Contains("author = {{คณะผู้วิจัยตัวอย่าง and เพื่อน} and {Sample Research Group}}", entry, StringComparison.Ordinal);
        Assert.Contains("doi = {10.5555/a_b%7Bc%7D}", entry, StringComparison.Ordinal);
        Assert.Contains("url = {https://example.org/a%20b}", entry, StringComparison.Ordinal);
        Assert.Equal(entry.Count(c => c == '{'), entry.Count(c => c == '}'));
        Assert.Contains("Sample record", entry, StringComparison.Ordinal);
    }

    [Fact]
    public void Csl_is_one_array_with_literal_names_and_the_agency_where_nobody_is_named()
    {
        var csl = new CslCitations();
        var items = JsonNode.Parse(csl.Opening + csl.Write(Study, true) + csl.Write(Dataset, false) + csl.Closing)!.AsArray();

        Assert.Equal(["report", "dataset"], items.Select(item => (string)item!["type"]!));
        Assert.Equal(2023, (int)items[0]!["issued"]!["date-parts"]![0]![0]!);
        Assert.Equal("คณะผู้วิจัยตัวอย่าง and เพื่อน", (string)items[0]!["author"]![0]!["literal"]!);
        Assert.Equal("-หน่วยงาน", (string)items[1]!["author"]![0]!["literal"]!);
        Assert.Null(items[1]!["note"]);
        Assert.Empty(JsonNode.Parse(csl.Opening + csl.Closing)!.AsArray());
    }
}
