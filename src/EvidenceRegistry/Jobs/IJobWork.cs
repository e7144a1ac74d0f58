namespace EvidenceRegistry.Jobs;

/// <summary>What one kind of long work does. The way it is claimed, watched, cancelled, resumed and taken over is the same for all.</summary>
public interface IJobWork
{
    /// <summary>The <see cref="Storage.Job.Kind"/> it does.</summary>
    string Kind { get; }

    /// <summary>Beside which other jobs it runs.</summary>
    JobLane Lane => JobLane.Prompt;

    /// <summary>Whether this process may do it now: some work belongs to the one that holds a lease.</summary>
    ValueTask<bool> IsOursAsync(CancellationToken cancel) => ValueTask.FromResult(true);

    /// <summary>
    /// Does the work from <see cref="JobRun.Checkpoint"/> on. Returns when done; an exception makes the job <c>failed</c> with
    /// its message, one that says that the database or the index is away lets it wait and go on. Called again after a crash: what was done up to the checkpoint is not done twice.
    /// </summary>
    Task RunAsync(JobRun run, CancellationToken cancel);
}

/// <summary>Jobs of one lane never hold up those of another.</summary>
public enum JobLane
{
    /// <summary>Somebody waits for it; one at a time.</summary>
    Prompt,

    /// <summary>It may take days and nobody waits for it; one at a time.</summary>
    Slow,

    /// <summary>It mostly waits for other people's servers; four at a time.</summary>
    Outside,
}
