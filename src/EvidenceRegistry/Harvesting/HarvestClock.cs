using System.Globalization;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Starts what schedules ask for, and what a crash or a resting portal left half-way. Looks once a minute.</summary>
public sealed class HarvestClock(RegistryDbs dbs, HarvestQueue queue, JobQueue jobs, HarvestingOptions options, TimeProvider time, ILogger<HarvestClock> log) : BackgroundService
{
    private const string NextCheck = "resource-check-next";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>What is due now.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        List<string> stalled, due;
        await using (var db = dbs.Open())
        {
            var now = db.Now;
            stalled = await HarvestQueue.Unfinished(db).Join(db.HarvestSources, p => p.SourceId, s => s.Id, (p, s) => new { p.Id, s.NextTry }).Where(p => p.NextTry == null || p.NextTry <= now)
                .Select(p => p.Id).Union(HarvestQueue.Cancelled(db).Select(p => p.Id)).ToListAsync(cancel);
            due = await db.HarvestSources.Where(s => s.Paused == null && s.NextRun != null && s.NextRun <= now && (s.NextTry == null || s.NextTry <= now)).Select(s => s.Id).ToListAsync(cancel);
        }

        await CheckResourcesAsync(cancel);
        foreach (var plan in stalled)
        {
            await queue.StartAsync(plan, cancel);
        }

        foreach (var source in due)
        {
            await DueAsync(source, cancel);
        }
    }

    /// <summary>The first look comes an interval after the first source was seen, so that nobody is asked at a mere start.</summary>
    private async Task CheckResourcesAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        if (options.CheckResourcesDays == 0 || !await db.HarvestSources.AnyAsync(cancel))
        {
            return;
        }

        var known = await db.Settings.FindAsync([NextCheck], cancel);
        if (known is not null && DateTime.Parse(known.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal) > db.Now)
        {
            return;
        }

        var next = db.Now.AddDays(options.CheckResourcesDays).ToString("O", CultureInfo.InvariantCulture);
        if (known is null)
        {
            db.Settings.Add(new Setting { Name = NextCheck, Value = next });
        }
        else
        {
            known.Value = next;
        }

        await db.SaveChangesAsync(cancel);
        if (known is not null && await jobs.UnfinishedAsync(ResourceChecking.JobKind, cancel) is null)
        {
            await jobs.EnqueueAsync(ResourceChecking.JobKind, null, Actor.System, cancel);
        }
    }

    private async Task DueAsync(string sourceId, CancellationToken cancel)
    {
        HarvestSource? source;
        await using (var db = dbs.Open())
        {
            await using var write = await db.BeginWriteAsync(cancel);
            source = await db.HarvestSources.FirstOrDefaultAsync(s => s.Id == sourceId, cancel);
            if (source is null)
            {
                // Forgotten since it was found to be due.
                return;
            }

            source.NextRun = source.Schedule is { } schedule ? Cron.Read(schedule)?.Next(time.GetUtcNow())?.UtcDateTime : null;
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        await queue.PlanAsync(sourceId, automatic: true, source.ActorId, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.LogWarning(failed, "Harvests that are due could not be started; it is tried again in a minute.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
