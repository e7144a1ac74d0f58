using System.Diagnostics;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Readings;

[Collection(PdfChildrenFixture.Alone)]
public sealed class PdfChildrenTests
{
    [Fact]
    public async Task A_study_of_three_pages_is_read_page_by_page_in_a_process_of_its_own()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Pdf("study.pdf", "Evidence on page one", "", "Findings on page three");

        var frames = await PdfChildrenFixture.AllAsync(given.Readers().ReadAsync(file));

        Assert.Equal(
            [typeof(PdfOpened), typeof(PdfPageAnnounced), typeof(PdfPage), typeof(PdfPageAnnounced), typeof(PdfPage), typeof(PdfPageAnnounced), typeof(PdfPage), typeof(PdfEnd)],
            frames.Select(frame => frame.GetType()));
        Assert.Equal(["Evidence on page one", "", "Findings on page three"], frames.OfType<PdfPage>().Select(page => page.Text.Trim()));
        var tally = frames.OfType<PdfEnd>().Single().Tally;
        Assert.Equal((3, 3, 2, false, (PdfReason?)null), (tally.Pages, tally.PagesRead, tally.PagesWithText, tally.Failed, tally.Reason));
    }

    [Fact]
    public async Task The_same_process_reads_one_file_after_the_other_and_is_renewed_after_its_share()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Pdf("study.pdf", "Evidence");
        var readers = given.Readers(new PdfReadingOptions { Children = 1, RenewAfterFiles = 3 });

        var seen = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            await PdfChildrenFixture.AllAsync(readers.ReadAsync(file));
            seen.AddRange(readers.IdleProcesses);
        }

        // The third file is the process's last: it is gone before the fourth, which a new one reads.
        Assert.Equal(3, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.NotEqual(seen[0], seen[2]);
        Assert.False(PdfChildrenFixture.IsAlive(seen[0]));
    }

    [Fact]
    public async Task A_reader_nobody_needs_ends_after_its_idle_time()
    {
        await using var given = new PdfChildrenFixture();
        var time = new FakeTimeProvider();
        var readers = given.Readers(new PdfReadingOptions { Children = 1, IdleSeconds = 60 }, time);
        await PdfChildrenFixture.AllAsync(readers.ReadAsync(given.Pdf("study.pdf", "Evidence")));
        using var reader = Process.GetProcessById(Assert.Single(readers.IdleProcesses));

        time.Advance(TimeSpan.FromSeconds(45));
        Assert.False(reader.HasExited);
        time.Advance(TimeSpan.FromSeconds(30));

        await reader.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(readers.IdleProcesses);
    }

    [Fact]
    public async Task A_reading_taken_up_again_begins_at_the_page_asked_for()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Pdf("study.pdf", "one", "two", "three");

        var frames = await PdfChildrenFixture.AllAsync(given.Readers().ReadAsync(file, firstPage: 3));

        Assert.Equal(3, Assert.Single(frames.OfType<PdfPage>()).Page);
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>", "not-a-pdf")]
    [InlineData("%PDF-1.7 and nothing more", "damaged")]
    public async Task What_is_no_readable_pdf_says_why(string content, string reason)
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Write("report.pdf", System.Text.Encoding.UTF8.GetBytes(content));

        var frames = await PdfChildrenFixture.AllAsync(given.Readers().ReadAsync(file));

        var tally = Assert.IsType<PdfEnd>(Assert.Single(frames)).Tally;
        Assert.True(tally.Failed);
        Assert.Equal(reason, tally.Reason?.Code());
    }

    [Fact]
    public async Task Nothing_of_our_environment_reaches_the_reading_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc shows environments on Linux only");
        await using var given = new PdfChildrenFixture();
        Environment.SetEnvironmentVariable("ConnectionStrings__PdfProbe", "Password=secret");
        var readers = given.Readers();

        await PdfChildrenFixture.AllAsync(readers.ReadAsync(given.Pdf("study.pdf", "Evidence")));

        var names = File.ReadAllText($"/proc/{readers.IdleProcesses[0]}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(["DOTNET_EnableDiagnostics", "DOTNET_GCHeapHardLimit", "DOTNET_ROOT", "DOTNET_TieredPGO", "DOTNET_gcConcurrent", "DOTNET_gcServer", "LANG"], names);
        var limits = File.ReadAllLines($"/proc/{readers.IdleProcesses[0]}/limits");
        Assert.Matches(@"^Max core file size\s+0\s+0\s", Assert.Single(limits, line => line.StartsWith("Max core", StringComparison.Ordinal)));
        Assert.DoesNotMatch(@"^Max cpu time\s+unlimited", Assert.Single(limits, line => line.StartsWith("Max cpu", StringComparison.Ordinal)));
    }
}
