using System.Diagnostics;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>The reading process when nobody watches it: what it does by itself.</summary>
[Collection(PdfChildrenFixture.Alone)]
public sealed class PdfChildrenAloneTests
{
    // Room for a loaded machine; a process that does not watch its input would stay for ever.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_reader_whose_parent_dies_in_mid_page_ends_within_a_second()
    {
        await using var given = new PdfChildrenFixture();
        using var child = await InMidPageAsync(given, processorSeconds: 0);
        var clock = Stopwatch.StartNew();

        child.StandardInput.Close();

        await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Soon);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_reader_that_nobody_watches_is_ended_by_the_kernel_when_its_processor_time_is_spent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "setrlimit is the Linux way");
        await using var given = new PdfChildrenFixture();
        using var child = await InMidPageAsync(given, processorSeconds: 1);

        await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Soon);

        // 128 + SIGXCPU
        Assert.Equal(152, child.ExitCode);
    }

    private static async Task<Process> InMidPageAsync(PdfChildrenFixture given, int processorSeconds)
    {
        var file = given.Write("hostile.pdf", PdfChildrenHostile.NeverEnds(1, hostile: 1));
        var child = Process.Start(PdfChildrenCommand.Own(new PdfReadingOptions()).ToStartInfo())!;
        PdfFrameWire.Write(child.StandardInput.BaseStream, new PdfRequest(file, 1, 10, processorSeconds));
        while (await PdfFrameWire.ReadFrameAsync(child.StandardOutput.BaseStream) is { } frame and not PdfPageAnnounced)
        {
            Assert.IsType<PdfOpened>(frame);
        }

        return child;
    }
}
