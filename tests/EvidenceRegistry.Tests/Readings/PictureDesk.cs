using System.Runtime.CompilerServices;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using EvidenceRegistry.Tests.Submissions;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>Takes files whose pages say what a test says, and reads pictures the way a test says, on programs that only pretend.</summary>
internal sealed class PictureDesk(SubmissionDesk desk) : IDisposable
{
    private readonly PretendPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    /// <summary>A study with one file of these pages, read; an empty page is a picture.</summary>
    public async Task<(string Id, long Token)> TakenAsync(params string[] pages)
    {
        var taken = await desk.TakenAsync(desk.Study(), files: [("a.pdf", [.. "%PDF-1.4 "u8])]);
        await ReadAsync(pages);
        return ((string)taken["id"]!, (long)taken["changeToken"]!);
    }

    /// <summary>Reads what waits as a file of these pages.</summary>
    public Task ReadAsync(params string[] pages) => ReadAsync(cancel => FramesAsync(pages, cancel));

    /// <summary>Reads what waits as a file of which a process says this.</summary>
    public Task ReadFramesAsync(params PdfFrame[] frames) => ReadAsync(_ => frames.ToAsyncEnumerable());

    private async Task ReadAsync(Func<CancellationToken, IAsyncEnumerable<PdfFrame>> frames)
    {
        var services = desk.App.Services;
        using var reading = new TextReading(
            services.GetRequiredService<RegistryDbs>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<FileSoundness>(),
            (_, _, cancel) => frames(cancel), new PdfReadingOptions(), new ReadingWake(), desk.App.Time, NullLogger<TextReading>.Instance);
        await reading.DrainAsync(CancellationToken.None);
    }

    /// <summary>One run of the job, as the clock asks for it; it is given the page, and what stops the process.</summary>
    public async Task<IReadOnlyList<int>> RunAsync(Func<int, CancellationTokenSource, OcrPage> picture)
    {
        var services = desk.App.Services;
        var (dbs, queue) = (services.GetRequiredService<RegistryDbs>(), services.GetRequiredService<JobQueue>());
        var programs = new OcrPrograms(_programs.Options, new OcrChild(_programs.Options, TimeProvider.System));
        using var stop = new CancellationTokenSource();
        var asked = new List<int>();
        var work = new OcrWork(dbs, services.GetRequiredService<FileStore>(), services.GetRequiredService<FileSoundness>(), programs, (_, page, _) =>
        {
            asked.Add(page);
            return Task.FromResult(picture(page, stop));
        }, desk.App.Time);
        using var clock = new OcrClock(dbs, services.GetRequiredService<FileStore>(), queue, programs, desk.App.Time, NullLogger<OcrClock>.Instance);
        await clock.LookAsync(CancellationToken.None);
        using var worker = new JobWorker(dbs, queue, [work], desk.App.Time, NullLogger<JobWorker>.Instance);
        try
        {
            await worker.DrainAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What a stopped process leaves behind is what the next run finds.
        }

        return asked;
    }

    private static async IAsyncEnumerable<PdfFrame> FramesAsync(string[] pages, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new PdfOpened(pages.Length);
        foreach (var (at, text) in pages.Index())
        {
            cancel.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new PdfPage(at + 1, null, text, text, default, false);
        }

        yield return new PdfEnd(PdfTally.Empty with { Pages = pages.Length });
    }
}
