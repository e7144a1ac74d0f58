using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A clock on which every wait is over at once, and has taken its time: nobody sleeps, and politeness can be read off the clock.</summary>
public sealed class JumpingTime(FakeTimeProvider clock) : TimeProvider
{
    private readonly Lock _jump = new();

    /// <summary>All that was waited for.</summary>
    public TimeSpan Waited { get; private set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            lock (_jump)
            {
                Waited += dueTime;
                clock.Advance(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Over();
    }

    private sealed class Over : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
