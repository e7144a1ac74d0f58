using EvidenceRegistry.Jobs;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Duplicates;

/// <summary>
/// Looks at every record that changed, keeps its sketch and keys, and proposes the pairs that may be one. Nothing is merged here. Stopped
/// anywhere it does a batch again. It works on a thread of its own; while a bulk file or a harvest comes in, or the index is behind, it rests, and
/// what is due stays due. Of several processes one at a time does it.
/// </summary>
public sealed class DuplicateWatch(RegistryDbs dbs, OwnThreads own, Courtesy courtesy, TimeProvider time, ILogger<DuplicateWatch> log) : BackgroundService
{
    // Other writers wait while one batch is written.
    private const int AtOnce = 100;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => own.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pulse = dbs.Changes.Next;
            try
            {
                var pace = courtesy.Begin();
                if (!await BringingJobs.UnsettledAsync(dbs, stoppingToken) && await BatchAsync(stoppingToken))
                {
                    await pace.StepAsync(stoppingToken);
                    await pace.RestAsync(stoppingToken);
                    continue;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Duplicates cannot be looked for; trying again in {Seconds} s", LookAgainAfter.TotalSeconds);
            }

            await ChangeSignal.WaitAsync(pulse, LookAgainAfter, time, stoppingToken);
            await Task.Delay(LookAgainAfter, time, stoppingToken);
        }
    }

    /// <summary>Does all that is due; for tests and for whoever cannot wait for the watch.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await BatchAsync(cancel))
        {
        }
    }

    /// <summary>One batch; false when nothing is due, or another process is at it.</summary>
    private async Task<bool> BatchAsync(CancellationToken cancel)
    {
        await using var turn = await dbs.TurnAsync(Turn.Duplicates, cancel);
        if (turn is null)
        {
            return false;
        }

        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var due = await db.SketchesDue.OrderBy(d => d.RecordId).Take(AtOnce).ToListAsync(cancel);
        if (due.Count == 0)
        {
            return false;
        }

        var ids = due.Select(d => d.RecordId).ToList();
        var records = await db.Records.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        var batch = new SketchBatch(db);
        await batch.ReplaceAsync(ids, [.. records.Values.Where(Lookalikes.Compared)], cancel);
        var compared = records.Values.Where(Lookalikes.Compared).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        var works = await Lookalikes.WorksAsync(db, [.. compared.SelectMany(r => batch.Candidates(r.Id)).Distinct(StringComparer.Ordinal)], cancel);
        var pairs = await PairsOfRecords.ReadAsync(db, ids, cancel);
        var near = compared.ToDictionary(
            r => r.Id,
            r => Lookalikes.Judge(Lookalikes.WorkOf(r), batch.Candidates(r.Id).Where(id => id != r.Id && works.ContainsKey(id)).Select(id => (id, works[id]))).ToList(),
            StringComparer.Ordinal);

        // Of two in one batch the later meets the earlier.
        foreach (var (id, likeness, other) in near.SelectMany(n => n.Value.Select(m => (n.Key, m.Likeness, m.Id))).ToList())
        {
            if (near.TryGetValue(other, out var its) && its.All(n => n.Id != id))
            {
                its.Add((id, likeness));
            }
        }

        foreach (var (id, found) in near)
        {
            pairs.Propose(id, found);
        }

        foreach (var gone in ids.Where(id => !records.TryGetValue(id, out var record) || !Lookalikes.Compared(record)))
        {
            pairs.Propose(gone, []);
        }

        db.SketchesDue.RemoveRange(due);
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return true;
    }
}
