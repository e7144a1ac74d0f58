using EvidenceRegistry.Jobs;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Readings;

/// <summary>
/// Reads the pictures of pages that gave no text, file by file and page by page, beside all other work. What a page gave is stored before the next is
/// drawn, so a stop at any moment costs one page; a page that was tried is not tried again.
/// </summary>
public sealed class OcrWork(RegistryDbs dbs, FileStore store, FileSoundness soundness, OcrPrograms programs, ReadPicture read, TimeProvider time) : IJobWork
{
    public const string KindName = "ocr";

    // A third of the time a claim is believed without word.
    private static readonly TimeSpan BetweenWords = JobRun.ClaimedFor / 3;

    private readonly OcrPages _pages = new(dbs);

    public string Kind => KindName;

    public JobLane Lane => JobLane.Slow;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        if (!programs.Enabled || !(await programs.FindAsync(cancel)).Ready)
        {
            return;
        }

        var last = "";
        while (await _pages.NextAsync(last, cancel) is { } file)
        {
            last = file.Id;
            if (!await FileAsync(file, run, cancel))
            {
                return;
            }

            run.Add("files");
            await run.SaveAsync(null, cancel);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>False where the stored files are away: those that were not tried are tried by a later run.</summary>
    private async Task<bool> FileAsync(OcrFile file, JobRun run, CancellationToken cancel)
    {
        await using var sound = await soundness.OpenAsync(file.Sha256, file.Length, cancel);
        if (sound is null)
        {
            return store.IsThere() && await _pages.GiveUpAsync(file, store.Has(file.Sha256) ? ReadingReasons.FileDamaged : ReadingReasons.FileMissing, cancel);
        }

        foreach (var number in await _pages.UntriedAsync(file, cancel))
        {
            var found = await WithWordAsync(read(store.PathOf(file.Sha256), number, cancel), run, cancel);
            if (found.Lost is not null && !store.IsThere())
            {
                return false;
            }

            run.Add("pages");
            run.Add(found.Lost is null ? "pagesWithText" : "pagesWithout");
            if (!await _pages.KeepAsync(file, number, found, cancel))
            {
                return true;
            }

            await run.SaveAsync(null, cancel);
            cancel.ThrowIfCancellationRequested();
        }

        await _pages.EndAsync(file, cancel);
        return true;
    }

    /// <summary>Lets the job be heard of while a page takes long.</summary>
    private async Task<OcrPage> WithWordAsync(Task<OcrPage> page, JobRun run, CancellationToken cancel)
    {
        while (!page.IsCompleted)
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            if (await Task.WhenAny(page, Task.Delay(BetweenWords, time, done.Token)) != page)
            {
                await run.SaveAsync(null, cancel);
            }

            await done.CancelAsync();
        }

        return await page;
    }
}
