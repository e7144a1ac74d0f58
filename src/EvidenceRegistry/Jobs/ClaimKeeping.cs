namespace EvidenceRegistry.Jobs;

/// <summary>Renews the claim of a job by the clock until it is disposed of, however long its work goes without telling of progress.</summary>
internal sealed class ClaimKeeping : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _kept;

    public ClaimKeeping(JobRun run, TimeProvider time, ILogger log)
    {
        // Two renewals may come late before anybody else believes that the job is free.
        _timer = new PeriodicTimer(JobRun.ClaimedFor / 3, time);
        _kept = KeepAsync(run, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _kept;
        _timer.Dispose();
        _over.Dispose();
    }

    private async Task KeepAsync(JobRun run, ILogger log)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_over.Token))
            {
                try
                {
                    await run.RenewAsync(_over.Token);
                }
                catch (Exception e) when (e is not OperationCanceledException || !_over.IsCancellationRequested)
                {
                    log.LogWarning(e, "The claim of job {Job} could not be renewed; it is tried again", run.Id);
                }
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The job has ended: nothing is left to be kept.
        }
    }
}
