namespace EvidenceRegistry.Submissions;

/// <summary>Deletes, at start and once an hour, what a process that ended had still to delete.</summary>
public sealed class BytesClock(BytesToDelete bytes, TimeProvider time, ILogger<BytesClock> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bytes.DeleteAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "Bytes that are not to be kept could not be deleted; tried again within the hour.");
            }

            await Task.Delay(Between, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
