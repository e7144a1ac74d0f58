using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Lets one process at a time write the index: a row with a holder, a time and an epoch that grows with each change of hands,
/// so that a hand that slept through its time finds a later epoch and stops.
/// </summary>
public sealed class IndexLease(RegistryDbs dbs, TimeProvider time)
{
    /// <summary>Believed for this long without a renewal, and renewed at half of it.</summary>
    public static readonly TimeSpan For = TimeSpan.FromSeconds(20);

    private const string Name = "index";

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}";
    private DateTime _renewAt;

    /// <summary>Epoch under which this process writes.</summary>
    public long Epoch { get; private set; }

    /// <summary>True when this process holds the lease now. In an embedded registry the folder's lock has decided already: the
    /// row of a process that was killed is taken over at once.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancel)
    {
        if (Epoch > 0 && time.GetUtcNow().UtcDateTime < _renewAt)
        {
            return true;
        }

        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var lease = await db.Leases.FindAsync([Name], cancel);
        if (lease is null)
        {
            db.Leases.Add(lease = new Lease { Name = Name });
        }

        if (lease.Holder != _holder)
        {
            if (!dbs.Embedded && lease.Until > db.Now)
            {
                Epoch = 0;
                return false;
            }

            lease.Holder = _holder;
            lease.Epoch++;
        }

        lease.Until = db.Now + For;
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        Epoch = lease.Epoch;
        _renewAt = db.Now + (For / 2);
        return true;
    }
}
