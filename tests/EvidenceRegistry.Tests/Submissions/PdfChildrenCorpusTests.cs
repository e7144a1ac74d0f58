using System.Diagnostics;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Tests.Submissions;

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

    [Fact]
    public async Task Twelve_documents_give_the_pages_they_have_and_say_what_cannot_be_read()
    {
        var files = Corpus("thai");
        await using var given = new PdfChildrenFixture();
        var readers = given.Readers(new PdfReadingOptions { Children = 2 });
        foreach (var file in files)
        {
            var frames = await PdfChildrenFixture.AllAsync(readers.ReadAsync(file));
            var tally = Assert.IsType<PdfEnd>(frames[^1]).Tally;
            output.WriteLine($"{Path.GetFileName(file),-60} {tally}");
            foreach (var page in frames.OfType<PdfPage>().Where(page => page.Garbled || page.Label is not null).Take(40))
            {
                output.WriteLine($"    {page.Page} label {page.Label} garbled {page.Garbled} {page.Text[..Math.Min(60, page.Text.Length)].ReplaceLineEndings(" ")}");
            }
        }
    }

    private static string[] Corpus(string folder)
    {
        var corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(corpus is null, "REGISTRY_CORPUS is not set: the real PDFs are not at hand");
        return [.. Directory.GetFiles(Path.Combine(corpus!, "pdf", folder)).Order(StringComparer.Ordinal)];
    }
}
