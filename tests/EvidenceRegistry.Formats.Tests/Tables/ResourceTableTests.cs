using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Tests.Tables;

public sealed class ResourceTableTests
{
    [Fact]
    public void A_table_with_a_row_for_each_area_and_year_gives_its_series_in_the_Common_Era()
    {
        var profile = Read("""
            ร้อยละของคนจน
            จังหวัด,ปี พ.ศ.,ร้อยละ,หมายเหตุ
            เชียงใหม่,2564,"10.5",ก
            เชียงใหม่,๒๕๖๕,9.25,
            แพร่,2564,"1,200",
            รวม,2564,99,
            """);
        Assert.Equal(["area", "year", "number", "text"], profile.Columns.Select(c => c.Type));
        Assert.Equal((4, 2021, 2022, "จังหวัด"), (profile.Rows, profile.FirstYear, profile.LastYear, profile.AreaColumn));
        Assert.Equal(["TH-50", "TH-54"], profile.Areas);
        Assert.Equal([new("TH-50", 2021, "ร้อยละ", 10.5m), new("TH-50", 2022, "ร้อยละ", 9.25m), new("TH-54", 2021, "ร้อยละ", 1200m)], profile.Series!);
    }

    [Fact]
    public void A_table_with_a_column_for_each_year_gives_its_series_too()
    {
        var profile = Read("จังหวัด,2563,พ.ศ. 2564\nเชียงใหม่,1,2\nแพร่,3,\n");
        Assert.Equal((2020, 2021), (profile.FirstYear, profile.LastYear));
        Assert.Equal([("TH-50", 2020, 1m), ("TH-50", 2021, 2m), ("TH-54", 2020, 3m)], profile.Series!.Select(p => (p.Area!, p.Year, p.Value)));
    }

    [Fact]
    public void Where_something_else_tells_rows_apart_there_is_no_series()
    {
        var profile = Read("จังหวัด,ปี,เพศ,จำนวน\nเชียงใหม่,2564,ชาย,1\nเชียงใหม่,2564,หญิง,2\n");
        Assert.Null(profile.Series);
        Assert.Equal((2021, 2), (profile.LastYear, profile.Rows));
    }

    [Theory]
    [InlineData("", "no-table")]
    [InlineData("one cell\nalone\n", "no-table")]
    public void What_is_no_table_says_so(string csv, string why) => Assert.Equal(why, Read(csv).Unreadable);

    [Fact]
    public void A_damaged_workbook_says_so() =>
        Assert.Equal("damaged", ResourceTable.Read([1, 2, 3], BulkFormat.Xlsx, _ => null).Unreadable);

    [Theory]
    [InlineData("CSV", null, BulkFormat.Csv)]
    [InlineData(null, "https://x.example/a.csv?b=c", BulkFormat.Csv)]
    [InlineData("XLS", "https://x.example/a.xlsx", BulkFormat.Xlsx)]
    [InlineData("PDF", "https://x.example/a.csv", null)]
    [InlineData("XLS", "https://x.example/a.xls", null)]
    public void Only_tables_are_read(string? format, string? url, BulkFormat? read) => Assert.Equal(read, ResourceTable.FormatOf(format, url));

    private static ResourceProfile Read(string csv) =>
        ResourceTable.Read(Encoding.UTF8.GetBytes(csv), BulkFormat.Csv, name => name switch { "เชียงใหม่" => "TH-50", "แพร่" => "TH-54", _ => null });
}
