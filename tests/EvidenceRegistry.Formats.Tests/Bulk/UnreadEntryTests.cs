using System.Text.Json;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tests.Bulk;

/// <summary>Entries left unread: what is known of them is what reading gives, and reading them later gives what reading at once does.</summary>
public sealed class UnreadEntryTests
{
    private static readonly BulkOptions Options = new() { Source = "test", Edition = "1", Maps = [MapFiles.Read("default"), MapFiles.Read("arxiv")] };

    private static readonly string[] Plain =
    [
        """{"kind":"study","source":"tsri","sourceId":"T-1","title":{"th":"น้ำท่วม"},"year":2023,"agency":"หน่วยงานตัวอย่าง"}""",
        """{"title":{"th":"ท้ายแถว"},"extra":{"sourceId":"inner","source":["x"]},"year":2023,"agency":"ก","sourceId":" T-2 ","source":"tsri"}""",
        "\uFEFF" + """{"sourceId":"\u0E01/3","title":{"en":"no source"},"year":2023,"agency":"ก"}""",
        """{"sourceId":"T-4","title":{"th":"ไม่มีปี"}}""",
    ];

    private static readonly string[] Odd =
    [
        "{\"source\":\"tsri\",", "[]", "12", "\"x\"", "{}", """{"source":5,"sourceId":"T"}""", """{"sourceId":["T"]}""", """{"source":"tsri","sourceId":""}""", """{"sourceId":null,"title":"x"}""",
        """{"sourceId":"\ud800"}""", """{"source":"a" "sourceId":"b"}""", new string('[', 200),
    ];

    [Fact]
    public void A_line_of_JSON_left_unread_has_the_address_and_print_that_reading_it_gives()
    {
        var read = BulkFile.Read(string.Join('\n', Plain), BulkFormat.Ndjson, Options);
        var left = BulkFile.Read(string.Join('\n', Plain), BulkFormat.Ndjson, Options with { MayStayUnread = () => true });
        Assert.All(left, e => Assert.Null(e.Draft));
        Same(read, left);
    }

    [Fact]
    public void A_line_whose_owner_cannot_be_told_at_a_glance_is_read()
    {
        var read = BulkFile.Read(string.Join('\n', Odd), BulkFormat.Ndjson, Options);
        var left = BulkFile.Read(string.Join('\n', Odd), BulkFormat.Ndjson, Options with { MayStayUnread = () => true });
        Assert.All(left, e => Assert.Null(e.Later));
        Assert.Equal(read.Select(e => JsonSerializer.Serialize(e)), left.Select(e => JsonSerializer.Serialize(e)));
    }

    [Fact]
    public void A_name_that_comes_twice_is_taken_as_reading_takes_it()
    {
        const string Line = """{"source":"tsri","sourceId":"first","sourceId":"second","title":{"en":"x"},"year":2023,"agency":"a"}""";
        Same(BulkFile.Read(Line, BulkFormat.Ndjson, Options), BulkFile.Read(Line, BulkFormat.Ndjson, Options with { MayStayUnread = () => true }));
    }

    [Theory]
    [InlineData("default", "รหัสโครงการ,ชื่อเรื่อง (ไทย),ปี พ.ศ.,หน่วยงาน\nตย-1,น้ำท่วม,2566,ก\n'=1+2,\"น้ำ,\nแล้ง\",2566,ก\n ตย-3 ,ป่า,สองพัน,ก\n,ไม่มีรหัส,2566,ก\n")]
    [InlineData("arxiv", "arxiv_id\ttitle\tauthor_text\tcreated\n2101.1\tA title\tA group\t2021-01-02\n2101.2\tAnother\tA group\t2021-01-02\n")]
    public void A_row_of_a_table_left_unread_has_the_address_and_print_that_reading_it_gives(string map, string table)
    {
        var options = Options with { Maps = [MapFiles.Read(map)] };
        var read = BulkFile.Read(table, BulkFormat.Csv, options);
        var left = BulkFile.Read(table, BulkFormat.Csv, options with { MayStayUnread = () => true });
        Assert.Equal(read.Select(e => e.Address is null), left.Select(e => e.Later is null));
        Assert.All(left, e => Assert.Equal(e.Later is null, e.Draft is not null || e.Problems.Count > 0));
        Same(read, left);
    }

    [Fact]
    public void Whatever_else_decides_how_an_entry_is_read_gives_it_another_print()
    {
        const string Heading = "รหัสโครงการ,ชื่อเรื่อง (ไทย),ชื่อเรื่อง (อังกฤษ),ปี พ.ศ.,หน่วยงาน";
        const string Other = "รหัสโครงการ,ชื่อเรื่อง (อังกฤษ),ชื่อเรื่อง (ไทย),ปี พ.ศ.,หน่วยงาน";
        const string Row = "ตย-1,a,b,2566,ก";
        string?[] prints =
        [
            Print($"{Heading}\n{Row}", Options), Print($"{Other}\n{Row}", Options), Print($"{Heading}\nตย-1,ab,,2566,ก", Options), Print($"{Heading}\nตย-1,,ab,2566,ก", Options),
            Print($"{Heading}\n{Row}", Options with { Edition = "2" }), Print($"{Heading}\n{Row}", Options with { Source = "tsri" }), Print($"{Heading}\n{Row}", Options with { Agency = "ข" }),
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.All(prints, Assert.NotNull);
        Assert.Equal(prints[0], Print($"บัญชีงานวิจัยตัวอย่าง\n\n{Heading}\n\n{Row}\n", Options));
        Assert.Null(Print($"{Heading}\n{Row}", Options with { Edition = null }));
    }

    private static string? Print(string table, BulkOptions options) => Assert.Single(BulkFile.Read(table, BulkFormat.Csv, options)).Print;

    private static void Same(List<BulkEntry> read, List<BulkEntry> left)
    {
        Assert.Equal(read.Select(e => (e.Ordinal, e.Line, e.Locator, e.Address, e.Print)), left.Select(e => (e.Ordinal, e.Line, e.Locator, e.Address, e.Print)));
        Assert.Equal(read.Select(Whole), left.Select(e => Whole(e.Later?.Invoke() ?? e)));
    }

    private static string Whole(BulkEntry entry) => JsonSerializer.Serialize(entry) + (entry.Draft is { } draft ? JsonSerializer.Serialize<object>(draft.Content) : "");
}
