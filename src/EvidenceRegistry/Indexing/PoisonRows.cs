using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>What becomes of a row the index refuses: tried again ever more slowly, then waiting alone, seen by all.</summary>
public static class PoisonRows
{
    /// <summary>Waits before the second, third … try. After the last the row is poisoned and tried at the pace of <see cref="Poisoned"/>.</summary>
    public static IReadOnlyList<TimeSpan> Ladder { get; } =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    /// <summary>An hour: long enough to cost nothing, short enough that a mended programme heals by itself the same day.</summary>
    public static TimeSpan Poisoned { get; } = TimeSpan.FromHours(1);

    /// <param name="rows">As they were before this try: it counts once, however often it is noted.</param>
    public static async Task NoteAsync(RegistryDbs dbs, IReadOnlyList<OutboxRow> rows, IReadOnlyList<RefusedWrite> refused, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var db = dbs.Open();
        var ids = rows.Select(r => r.Id).ToList();
        var attempts = rows.ToDictionary(r => r.Id, r => r.Attempts);
        await foreach (var row in db.Outbox.Where(o => ids.Contains(o.Id)).AsAsyncEnumerable().WithCancellation(cancel))
        {
            row.Error = refused.FirstOrDefault(r => r.Id == row.RecordId)?.Reason;
            row.Poisoned = attempts[row.Id] >= Ladder.Count;
            row.NextTry = db.Now + (row.Poisoned ? Poisoned : Ladder[attempts[row.Id]]);
            row.Attempts = attempts[row.Id] + 1;
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>What was noted of a try that something else broke off is as it was before.</summary>
    public static async Task TakeBackAsync(RegistryDbs dbs, IReadOnlyList<OutboxRow> rows)
    {
        await using var db = dbs.Open();
        var before = rows.ToDictionary(r => r.Id);
        var ids = before.Keys.ToList();
        foreach (var row in await db.Outbox.Where(o => ids.Contains(o.Id)).ToListAsync(CancellationToken.None))
        {
            var was = before[row.Id];
            (row.Attempts, row.NextTry, row.Error, row.Poisoned) = (was.Attempts, was.NextTry, was.Error, was.Poisoned);
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }
}
