using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Readings;

/// <summary>Asks for a run of <see cref="OcrWork"/> when a page waits for one and the programs and the stored files are there.</summary>
public sealed class OcrClock(RegistryDbs dbs, FileStore store, JobQueue jobs, OcrPrograms programs, TimeProvider time, ILogger<OcrClock> log) : BackgroundService
{
    // Nobody waits for it.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        if (!programs.Enabled || !await WaitsAsync(cancel) || !store.IsThere() || !(await programs.FindAsync(cancel)).Ready || await jobs.UnfinishedAsync(OcrWork.KindName, cancel) is not null)
        {
            return;
        }

        await jobs.EnqueueAsync(OcrWork.KindName, null, Actor.System, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(BetweenLooks, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The database is away, or a program cannot be started: the next look may find both.
                log.LogError(fault, "Pictures of pages cannot be read; looking again in {Seconds} s", BetweenLooks.TotalSeconds);
            }
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> WaitsAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await (
            from reading in db.Readings
            where reading.OcrWanted && (reading.State == ReadingState.Read || reading.State == ReadingState.Failed)
            join file in db.Files on reading.FileId equals file.Id
            where file.RemovedAt == null
            select file.Id).AnyAsync(cancel);
    }
}
