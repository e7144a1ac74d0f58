using System.Buffers.Binary;
using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Tests.Bulk;

/// <summary>Small workbooks that unpack to more than anybody's list holds.</summary>
public sealed class HostileWorkbookTests
{
    private const string Heading = "<row><c t=\"inlineStr\"><is><t>id</t></is></c><c t=\"inlineStr\"><is><t>title</t></is></c></row>";

    private static readonly BulkOptions Options = new() { Source = "test", Maps = [MapFiles.Read("default")] };

    [Fact]
    public void A_row_longer_than_is_read_costs_itself_alone()
    {
        var cells = string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 400));
        var package = WorkbookTests.Package($"{Heading}<row><c><v>7</v></c>{cells}</row><row><c><v>8</v></c><c t=\"inlineStr\"><is><t>Water</t></is></c></row>", $"<si><t>{new string('a', 32_000)}</t></si>");
        var entries = BulkFile.Read(package, BulkFormat.Xlsx, Options);
        Assert.Equal([false, true], entries.Select(e => e.Usable));
        var problem = entries[0].Problems[0];
        Assert.Equal((BulkProblems.EntryTooLong, "sheet A row 2", "10485760"), (problem.Code, problem.Place, problem.Details[0]));
        Assert.Equal("8", entries[1].Address!.SourceId);
    }

    [Fact]
    public void A_row_wider_than_a_sheet_costs_itself_alone()
    {
        var cells = string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 16_385));
        var entries = BulkFile.Read(WorkbookTests.Package($"{Heading}<row>{cells}</row><row><c><v>8</v></c><c><v>9</v></c></row>"), BulkFormat.Xlsx, Options);
        Assert.Equal([false, true], entries.Select(e => e.Usable));
        Assert.Equal(BulkProblems.EntryTooLong, entries[0].Problems[0].Code);
    }

    [Fact]
    public void Rows_too_long_before_any_heading_are_no_heading()
    {
        var row = $"<row>{string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 400))}</row>";
        var entry = Assert.Single(BulkFile.Read(WorkbookTests.Package(string.Concat(Enumerable.Repeat(row, 40)), $"<si><t>{new string('a', 32_000)}</t></si>"), BulkFormat.Xlsx, Options));
        Assert.Equal([BulkProblems.EntryTooLong, BulkProblems.UnknownColumns], entry.Problems.Select(p => p.Code));
    }

    [Fact]
    public void Of_errors_in_the_cells_of_a_row_the_first_hundred_are_told()
    {
        var errors = string.Concat(Enumerable.Repeat("<c r=\"C2\" t=\"e\"><v>#N/A</v></c>", 100_000));
        var entry = Assert.Single(BulkFile.Read(WorkbookTests.Package($"{Heading}<row r=\"2\"><c><v>7</v></c><c><v>8</v></c>{errors}</row>"), BulkFormat.Xlsx, Options));
        Assert.Equal(100, entry.Problems.Count(p => p.Code == BulkProblems.CellError));
        Assert.Equal("7", entry.Address!.SourceId);
    }

    [Theory]
    [InlineData("a part packed as no honest file is")]
    [InlineData("elements in elements without end")]
    [InlineData("names without end")]
    [InlineData("more bytes than the directory states")]
    public void A_workbook_made_to_hurt_is_a_problem(string how)
    {
        var package = how switch
        {
            "elements in elements without end" => WorkbookTests.Package(Heading + string.Concat(Enumerable.Repeat("<x>", 10_000)) + string.Concat(Enumerable.Repeat("</x>", 10_000))),
            "names without end" => WorkbookTests.Package(Heading + string.Concat(Enumerable.Range(0, 30_000).Select(n => $"<x{n}/>"))),
            _ => WorkbookTests.Package(Heading + new string(' ', 20 * 1024 * 1024)),
        };
        if (how == "more bytes than the directory states")
        {
            State(package, "s.xml", 1_000);
        }

        var entries = BulkFile.Read(package, BulkFormat.Xlsx, Options);
        Assert.Equal(BulkProblems.Damaged, Assert.Single(entries).Problems[0].Code);
        Assert.Equal("damaged", ResourceTable.Read(package, BulkFormat.Xlsx, _ => null).Unreadable);
    }

    [Fact]
    public void A_table_of_a_portal_that_holds_more_text_than_is_held_says_so()
    {
        var row = $"<row>{string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 10))}</row>";
        var package = WorkbookTests.Package(string.Concat(Enumerable.Repeat(row, 500)), $"<si><t>{new string('a', 32_000)}</t></si>");
        Assert.Equal("too-large", ResourceTable.Read(package, BulkFormat.Xlsx, _ => null).Unreadable);
    }

    /// <summary>Has the directory state another length of a file, with or without honesty (APPNOTE 4.3.12).</summary>
    private static void State(byte[] zip, string name, int length)
    {
        var at = zip.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(name)) - 46;
        Assert.Equal(0x02014b50, BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(at)));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(at + 24), length);
    }
}
