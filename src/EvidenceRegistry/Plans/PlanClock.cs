namespace EvidenceRegistry.Plans;

/// <summary>Lets a process read with the plans that another one has imported.</summary>
public sealed class PlanClock(PlanTrees plans, TimeProvider time, ILogger<PlanClock> log) : BackgroundService
{
    /// <summary>How long a process may read by plans of before.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookAgainAfter, time, stoppingToken);
            try
            {
                await plans.FreshAsync(stoppingToken);
            }
            catch (Exception unread) when (unread is not OperationCanceledException)
            {
                log.LogWarning(unread, "The plans could not be looked at; those of before are read.");
            }
        }
    }
}
