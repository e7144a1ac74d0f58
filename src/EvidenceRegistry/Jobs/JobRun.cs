using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Jobs;

/// <summary>A job at work in this process: its input, its counts, and the one way to tell of progress.</summary>
public sealed class JobRun(RegistryDbs dbs, Job job, string holder, CancellationTokenSource cancelled)
{
    /// <summary>A claim is renewed by the clock and with every progress, and believed for this long; somebody else takes over afterwards.</summary>
    public static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(1);

    /// <summary>Name of the count of holders that were lost since the last new checkpoint.</summary>
    public const string Lost = "lost";

    public string Id => job.Id;

    public string? Input => job.Input;

    public int ActorId => job.ActorId;

    /// <summary>Where an earlier run of this job got to, in the words of its kind.</summary>
    public string? Checkpoint => job.Checkpoint;

    public IReadOnlyDictionary<string, long> Counts => job.Counts;

    /// <summary>The work asks a person before it goes on: the job is <c>paused</c> until it is resumed or cancelled.</summary>
    public bool Paused { get; private set; }

    public void Pause() => Paused = true;

    public void Count(string name, long value) => job.Counts[name] = value;

    public void Add(string name, long more = 1) => job.Counts[name] = job.Counts.GetValueOrDefault(name) + more;

    /// <summary>
    /// Writes counts and checkpoint, renews the claim, and cancels the run when somebody asked for that or took the job over.
    /// </summary>
    public async Task SaveAsync(string? checkpoint, CancellationToken cancel)
    {
        await using var db = dbs.Open(job.ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await SaveInAsync(db, checkpoint, cancel))
        {
            await write.CommitAsync(cancel);
        }
    }

    /// <summary>Renews the claim and nothing else; cancels the run as <see cref="SaveAsync"/> does.</summary>
    internal async Task RenewAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open(job.ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.JobAsync(db, job.Id, cancel);
        if (await OursAsync(db, cancel) is { } kept)
        {
            kept.ClaimedUntil = db.Now + ClaimedFor;
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }
    }

    /// <summary>
    /// What <see cref="SaveAsync"/> does, inside a writing that holds what the checkpoint speaks of: both stand or fall together. Whoever called commits.
    /// </summary>
    /// <returns>False when the run is over: nothing of this writing may be committed.</returns>
    public async Task<bool> SaveInAsync(RegistryDb db, string? checkpoint, CancellationToken cancel)
    {
        if (await OursAsync(db, cancel) is not { } kept)
        {
            return false;
        }

        if (checkpoint != kept.Checkpoint)
        {
            job.Counts.Remove(Lost);
        }

        job.Checkpoint = checkpoint;
        kept.Counts = new Dictionary<string, long>(job.Counts, StringComparer.Ordinal);
        kept.Checkpoint = checkpoint;
        kept.ClaimedUntil = db.Now + ClaimedFor;
        kept.ChangeToken = db.LastToken ?? kept.ChangeToken;
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <returns>Null when somebody asked the run to stop or took the job over: it is cancelled.</returns>
    private async Task<Job?> OursAsync(RegistryDb db, CancellationToken cancel)
    {
        var kept = await db.Jobs.FindAsync([job.Id], cancel);
        if (kept is { CancelAsked: false } && kept.ClaimedBy == holder)
        {
            return kept;
        }

        await cancelled.CancelAsync();
        return null;
    }
}
