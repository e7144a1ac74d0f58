using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Asks for a new version of the model when one is due and people decided enough since the last.</summary>
public sealed class LearnClock(RegistryDbs dbs, JobQueue jobs, TagEngines engines, TaggingOptions options, TimeProvider time, ILogger<LearnClock> log) : BackgroundService
{
    /// <summary>Decisions since the last version that make another worth its while.</summary>
    public const int LeastNew = 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Enabled && options.LearnEveryHours > 0 && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, time, stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Learning from decisions cannot be asked for; trying again in an hour");
            }
        }
    }

    /// <returns>True when learning was asked for.</returns>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        var schemes = (await engines.CurrentAsync(cancel)).Schemes.Select(s => s.Scheme).ToList();
        await using var db = dbs.Open();
        var last = await db.Jobs.Where(j => j.Kind == LearnJob.Work).MaxAsync(j => (DateTime?)j.CreatedAt, cancel) ?? DateTime.MinValue;
        if (db.Now < last.AddHours(options.LearnEveryHours)
            || await db.TagDecisions.CountAsync(d => d.At > last && !d.Sample && schemes.Contains(d.Scheme), cancel) < LeastNew
            || await jobs.UnfinishedAsync(LearnJob.Work, cancel) is not null)
        {
            return false;
        }

        await jobs.EnqueueAsync(LearnJob.Work, null, Actor.System, cancel);
        return true;
    }
}
