using System.Diagnostics;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Tests.Readings;

public sealed class OcrReaderTests
{
    [Fact]
    public async Task Lines_hardly_believed_are_left_out_blanks_come_from_gaps_and_the_rest_is_repaired()
    {
        string[] rows =
        [
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
            Row(4, 1, 0, -1, ""), Row(5, 1, 0, 90, "ส"), Row(5, 1, 20, 92, "ํา"), Row(5, 1, 40, 90, "ๆ"), Row(5, 1, 80, 90, "ก"), Row(5, 1, 100, 96, "plan"), Row(5, 1, 120, 96, "B"),
            Row(4, 2, 0, -1, ""), Row(5, 2, 0, 20, "|"), Row(5, 2, 0, 30, "zz"),
        ];
        using var programs = new PretendPrograms(read: $"cat >/dev/null; printf '{string.Join("\\n", rows).Replace("\t", "\\t", StringComparison.Ordinal)}'");
        var page = await Reader(programs).ReadAsync("/a.pdf", 1, CancellationToken.None);
        Assert.Equal(("สําๆ ก plan B", "สำๆ ก plan B", null), (page.Raw, page.Text, page.Lost));
        Assert.InRange(page.Confidence, 0.91, 0.95);

        // 20 wide, 20 high: the next one begins where it ends, or leaves a gap.
        static string Row(int level, int block, int left, int sure, string sign) => $"{level}\t1\t{block}\t1\t1\t1\t{left}\t0\t20\t20\t{sure}\t{sign}";
    }

    [Theory]
    [InlineData("exit 3", "printf x", PdfReason.Crash)]
    [InlineData("true", "printf x", PdfReason.Damaged)]
    [InlineData("printf x", "cat >/dev/null; kill -SEGV $$", PdfReason.Crash)]
    [InlineData("printf x", "cat >/dev/null", PdfReason.NoText)]
    [InlineData("cat /dev/zero", "printf x", PdfReason.MemoryLimit)]
    [InlineData("printf x", "cat /dev/zero", PdfReason.MemoryLimit)]
    public async Task Whatever_a_program_does_costs_the_page_alone(string draw, string read, PdfReason reason)
    {
        using var programs = new PretendPrograms(draw, read);
        Assert.Equal(reason, (await Reader(programs).ReadAsync("/a.pdf", 1, CancellationToken.None)).Lost);
    }

    [Theory]
    [InlineData("while :; do :; done")]
    [InlineData("sleep 61234 & wait")]
    public async Task A_program_without_end_is_ended_with_all_it_started(string read)
    {
        using var programs = new PretendPrograms(read: read, pageSeconds: 5);
        Assert.Equal(PdfReason.Timeout, (await Reader(programs).ReadAsync("/a.pdf", 1, CancellationToken.None)).Lost);

        // Killed, it may take the machine a moment to be gone; left alone, it would sleep for seventeen hours.
        var started = Process.GetProcessesByName("sleep").Where(sleeper => CommandOf(sleeper).Contains("61234", StringComparison.Ordinal));
        await Task.WhenAll(started.Select(sleeper => sleeper.WaitForExitAsync())).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Forty_programs_leave_no_pipe_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open handles are counted in /proc.");
        using var programs = new PretendPrograms();
        var child = new OcrChild(programs.Options, TimeProvider.System);
        for (var i = 0; i < 40; i++)
        {
            var answer = await child.RunAsync(Path.Combine(programs.Folder, "pdftoppm"), [], new byte[100_000], 1 << 16, CancellationToken.None);
            Assert.Null(answer.Lost);
        }

        // Three pipes each, if they stayed; other tests of this process open a few.
        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Count(IsPipe), 0, 60);

        static bool IsPipe(string handle)
        {
            try
            {
                return new FileInfo(handle).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_program_sees_nothing_of_our_environment()
    {
        Environment.SetEnvironmentVariable("REGISTRY_TEST_SECRET", "hidden");
        using var programs = new PretendPrograms(draw: "env");
        var drawn = await new OcrChild(programs.Options, TimeProvider.System).RunAsync(Path.Combine(programs.Folder, "pdftoppm"), [], default, 1 << 16, CancellationToken.None);
        var seen = System.Text.Encoding.UTF8.GetString(drawn.Output.Span);
        Assert.Contains("OMP_THREAD_LIMIT=1", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("REGISTRY", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_scan_is_read_by_the_real_programs()
    {
        var corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(corpus), "REGISTRY_CORPUS names no folder of real files.");
        var options = new OcrOptions();
        var child = new OcrChild(options, TimeProvider.System);
        var programs = new OcrPrograms(options, child);
        var tools = await programs.FindAsync(CancellationToken.None);
        Assert.SkipUnless(tools.Ready || Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", $"Not installed: {string.Join(' ', tools.Missing)}");
        var scan = Directory.EnumerateFiles(Path.Combine(corpus, "pdf", "thai"), "010-*").Single();
        var page = await new OcrReader(programs, child).ReadAsync(scan, 1, CancellationToken.None);
        Assert.Null(page.Lost);
        Assert.InRange(page.Confidence, 0.7, 1);
        Assert.Contains("สำนักนายกรัฐมนตรี", page.Text, StringComparison.Ordinal);
    }

    private static OcrReader Reader(PretendPrograms programs)
    {
        var child = new OcrChild(programs.Options, TimeProvider.System);
        return new OcrReader(new OcrPrograms(programs.Options, child), child);
    }

    private static string CommandOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
