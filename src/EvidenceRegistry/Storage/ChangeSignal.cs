namespace EvidenceRegistry.Storage;

/// <summary>
/// Wakes whoever waits for news of this process's own commits. A missed pulse costs only the waiter's own time-out, never
/// a change: other processes commit without pulsing here.
/// </summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource _next = New();

    public void Pulse() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>A task that ends with the next pulse; take it before looking, wait on it after.</summary>
    public Task Next => _next.Task;

    /// <summary>Waits for <paramref name="pulse"/> or until the time is over, whichever comes first.</summary>
    public static async Task WaitAsync(Task pulse, TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await pulse.WaitAsync(atMost, time, cancel);
        }
        catch (TimeoutException)
        {
            // Nothing pulsed in time: the caller looks for itself.
            return;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
