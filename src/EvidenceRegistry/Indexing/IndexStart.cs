using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// At start: an index that is new, was lost, was made by another analysis, or knows more than the database (a dump was restored beside it) is rebuilt;
/// one that differs otherwise is mended by the feed, and rebuilt where that was in vain. From then on the numbers of both are held against each other once a minute, so an index that a server
/// lost while the registry ran comes back as well. A crash, a deleted folder or a restored backup needs no operator.
/// </summary>
public sealed class IndexStart(
    IndexHand hand, IndexLease lease, TextAnalysis analysis, JobQueue jobs, Consistency consistency, RegistryDbs dbs, TimeProvider time, ILogger<IndexStart> log) : BackgroundService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2), CountAfter = TimeSpan.FromMinutes(1);

    /// <summary>A rebuild that failed of itself would fail again at once.</summary>
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMinutes(10);

    private bool _wasOff;

    /// <summary>What the feed was asked to mend at the last look.</summary>
    private IReadOnlyList<string> _mended = [];

    /// <summary>Something was done about the index: whether it helped is looked at.</summary>
    private bool _looksAgain;

    /// <summary>Looks as soon as engine and database answer: a server may come later than the registry, or go while it is asked.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var said = false; ;)
        {
            try
            {
                await LookAsync(stoppingToken);
                break;
            }
            catch (Exception away) when (away is not OperationCanceledException)
            {
                if (!said)
                {
                    log.LogWarning(away, "The index cannot be looked at yet; trying again");
                }

                said = true;
                await Task.Delay(LookAgainAfter, time, stoppingToken);
            }
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(CountAfter, time, stoppingToken);
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The index cannot be counted; trying again in {Seconds} s", CountAfter.TotalSeconds);
            }
        }
    }

    /// <summary>
    /// Asks for a rebuild where the index is of another analysis or form still; looks closely where index and database differ by more than what waits for the feed, twice in a row,
    /// and once more after a rebuild or when the feed has mended what a look found.
    /// </summary>
    public async Task CountAsync(CancellationToken cancel)
    {
        // What a rebuild is about to mend need not be looked at record by record meanwhile.
        await using var db = dbs.Open();
        var lately = db.Now - AskedAgainAfter;
        if (await jobs.UnfinishedAsync(IndexRebuild.KindName, cancel) is not null
            || await db.Jobs.AnyAsync(j => j.Kind == IndexRebuild.KindName && j.State == JobState.Failed && j.EndedAt > lately, cancel))
        {
            return;
        }

        var state = await hand.Index.StateAsync(cancel);
        if (state.AnalysisVersion != analysis.Version && await lease.HoldAsync(cancel))
        {
            // A rebuild that failed has not made it so. Asked by the one who would make it, so that programs of two versions do not take turns.
            await RebuildAsync(cancel);
            return;
        }

        var kept = await db.Records.LongCountAsync(r => r.State == RecordState.Live || r.State == RecordState.Quarantined, cancel);
        var isOff = Math.Abs(kept - state.Records) > await db.Outbox.LongCountAsync(cancel);
        var isMended = _looksAgain && !await db.Outbox.AnyAsync(o => _mended.Contains(o.RecordId), cancel);
        if (isMended || (isOff && _wasOff))
        {
            await LookAsync(cancel);
        }

        _wasOff = isOff && !_wasOff;
    }

    public async Task LookAsync(CancellationToken cancel)
    {
        var state = await hand.Index.StateAsync(cancel);
        if (state.AnalysisVersion != analysis.Version)
        {
            log.LogWarning("The index was made by {Old}, this is analysis {New}: rebuilding beside it", state.AnalysisVersion.Length > 0 ? $"analysis {state.AnalysisVersion}" : "other mappings", analysis.Version);
            await RebuildAsync(cancel);
            return;
        }

        var view = await consistency.CompareAsync(cancel);
        string[] wrong = [.. view.Ids.Values.SelectMany(ids => ids)];
        var isInVain = wrong.Intersect(_mended).Any();
        (_mended, _looksAgain) = ([], false);
        if (view.Ahead > 0)
        {
            log.LogWarning("The index knows {Ahead} record(s) at a later revision than the database: rebuilding beside it", view.Ahead);
            await RebuildAsync(cancel);
            return;
        }

        if (view.AllWell)
        {
            return;
        }

        log.LogWarning("The index differs from the database: {Missing} missing, {Orphan} orphan, {Stale} stale", view.Missing, view.Orphan, view.Stale);
        if (state.IsNew || isInVain || wrong.Length < view.Missing + view.Orphan + view.Stale)
        {
            await RebuildAsync(cancel);
        }
        else
        {
            await consistency.MendAsync(view, cancel);
            (_mended, _looksAgain) = (wrong, true);
        }
    }

    private async Task RebuildAsync(CancellationToken cancel)
    {
        _looksAgain = true;
        if (await jobs.UnfinishedAsync(IndexRebuild.KindName, cancel) is null)
        {
            await jobs.EnqueueAsync(IndexRebuild.KindName, null, Actor.System, cancel);
        }
    }
}
