using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class NdjsonReaderTests
{
    private const string Study = """{"sourceId": "A-1", "title": {"th": "น้ำ"}, "year": 2023, "agency": "หน่วยงานตัวอย่าง"}""";
    private const string Dataset = """{"kind": "dataset", "source": "other", "sourceId": "D-1", "title": {"th": "สถิติน้ำ"}, "agency": "หน่วยงานตัวอย่าง"}""";

    [Fact]
    public void Studies_and_datasets_stand_together_and_a_line_without_a_kind_is_a_study()
    {
        var entries = BulkFile.Read($"\uFEFF{Study}\r\n\n   \n{Dataset}", BulkFormat.Ndjson);
        Assert.Equal([1L, 4L], entries.Select(e => e.Line));
        Assert.All(entries, e => Assert.True(e.Usable));
        Assert.IsType<StudyContent>(entries[0].Draft!.Content);
        Assert.IsType<DatasetContent>(entries[1].Draft!.Content);
        Assert.Equal([new DraftAddress("test", "A-1"), new DraftAddress("other", "D-1")], entries.Select(e => e.Address));
    }

    [Fact]
    public void A_bad_line_is_named_with_its_place_and_the_others_go_on()
    {
        var entries = BulkFile.Read($"{Study}\n{{\"sourceId\": oops}}\n{Study.Replace("2023", "2566", StringComparison.Ordinal)}\n{Study}", BulkFormat.Ndjson);
        Assert.Equal([true, false, false, true], entries.Select(e => e.Usable));
        Assert.Equal(("not-json", "line 2 column 14"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
        Assert.Equal(["2", "14"], entries[1].Problems[0].Details);
        Assert.Equal("{\"sourceId\": oops}", entries[1].Raw);
        Assert.Equal(("year-not-common-era", "line 3 $.year"), (entries[2].Problems[0].Code, entries[2].Problems[0].Place));
        Assert.Equal(new DraftAddress("test", "A-1"), entries[2].Address);
    }

    [Fact]
    public void One_line_of_fifty_megabytes_is_a_problem_and_is_never_held()
    {
        using var stream = new RepeatedBytes(Encoding.UTF8.GetBytes(Study + "\n"), [(byte)'x'], 50_000_000, Encoding.UTF8.GetBytes("\n" + Study));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var entries = BulkReaders.Read(stream, BulkFormat.Ndjson, new BulkOptions { Source = "test" }).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal([true, false, true], entries.Select(e => e.Usable));
        Assert.Equal((2L, "entry-too-long", "line 2"), (entries[1].Line, entries[1].Problems[0].Code, entries[1].Problems[0].Place));
        Assert.Equal(BulkEntry.RawLength, entries[1].Raw!.Length);
        Assert.InRange(allocated, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public void A_NUL_and_a_line_of_another_encoding_are_problems_of_their_own_line()
    {
        var bytes = (byte[])[.. Encoding.UTF8.GetBytes(Study + "\n"), .. "{\"sourceId\": \"\0\"}\n"u8, .. "{\"title\": \""u8, 0xB9, 0xE9, 0xD3, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Study)];
        var entries = BulkFile.Read(bytes, BulkFormat.Ndjson);
        Assert.Equal([true, false, false, true], entries.Select(e => e.Usable));
        Assert.Equal(["not-json", "not-utf8"], entries[1..3].Select(e => e.Problems[0].Code));
        Assert.Equal("line 3 column 12", entries[2].Problems[0].Place);
        Assert.DoesNotContain('\0', entries[1].Raw!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \n")]
    [InlineData("\uFEFF")]
    public void A_file_that_says_nothing_says_so(string text)
    {
        var entry = Assert.Single(BulkFile.Read(text, BulkFormat.Ndjson));
        Assert.Equal(BulkProblems.EmptyFile, entry.Problems[0].Code);
        Assert.False(entry.Usable);
    }

    [Fact]
    public void Reading_resumes_behind_what_was_dealt_with()
    {
        var text = string.Join('\n', Enumerable.Range(1, 50).Select(n => Study.Replace("A-1", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var all = BulkFile.Read(text, BulkFormat.Ndjson);
        var rest = BulkFile.Read(text, BulkFormat.Ndjson, new BulkOptions { Source = "test", Skip = 30 });
        Assert.Equal(all[30..].Select(e => (e.Ordinal, e.Line, e.Address)), rest.Select(e => (e.Ordinal, e.Line, e.Address)));
        Assert.Empty(BulkFile.Read(text, BulkFormat.Ndjson, new BulkOptions { Source = "test", Skip = 50 }));
    }
}
