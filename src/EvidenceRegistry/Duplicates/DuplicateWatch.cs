using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Duplicates;

/// <summary>
/// Looks at every record that changed, keeps its sketch and keys, and proposes the pairs that may be one. Nothing is merged here. Stopped
/// anywhere it does a batch again. While a bulk file or a harvest comes in it rests, and what is due stays due.
/// </summary>
public sealed class DuplicateWatch(RegistryDbs dbs, TimeProvider time, ILogger<DuplicateWatch> log) : BackgroundService
{
    // Other writers wait while one batch is written.
    private const int AtOnce = 100;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pulse = dbs.Changes.Next;
            try
            {
                var began = time.GetTimestamp();
                if (!await BringingJobs.AnyAsync(dbs, stoppingToken) && await BatchAsync(stoppingToken))
                {
                    await Task.Delay(time.GetElapsedTime(began), time, stoppingToken);
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

    /// <summary>One batch; false when nothing is due.</summary>
    private async Task<bool> BatchAsync(CancellationToken cancel)
    {
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
        foreach (var record in records.Values.Where(Lookalikes.Compared).OrderBy(r => r.Id, StringComparer.Ordinal))
        {
            var near = await Lookalikes.JudgeAsync(db, record, Lookalikes.WorkOf(record), batch.Candidates(record.Id), cancel);
            await ProposeAsync(db, record.Id, near, cancel);
        }

        foreach (var gone in ids.Where(id => !records.TryGetValue(id, out var record) || !Lookalikes.Compared(record)))
        {
            await ProposeAsync(db, gone, [], cancel);
        }

        db.SketchesDue.RemoveRange(due);
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>Open pairs of a record become those found now; what a person has decided stays decided.</summary>
    private static async Task ProposeAsync(RegistryDb db, string id, IReadOnlyList<(Record Record, Likeness Likeness)> near, CancellationToken cancel)
    {
        var known = await db.DuplicatePairs.Where(p => p.First == id || p.Second == id).ToListAsync(cancel);
        known.AddRange(db.DuplicatePairs.Local.Where(p => (p.First == id || p.Second == id) && !known.Contains(p)));
        foreach (var (other, likeness) in near)
        {
            var (first, second) = string.CompareOrdinal(id, other.Id) < 0 ? (id, other.Id) : (other.Id, id);
            if (known.FirstOrDefault(p => p.First == first && p.Second == second) is not { } pair)
            {
                db.DuplicatePairs.Add(new DuplicatePair { First = first, Second = second, Score = likeness.Score, Reasons = [.. likeness.Reasons], FoundAt = db.Now });
            }
            else if (pair.State == DuplicateState.Open)
            {
                (pair.Score, pair.Reasons) = (likeness.Score, [.. likeness.Reasons]);
            }
        }

        var still = near.Select(n => n.Record.Id).ToHashSet(StringComparer.Ordinal);
        db.DuplicatePairs.RemoveRange(known.Where(p => p.State == DuplicateState.Open && !still.Contains(p.First == id ? p.Second : p.First)
            && (near.Count < Lookalikes.Most || still.Count == 0)));
    }
}
