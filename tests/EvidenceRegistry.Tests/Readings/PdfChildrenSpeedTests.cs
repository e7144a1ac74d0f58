using System.Diagnostics;
using System.Globalization;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Formats.Thai;
using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>A measurement beside poppler's pdftotext with as many processes; it runs when asked for by name (docs/pdf-text.md).</summary>
[Collection(PdfChildrenFixture.Alone)]
public sealed class PdfChildrenSpeedTests(ITestOutputHelper output)
{
    private const int Processes = 2;
    private const int Rounds = 5;

    [Fact(Explicit = true)]
    public async Task Warm_readers_keep_up_with_pdftotext_and_leave_less_damage()
    {
        var corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(corpus is null, "REGISTRY_CORPUS is not set: the real PDFs are not at hand");
        Assert.SkipUnless(File.Exists("/usr/bin/pdftotext"), "pdftotext (poppler-utils) is not installed");
        // Largest first, so that neither side ends on one long file alone.
        string[] files = [.. Directory.GetFiles(Path.Combine(corpus!, "pdf", "thai")).OrderByDescending(file => new FileInfo(file).Length)];
        await using var given = new PdfChildrenFixture();
        var readers = given.Readers(new PdfReadingOptions { Children = Processes });
        var ours = new List<TimeSpan>();
        var theirs = new List<TimeSpan>();
        var processor = new List<TimeSpan>();
        var (pages, left, leftInReadable) = (0, 0, 0);
        for (var round = 0; round <= Rounds; round++)
        {
            (pages, left, leftInReadable) = (0, 0, 0);
            var spent = ProcessorTime(readers);
            var clock = Stopwatch.StartNew();
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Processes }, async (file, cancel) =>
            {
                await foreach (var frame in readers.ReadAsync(file, cancel: cancel))
                {
                    if (frame is PdfEnd end)
                    {
                        Interlocked.Add(ref pages, end.Tally.PagesRead);
                        Interlocked.Add(ref left, end.Tally.Damage.Left);
                        Interlocked.Add(ref leftInReadable, end.Tally.PagesGarbled == 0 ? end.Tally.Damage.Left : 0);
                    }
                }
            });
            ours.Add(clock.Elapsed);
            processor.Add(ProcessorTime(readers) - spent);
            clock.Restart();
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Processes }, async (file, cancel) =>
            {
                using var tool = Process.Start("/usr/bin/pdftotext", [file, Path.Combine(given.Folder, Path.GetFileName(file)[..3] + ".txt")]);
                await tool.WaitForExitAsync(cancel);
            });
            theirs.Add(clock.Elapsed);
        }

        var damaged = Directory.GetFiles(given.Folder, "*.txt").Sum(text => DamagedMarks.Count(File.ReadAllText(text)));
        var readable = Directory.GetFiles(given.Folder, "*.txt").Where(text => !Path.GetFileName(text).StartsWith("019", StringComparison.Ordinal)).Sum(text => DamagedMarks.Count(File.ReadAllText(text)));
        // The first round warms the readers; the best of the others is the one least disturbed by whatever else runs on the machine.
        var (our, their) = (ours[1..].Min(), theirs[1..].Min());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pages {pages}; first round {ours[0].TotalSeconds:F2} s; warm {string.Join(' ', ours[1..].Select(time => time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture)))}; pdftotext {string.Join(' ', theirs[1..].Select(time => time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture)))}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"readers {pages / our.TotalSeconds:F0} pages/s, pdftotext {pages / their.TotalSeconds:F0} pages/s, ratio {their / our:F2}"));
        // On a machine with other work the processor time says more than the clock.
        var times = await TimesAsync(files, given.Folder);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor seconds: readers {processor[1..].Min().TotalSeconds:F2}; pdftotext, user and system: {times}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"damaged places: pdftotext {damaged}, ours {left} ({100.0 * left / damaged:F2} %); without the garbled file: {readable}, {leftInReadable} ({100.0 * leftInReadable / readable:F2} %)"));
        Assert.True(their / our >= 0.8, "slower than 0.8 of pdftotext");
        Assert.True(leftInReadable <= readable / 100, "more than 1 % of the damage is left");
    }

    private static TimeSpan ProcessorTime(PdfChildren readers)
    {
        var sum = TimeSpan.Zero;
        foreach (var id in readers.IdleProcesses)
        {
            using var reader = Process.GetProcessById(id);
            sum += reader.TotalProcessorTime;
        }

        return sum;
    }

    private static async Task<string> TimesAsync(string[] files, string folder)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("for f in \"$@\"; do pdftotext \"$f\" \"$0/times\"; done; times");
        start.ArgumentList.Add(folder);
        Array.ForEach(files, start.ArgumentList.Add);
        using var shell = Process.Start(start)!;
        return (await shell.StandardOutput.ReadToEndAsync()).Trim().Split('\n')[^1];
    }
}
