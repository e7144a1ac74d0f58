using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Jobs;

/// <summary>Runs jobs, each in its lane, as long as the process lives.</summary>
public sealed class JobWorker(RegistryDbs dbs, JobQueue queue, IEnumerable<IJobWork> works, TimeProvider time, ILogger<JobWorker> log) : BackgroundService
{
    private const int OutsideAtOnce = 4;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}";
    private readonly Dictionary<string, IJobWork> _works = works.ToDictionary(w => w.Kind, StringComparer.Ordinal);
    private long _claims;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ReleaseAsync(stoppingToken);
        await Task.WhenAll([
            LaneAsync(JobLane.Prompt, stoppingToken), LaneAsync(JobLane.Slow, stoppingToken),
            .. Enumerable.Range(0, OutsideAtOnce).Select(_ => LaneAsync(JobLane.Outside, stoppingToken)),
        ]);
    }

    private async Task ReleaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (dbs.Embedded)
            {
                await queue.ReleaseAllAsync(stoppingToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Jobs that a stopped process left could not be released; they are taken up when their claims run out");
        }
    }

    private async Task LaneAsync(JobLane lane, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pulse = queue.Queued.Next;
            try
            {
                // One that waits for a server waits as long as one that is not there.
                if (await RunOneAsync(lane, stoppingToken) is not null and not JobState.Queued)
                {
                    continue;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Jobs cannot be claimed; looking again in {Seconds} s", LookAgainAfter.TotalSeconds);
            }

            await ChangeSignal.WaitAsync(pulse, LookAgainAfter, time, stoppingToken);
        }
    }

    /// <summary>Does every job that waits; for tests and for whoever cannot wait for the worker.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while ((await RunOneAsync(JobLane.Prompt, cancel) ?? await RunOneAsync(JobLane.Slow, cancel) ?? await RunOneAsync(JobLane.Outside, cancel)) is not null)
        {
        }
    }

    /// <summary>What one job came to; null where none waits.</summary>
    private async Task<JobState?> RunOneAsync(JobLane lane, CancellationToken stop)
    {
        // Each claim has a name of its own: a job that was lost to another lane of this process is lost as well.
        var holder = $"{_holder}:{Interlocked.Increment(ref _claims)}";
        if (await ClaimAsync(lane, holder, stop) is not { } job)
        {
            return null;
        }

        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = new JobRun(dbs, job, holder, cancelled);
        (JobState State, string? Error) end;
        await using (new ClaimKeeping(run, time, log))
        {
            end = await OutcomeAsync(job, run, cancelled.Token, stop);
        }

        await queue.EndAsync(job.Id, holder, end.State, end.Error, run.Counts, CancellationToken.None);
        return end.State;
    }

    private async Task<Job?> ClaimAsync(JobLane lane, string holder, CancellationToken stop)
    {
        var others = new List<string>();
        foreach (var work in _works.Values)
        {
            if (work.Lane != lane || !await work.IsOursAsync(stop))
            {
                others.Add(work.Kind);
            }
        }

        // A kind that nothing here knows is claimed by the prompt lane, which says so.
        return lane == JobLane.Prompt
            ? await queue.ClaimAsync(holder, others, others: true, stop)
            : await queue.ClaimAsync(holder, [.. _works.Keys.Except(others, StringComparer.Ordinal)], others: false, stop);
    }

    private async Task<(JobState State, string? Error)> OutcomeAsync(Job job, JobRun run, CancellationToken cancel, CancellationToken stop)
    {
        if (!_works.TryGetValue(job.Kind, out var work))
        {
            return (JobState.Failed, $"Nothing here does jobs of kind '{job.Kind}'.");
        }

        try
        {
            await work.RunAsync(run, cancel);
            return (cancel.IsCancellationRequested ? JobState.Cancelled : run.Paused ? JobState.Paused : JobState.Done, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process stops: the next one goes on at the checkpoint.
            return (JobState.Queued, null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return (JobState.Cancelled, null);
        }
        catch (Exception e) when (DatabaseAway.Is(e) || e is IndexUnavailableException)
        {
            // What was handed in is not lost for a restart of a server: it goes on at the checkpoint.
            log.LogWarning(e, "Job {Job} of kind {Kind} waits for {What}", job.Id, job.Kind, e is IndexUnavailableException ? "the index" : "the database");
            return (JobState.Queued, null);
        }
        catch (Exception e)
        {
            log.LogError(e, "Job {Job} of kind {Kind} failed", job.Id, job.Kind);
            return (JobState.Failed, e.Message);
        }
    }
}
