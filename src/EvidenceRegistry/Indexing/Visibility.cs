using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>Answers whether everything up to a change token, text reading included, can be found.</summary>
public sealed class Visibility(RegistryDbs dbs, IndexFeed feed, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// True as soon as no outbox row and no waiting or running reading stems from a write at or before the token. A file that
    /// failed to be read and a poisoned row hold nothing up.
    /// </summary>
    public async Task<bool> WaitAsync(long token, TimeSpan atMost, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + atMost;
        while (true)
        {
            var pulse = feed.Carried.Next;
            await using (var db = dbs.Open())
            {
                if (await VisibleAsync(db, token, cancel))
                {
                    return true;
                }
            }

            if (time.GetUtcNow() >= until)
            {
                return false;
            }

            await ChangeSignal.WaitAsync(pulse, LookAgainAfter, time, cancel);
        }
    }

    private static async Task<bool> VisibleAsync(RegistryDb db, long token, CancellationToken cancel) =>
        !await db.Outbox.AnyAsync(o => !o.Poisoned && (o.Origin ?? o.Id) <= token, cancel)
        && !await db.Readings.AnyAsync(r => (r.State == ReadingState.Queued || r.State == ReadingState.Running) && r.Origin <= token, cancel);
}
