namespace EvidenceRegistry.Submissions;

/// <summary>Deletes, at start and once an hour, what a process that ended had still to delete; once a day, what nothing names.</summary>
public sealed class BytesClock(BytesToDelete bytes, UnnamedBytes unnamed, TimeProvider time, ILogger<BytesClock> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1), BetweenSweeps = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not at the start itself, which has enough to read.
        var next = time.GetUtcNow() + Between;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bytes.DeleteAsync(stoppingToken);
                if (time.GetUtcNow() >= next)
                {
                    next = time.GetUtcNow() + BetweenSweeps;
                    if (await unnamed.SweepAsync(stoppingToken) is > 0 and var gone)
                    {
                        log.LogInformation("{Count} stored files that nothing names are deleted.", gone);
                    }
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "Bytes that are not to be kept could not be deleted; tried again within the hour.");
            }

            await Task.Delay(Between, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
