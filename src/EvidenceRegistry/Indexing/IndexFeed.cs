using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Outbox → index. Takes rows, turns each record as it is now into a document, gives it to the index, and deletes the rows
/// once the index has the change durable and visible. Stopped anywhere, it does some of that again, never less.
/// </summary>
public sealed class IndexFeed(RegistryDbs dbs, IndexHand hand, IndexDocuments documents, IndexLease lease, TimeProvider time, ILogger<IndexFeed> log)
    : BackgroundService
{
    /// <summary>Rows taken in one go; within them what is written is made durable and visible at least every <see cref="SeenWithin"/>.</summary>
    private const int Rows = 1000;

    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SettlesAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>One writes while the other reads what comes next.</summary>
    private readonly OwnThreads _own = new("index feed", 2);

    /// <summary>Pulses when rows have gone: what they stood for can be found.</summary>
    public ChangeSignal Carried { get; } = new();

    /// <summary>Why the index could not be written at the last attempt; null when all is well, or another process writes it.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Nothing waits, and what many small writes left in pieces has been joined, or could not be (the log says why). An index made anew has pieces of its own.</summary>
    public bool Settled => _settled.IsSo && _settled.Switches == hand.Switches;

    private (bool IsSo, int Switches) _settled;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_own.RunAsync(FeedAsync, stoppingToken), RenewAsync(stoppingToken));

    /// <summary>A long text, a slow server or a rebuild in this process can take longer than the lease is believed: it is renewed beside them.</summary>
    private async Task RenewAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(IndexLease.For / 4, time, stoppingToken);
            try
            {
                if (lease.Epoch > 0)
                {
                    await lease.HoldAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The lease of the index could not be renewed; trying again");
            }
        }
    }

    private async Task FeedAsync(CancellationToken stoppingToken)
    {
        var quiet = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pulse = dbs.Changes.Next;
            try
            {
                var began = time.GetTimestamp();
                var held = await lease.HoldAsync(stoppingToken);
                if (held && await CarryAsync(lease.Epoch, stoppingToken))
                {
                    await PauseAsync(time.GetElapsedTime(began), stoppingToken);
                    (quiet, _settled) = (time.GetTimestamp(), default);
                    continue;
                }

                Trouble = held ? Trouble : null;
                if (held && !Settled && time.GetElapsedTime(quiet) > SettlesAfter)
                {
                    var switches = hand.Switches;
                    (_settled, quiet) = ((!await SettleAsync(stoppingToken), switches), time.GetTimestamp());
                }

                await ChangeSignal.WaitAsync(pulse, LookAgainAfter, time, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (Trouble != e.Message)
                {
                    log.LogError(e, "The index cannot be fed; trying again");
                }

                Trouble = e.Message;
                await Task.Delay(TryAgainAfter, time, stoppingToken);
            }
        }
    }

    /// <summary>What cannot be settled (a disk that is nearly full) is left as it is until something has been written again: the index is whole without.</summary>
    private async Task<bool> SettleAsync(CancellationToken cancel)
    {
        try
        {
            return await hand.SettleAsync(cancel);
        }
        catch (IndexUnavailableException e)
        {
            log.LogWarning(e, "The index could not be settled; it is whole and stays as it is");
            return false;
        }
    }

    /// <summary>
    /// Rests as long as the batch took. Under load the next batch is then larger, and the flush and the new view of the index, which cost
    /// the same for one document as for hundreds, are shared by more; a single write is still visible at once.
    /// </summary>
    private Task PauseAsync(TimeSpan took, CancellationToken cancel) => Task.Delay(took < LongestPause ? took : LongestPause, time, cancel);

    public override void Dispose()
    {
        base.Dispose();
        _own.Dispose();
    }

    /// <summary>Carries everything that is due; for tests and for a graceful stop.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await lease.HoldAsync(cancel) && await CarryAsync(lease.Epoch, cancel))
        {
        }
    }

    /// <summary>One batch; false when nothing was due, or another process has taken over: the rest of the batch is its own.</summary>
    /// <param name="epoch">Of the lease; under a later one nothing of this batch may be called carried.</param>
    private async Task<bool> CarryAsync(long epoch, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var now = db.Now;
        var rows = await db.Outbox.AsNoTracking()
            .Where(o => o.NextTry == null || o.NextTry <= now)
            .OrderBy(o => o.Poisoned).ThenBy(o => o.Id).Take(Rows).ToListAsync(cancel);
        if (rows.Count == 0)
        {
            Trouble = null;
            return false;
        }

        var next = await FeedBatch.OfAsync(rows, documents, cancel);
        return await next.CarryAsync(dbs, batch => CarryAsync(db, epoch, batch, cancel), cancel);
    }

    private async Task<bool> CarryAsync(RegistryDb db, long epoch, IReadOnlyList<OutboxRow> batch, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var (written, refused) = (new HashSet<string>(StringComparer.Ordinal), new List<RefusedWrite>());
        await foreach (var part in documents.OfAsync([.. batch.Select(r => r.RecordId).Distinct()], cancel))
        {
            if (!await lease.HoldAsync(cancel) || lease.Epoch != epoch)
            {
                return false;
            }

            refused.AddRange([.. await WriteAsync(part.Writes, cancel), .. part.Refused]);
            written.UnionWith(part.Ids);
            if (time.GetElapsedTime(began) > SeenWithin)
            {
                if (!await LandAsync(db, epoch, batch, written, refused, cancel))
                {
                    return false;
                }

                began = time.GetTimestamp();
            }
        }

        var landed = await LandAsync(db, epoch, batch, written, refused, cancel);
        Trouble = null;
        return landed;
    }

    /// <summary>A flush and a new view of the index cost the same for one document as for thousands: many parts share them.</summary>
    /// <returns>False where another process has taken over: its rows stay.</returns>
    private async Task<bool> LandAsync(RegistryDb db, long epoch, IReadOnlyList<OutboxRow> batch, HashSet<string> written, List<RefusedWrite> refused, CancellationToken cancel)
    {
        if (written.Count == 0)
        {
            return true;
        }

        await hand.RefreshAsync(cancel);
        var not = refused.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        if (!await DeleteAsync(db, epoch, [.. batch.Where(r => written.Contains(r.RecordId) && !not.Contains(r.RecordId))], cancel))
        {
            log.LogInformation("Another process feeds the index now; what was written here is carried there");
            return false;
        }

        await PoisonRows.NoteAsync(dbs, [.. batch.Where(r => not.Contains(r.RecordId))], refused, cancel);
        written.Clear();
        refused.Clear();
        Carried.Pulse();
        return true;
    }

    private async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> part, CancellationToken cancel)
    {
        try
        {
            return await hand.WriteAsync(part, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException and not IndexUnavailableException)
        {
            log.LogWarning(e, "{Count} document(s) could not be written together; each goes alone now", part.Count);
            return [.. part.Select(w => new RefusedWrite(w.Id, e.Message))];
        }
    }

    /// <summary>With the rows of closings the searches' word to leave those records out goes too: cursors that were given until then are over in the same writing.</summary>
    /// <returns>False where the lease went to another since <paramref name="epoch"/> began, and a build of its own may be without these changes: no row goes.</returns>
    private async Task<bool> DeleteAsync(RegistryDb db, long epoch, IReadOnlyList<OutboxRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return true;
        }

        var ids = rows.Select(r => r.Id).ToList();
        var state = Guid.NewGuid().ToString("N");
        await using var write = await db.BeginWriteAsync(cancel);
        if (!await lease.StandsAsync(db, epoch, cancel))
        {
            return false;
        }

#pragma warning disable RS0030 // A named exemption: rows the index has carried go without another outbox row, and its state gets another name with them.
        await db.Outbox.Where(o => ids.Contains(o.Id)).ExecuteDeleteAsync(cancel);
        var named = await db.Settings.Where(s => s.Name == Setting.IndexState).ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, state), cancel);
#pragma warning restore RS0030
        if (named == 0)
        {
            db.Settings.Add(new Setting { Name = Setting.IndexState, Value = state });
            await db.SaveChangesAsync(cancel);
        }

        if (rows.Any(r => r.Narrowing))
        {
            await Narrowings.RaiseAsync(db, cancel);
        }

        await write.CommitAsync(cancel);
        return true;
    }
}
