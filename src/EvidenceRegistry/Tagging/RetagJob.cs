using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Proposes anew for every record, in order of their ids; goes on at its checkpoint after a stop.</summary>
public sealed class RetagJob(RegistryDbs dbs, TagBatch batch, TaggingOptions options, TimeProvider time) : IJobWork
{
    public const string Work = "retag";

    public string Kind => Work;

    public JobLane Lane => JobLane.Slow;

    /// <summary>One that was asked for before proposing was switched off waits until it is on again.</summary>
    public ValueTask<bool> IsOursAsync(CancellationToken cancel) => ValueTask.FromResult(options.Enabled);

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var after = run.Checkpoint ?? "";
        var left = await LeftAsync(after, cancel);
        while (!cancel.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            var ids = await NextAsync(after, cancel);
            if (ids.Count == 0)
            {
                return;
            }

            var last = ids[^1];
            var done = await batch.RunAsync(ids, again: true, async (db, changed) =>
            {
                run.Add("read", ids.Count);
                run.Add("updated", changed);
                run.Count("left", left = Math.Max(0, left - ids.Count));
                run.Add(JobView.Milliseconds, (long)time.GetElapsedTime(began).TotalMilliseconds);
                return await run.SaveInAsync(db, last, cancel);
            }, null, cancel);
            if (done is null)
            {
                return;
            }

            after = last;
        }
    }

    private async Task<List<string>> NextAsync(string after, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await Rest(db, after).OrderBy(r => r.Id).Select(r => r.Id).Take(TagBatch.AtOnce).ToListAsync(cancel);
    }

    private async Task<long> LeftAsync(string after, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await Rest(db, after).LongCountAsync(cancel);
    }

    private static IQueryable<Record> Rest(RegistryDb db, string after) =>
        db.Records.Where(r => r.Id.CompareTo(after) > 0 && (r.State == RecordState.Live || r.State == RecordState.Quarantined));
}
