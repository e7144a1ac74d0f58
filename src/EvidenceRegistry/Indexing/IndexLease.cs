using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Lets one process at a time write the index: a row with a holder, a time and an epoch that grows with each change of hands. The time only decides when another
/// may try; what cannot be taken back (rows that go, a build that is switched in) is done under the row itself, where a hand that slept through its time finds
/// a later epoch and stops.
/// </summary>
public sealed class IndexLease(RegistryDbs dbs, TimeProvider time) : IDisposable
{
    /// <summary>Believed for this long without a renewal, and renewed at half of it.</summary>
    public static readonly TimeSpan For = TimeSpan.FromSeconds(20);

    private const string Name = "index";

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTime _renewAt;

    /// <summary>Epoch under which this process writes; 0 where it does not.</summary>
    public long Epoch { get; private set; }

    /// <summary>True when this process holds the lease now. In an embedded registry the folder's lock has decided already: the
    /// row of a process that was killed is taken over at once.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return (Epoch > 0 && time.GetUtcNow().UtcDateTime < _renewAt) || await TakeAsync(cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Inside a writing: whether this process holds the lease, and has held it since that epoch began. Nobody takes it over before the writing ends.</summary>
    public Task<bool> StandsAsync(RegistryDb db, long epoch, CancellationToken cancel) => HeldRows.LeaseAsync(db, Name, _holder, epoch, cancel);

    /// <summary>
    /// Does what may be done by the one hand alone, while nobody can take the lease over, however long this process sleeps in between. That holds as long as the
    /// database keeps the connection, which this process would hear of at the end only: to be asked for one step at a time.
    /// </summary>
    /// <exception cref="IndexUnavailableException">Another process has it, or had it since that epoch.</exception>
    public async Task WhileHeldAsync(long epoch, Func<Task> act, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using (var write = await db.BeginWriteAsync(cancel))
        {
            if (!await StandsAsync(db, epoch, cancel))
            {
                throw new IndexUnavailableException("Another process writes the index, or has written it meanwhile.");
            }

            if (!dbs.Embedded)
            {
                await act();
                await write.CommitAsync(CancellationToken.None);
                return;
            }
        }

        // The folder's lock keeps all others out, and whoever writes into SQLite would wait.
        await act();
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> TakeAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var (now, lease) = (db.Now, await db.Leases.FindAsync([Name], cancel));
        if (lease is null)
        {
            db.Leases.Add(lease = new Lease { Name = Name });
        }

        if (lease.Holder != _holder)
        {
            if (!dbs.Embedded && lease.Until > now)
            {
                Epoch = 0;
                return false;
            }

            lease.Holder = _holder;
            lease.Epoch++;
        }

        lease.Until = now + For;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another was faster.
            Epoch = 0;
            return false;
        }

        await write.CommitAsync(cancel);
        (Epoch, _renewAt) = (lease.Epoch, now + (For / 2));
        return true;
    }
}
