using System.Diagnostics;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>Real files, read by real processes; they are found by REGISTRY_CORPUS.</summary>
[Collection(PdfChildrenFixture.Alone)]
public sealed class PdfChildrenCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Fifty_hostile_files_each_give_a_state_and_leave_no_process_and_no_handle()
    {
        var files = Corpus("nasty");
        await using var given = new PdfChildrenFixture();
        var readers = given.Readers(new PdfReadingOptions { Children = 2, PageSeconds = 10, FileSeconds = 60 });
        // The first readers of a process open what stays with the process: libraries, the channel of signals.
        await using (var first = given.Readers())
        {
            await PdfChildrenFixture.AllAsync(first.ReadAsync(given.Pdf("first.pdf", "first")));
        }

        var handles = PdfChildrenFixture.OpenHandles();

        var ends = new Dictionary<string, PdfTally>();
        foreach (var file in files)
        {
            var clock = Stopwatch.StartNew();
            var frames = await PdfChildrenFixture.AllAsync(readers.ReadAsync(file));
            var tally = Assert.IsType<PdfEnd>(frames[^1]).Tally;
            ends[Path.GetFileName(file)[..3]] = tally;
            output.WriteLine($"{Path.GetFileName(file),-60} {(tally.Failed ? "failed" : "read"),-7}{tally.Reason?.Code(),-15} pages {tally.Pages} text {tally.PagesWithText} lost {tally.PagesLost} {clock.ElapsedMilliseconds} ms {tally.Detail}");
            Assert.True(tally.Failed ? tally.Reason is not null : tally.PagesWithText > 0);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(61));
        }

        Assert.Equal(50, ends.Count);
        await readers.DisposeAsync();
        Assert.Empty(PdfChildrenFixture.OwnProcesses());
        Assert.Equal([], PdfChildrenFixture.OpenHandles().Except(handles));
    }

    [Theory]
    [InlineData("001", 84, 84, null)]
    [InlineData("003", 48, 48, null)]
    [InlineData("004", 37, 37, null)]
    [InlineData("005", 3, 3, null)]
    [InlineData("007", 2, 2, null)]
    [InlineData("010", 3, 0, "no-text")]
    [InlineData("013", 9, 9, null)]
    [InlineData("015", 84, 78, null)]
    [InlineData("016", 476, 466, null)]
    [InlineData("019", 20, 0, "garbled")]
    [InlineData("021", 17, 17, null)]
    [InlineData("044", 1, 1, null)]
    public async Task A_document_gives_the_pages_it_has_and_says_what_cannot_be_read(string file, int pages, int withText, string? reason)
    {
        await using var given = new PdfChildrenFixture();

        var frames = await PdfChildrenFixture.AllAsync(given.Readers().ReadAsync(Document(file)));

        var tally = Assert.IsType<PdfEnd>(frames[^1]).Tally;
        Assert.Equal((pages, pages, withText, 0, reason), (tally.Pages, tally.PagesRead, tally.PagesWithText, tally.PagesLost, tally.Reason?.Code()));
        Assert.Equal(withText == 0, tally.Failed);
        Assert.DoesNotContain(frames.OfType<PdfPage>(), page => page.Text.Contains('\0', StringComparison.Ordinal) || page.Raw.Contains('\0', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("001", 6, null, "ไม่ให้เกิดความซ้ำซ้อน มีการบูรณาการการใช้เครื่องมือและกระบวนการตรวจไปใน")]
    [InlineData("003", 2, null, "อีกทั้งเป็นกลไกสำคัญที่สามารถแก้ไขปัญหาและอุปสรรคต่าง ๆ อันเกิด")]
    [InlineData("003", 5, null, "การตรวจราชการเป็นมาตรการสำคัญประการหนึ่งในการบริหารราชการแผ่นดิน ที่จะทำให้การปฏิบัติราชการ")]
    [InlineData("007", 2, null, "และให้จัดทำรายงานผลการตรวจราชการแบบบูรณาการประจำปีงบประมาณ พ.ศ. ๒๕๖๓")]
    [InlineData("013", 6, null, "จำนวน 50 เขต รวมจำนวน 10,000 ราย เป็นเงินทั้งสิ้น 50 ล้านบาท")]
    [InlineData("015", 30, "22", "5. เป้าหมายการให้บริการหน่วยงาน งบประมาณและประมาณการรายจ่ายล่วงหน้าระยะปานกลาง")]
    [InlineData("016", 22, "12", "(O-NET) แต่ละวิชาผ่านเกณฑ์คะแนนร้อยละ 50 ขึ้นไป")]
    [InlineData("021", 1, null, "หน้า   ๑\nเล่ม   ๑๓๙")]
    public async Task A_sentence_stands_on_its_page_as_it_is_printed(string file, int page, string? label, string sentence)
    {
        await using var given = new PdfChildrenFixture();

        PdfPage? read = null;
        await foreach (var frame in given.Readers().ReadAsync(Document(file), firstPage: page))
        {
            if (frame is PdfPage { } first)
            {
                read = first;
                break;
            }
        }

        Assert.Equal((page, label), (read!.Page, read.Label));
        Assert.Contains(sentence, read.Text, StringComparison.Ordinal);
    }

    private static string Document(string number) => Corpus("thai").Single(file => Path.GetFileName(file).StartsWith(number, StringComparison.Ordinal));

    private static string[] Corpus(string folder)
    {
        var corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(corpus is null, "REGISTRY_CORPUS is not set: the real PDFs are not at hand");
        return [.. Directory.GetFiles(Path.Combine(corpus!, "pdf", folder)).Order(StringComparer.Ordinal)];
    }
}
