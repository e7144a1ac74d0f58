using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Jobs;

/// <summary>Takes jobs in, hands them out, writes how they ended.</summary>
public sealed class JobQueue(RegistryDbs dbs, TimeProvider time)
{
    /// <summary>Holders of a job that may be lost one after the other between two checkpoints: it is likely what they died of.</summary>
    public const int MostLost = 5;

    /// <summary>Pulses when this process queued a job.</summary>
    public ChangeSignal Queued { get; } = new();

    /// <param name="also">Saves something of its own with the job.</param>
    public async Task<Job> EnqueueAsync(string kind, string? input, int actorId, CancellationToken cancel, Action<RegistryDb, Job>? also = null)
    {
        await using var db = dbs.Open(actorId);
        var job = Add(db, kind, input, actorId);
        also?.Invoke(db, job);
        await db.SaveChangesAsync(cancel);
        Queued.Pulse();
        return job;
    }

    /// <summary>A job of a writing that holds what it is for: both stand or fall together. Whoever called saves, commits and pulses <see cref="Queued"/>.</summary>
    public Job Add(RegistryDb db, string kind, string? input, int actorId)
    {
        var job = new Job { Id = NewIds.Next(time), Kind = kind, Input = input, ActorId = actorId, CreatedAt = db.Now };
        db.Jobs.Add(job);
        return job;
    }

    /// <summary>True when one of that kind is queued or running: asking again for a rebuild makes no second one.</summary>
    /// <param name="input">Only with this input; null: with any.</param>
    public async Task<Job?> UnfinishedAsync(string kind, CancellationToken cancel, string? input = null)
    {
        await using var db = dbs.Open();
        return await db.Jobs.Where(j => j.Kind == kind && (input == null || j.Input == input) && (j.State == JobState.Queued || j.State == JobState.Running))
            .OrderBy(j => j.CreatedAt).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The oldest job that waits, or one whose holder has not been heard of in time.</summary>
    /// <param name="kinds">The kinds of a lane.</param>
    /// <param name="others">All kinds but those.</param>
    public async Task<Job?> ClaimAsync(string holder, IReadOnlyCollection<string> kinds, bool others, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        while (await Free(db).Where(j => kinds.Contains(j.Kind) != others).OrderBy(j => j.CreatedAt).Select(j => j.Id).FirstOrDefaultAsync(cancel) is { } id)
        {
            if (await TakeAsync(db, id, holder, cancel) is { } job)
            {
                return job;
            }
        }

        return null;
    }

    /// <returns>Null where another lane or process, which saw it free at the same moment, has it, and where it ends here: cancelled while nobody held it, or given up.</returns>
    private static async Task<Job?> TakeAsync(RegistryDb db, string id, string holder, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.JobAsync(db, id, cancel);
        if (await Free(db).FirstOrDefaultAsync(j => j.Id == id, cancel) is not { } job)
        {
            return null;
        }

        var lost = job.Counts.GetValueOrDefault(JobRun.Lost) + (job.State == JobState.Running ? 1 : 0);
        var ends = job.CancelAsked ? JobState.Cancelled : lost >= MostLost ? JobState.Failed : (JobState?)null;
        job.State = ends ?? JobState.Running;
        job.StartedAt ??= db.Now;
        job.EndedAt = ends is null ? null : db.Now;
        job.Error = ends == JobState.Failed ? $"Given up: {lost} processes ended while they did this job, each before it came any further." : job.Error;
        job.Counts = lost == 0 ? job.Counts : new Dictionary<string, long>(job.Counts, StringComparer.Ordinal) { [JobRun.Lost] = lost };
        job.ClaimedBy = ends is null ? holder : null;
        job.ClaimedUntil = ends is null ? db.Now + JobRun.ClaimedFor : null;
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return ends is null ? job : null;
    }

    private static IQueryable<Job> Free(RegistryDb db)
    {
        var now = db.Now;
        return db.Jobs.Where(j => j.State == JobState.Queued || (j.State == JobState.Running && (j.ClaimedUntil == null || j.ClaimedUntil < now)));
    }

    /// <summary>At start of an embedded process nobody else can hold a job: what runs on paper waits again.</summary>
    public async Task ReleaseAllAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await foreach (var job in db.Jobs.Where(j => j.State == JobState.Running).AsAsyncEnumerable().WithCancellation(cancel))
        {
            job.ClaimedUntil = null;
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Writes what a job came to, or, with <see cref="JobState.Queued"/>, that it is to go on later.</summary>
    public async Task EndAsync(string id, string holder, JobState state, string? error, IReadOnlyDictionary<string, long> counts, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var job = await db.Jobs.FindAsync([id], cancel);
        if (job is null || job.ClaimedBy != holder)
        {
            return;
        }

        job.State = state;
        job.Error = error;

        // One that goes on later begins with the counts its checkpoint was written with.
        job.Counts = state == JobState.Queued ? job.Counts : new Dictionary<string, long>(counts, StringComparer.Ordinal);
        job.EndedAt = state is JobState.Queued or JobState.Paused ? null : db.Now;
        job.ClaimedBy = null;
        job.ClaimedUntil = null;
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    /// <summary>A waiting job ends at once; a running one when its claim is next renewed.</summary>
    public async Task<bool> CancelAsync(string id, int actorId, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var job = await db.Jobs.FindAsync([id], cancel);
        if (job is null || job.EndedAt is not null)
        {
            return false;
        }

        job.CancelAsked = true;
        if (job.State is JobState.Queued or JobState.Paused)
        {
            job.State = JobState.Cancelled;
            job.EndedAt = db.Now;
        }

        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return true;
    }

    /// <summary>A job that asked goes on where it stood.</summary>
    /// <returns>False when it does not wait for an answer.</returns>
    public async Task<bool> ResumeAsync(string id, int actorId, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Jobs.FindAsync([id], cancel) is not { State: JobState.Paused } job)
        {
            return false;
        }

        job.State = JobState.Queued;
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        Queued.Pulse();
        return true;
    }
}
