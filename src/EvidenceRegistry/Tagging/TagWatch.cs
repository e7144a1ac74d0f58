using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// Proposes tags for every record that changed, after its text is read. Stopped anywhere it does a batch again. It works on a thread of its own,
/// rests as long as it worked, and altogether while a bulk file or a harvest comes in or the index is behind. Of several processes one at a time does it.
/// </summary>
public sealed class TagWatch(RegistryDbs dbs, TagBatch batch, TagEngines engines, TaggingOptions options, OwnThreads own, Courtesy courtesy, TimeProvider time, ILogger<TagWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>The version by which every record is known to be tagged.</summary>
    private string? _swept;

    /// <summary>The version that the look for records of another one is for, and where it goes on: never over those it has passed. Another version begins at the first record.</summary>
    private (string? Version, string After) _sweep = (null, "");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => own.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (options.Enabled && !stoppingToken.IsCancellationRequested)
        {
            var pulse = dbs.Changes.Next;
            try
            {
                var pace = courtesy.Begin();
                if (!await BringingJobs.UnsettledAsync(dbs, stoppingToken) && await SomeAsync(pace, stoppingToken))
                {
                    await pace.RestAsync(stoppingToken);
                    continue;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Tags cannot be proposed; trying again in {Seconds} s", LookAgainAfter.TotalSeconds);
            }

            await ChangeSignal.WaitAsync(pulse, LookAgainAfter, time, stoppingToken);
            await Task.Delay(LookAgainAfter, time, stoppingToken);
        }
    }

    /// <summary>Does all that is due; for tests and for whoever cannot wait for the watch.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await SomeAsync(null, cancel))
        {
        }
    }

    /// <summary>One batch of records whose reading is over; false when none is due, or another process is at it.</summary>
    internal async Task<bool> SomeAsync(Pace? pace, CancellationToken cancel)
    {
        await using var turn = await dbs.TurnAsync(Turn.Tags, cancel);
        if (turn is null)
        {
            return false;
        }

        await using var db = dbs.Open();
        var ids = await db.TagsDue.AsNoTracking()
            .Where(d => !db.Readings.Any(r => r.RecordId == d.RecordId && (r.State == ReadingState.Queued || r.State == ReadingState.Running)))
            .OrderBy(d => d.RecordId).Select(d => d.RecordId).Take(TagBatch.AtOnce).ToListAsync(cancel);
        if (ids.Count > 0)
        {
            await batch.RunAsync(ids, again: false, null, pace, cancel);
            return true;
        }

        var version = (await engines.CurrentAsync(cancel)).Version;
        ids = await LeftBehindAsync(db, version, cancel);
        if (ids.Count == 0)
        {
            return false;
        }

        // Passed only when they are done: what failed is met again.
        await batch.RunAsync(ids, again: false, null, pace, cancel);
        _sweep = (version, ids[^1]);
        return true;
    }

    /// <summary>Records whose proposals another version made, or none yet: after new rules, a new plan or a restored archive. Once for each version.</summary>
    private async Task<List<string>> LeftBehindAsync(RegistryDb db, string version, CancellationToken cancel)
    {
        if (_swept == version)
        {
            return [];
        }

        var after = _sweep.Version == version ? _sweep.After : "";
        var ids = await db.Records.AsNoTracking()
            .Where(r => r.Id.CompareTo(after) > 0 && (r.State == RecordState.Live || r.State == RecordState.Quarantined)
                && !db.TagStates.Any(s => s.RecordId == r.Id && s.Model == version)
                && !db.Readings.Any(x => x.RecordId == r.Id && (x.State == ReadingState.Queued || x.State == ReadingState.Running)))
            .OrderBy(r => r.Id).Select(r => r.Id).Take(TagBatch.AtOnce).ToListAsync(cancel);
        if (ids.Count == 0)
        {
            (_swept, _sweep) = (version, (null, ""));
        }

        return ids;
    }
}
