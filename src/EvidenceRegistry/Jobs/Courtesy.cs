using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Jobs;

/// <summary>
/// Lets those who wait for an answer go before work that nobody waits for: between two of its steps such work stands aside while a request
/// has not had its first byte. Never longer than <see cref="Times"/> times what the step took, so that it goes on however busy the registry is.
/// </summary>
public sealed class Courtesy(TimeProvider time)
{
    /// <summary>A quarter of the time is left to work that nobody waits for when somebody always waits for an answer.</summary>
    private const int Times = 3;

    private readonly ChangeSignal _served = new();
    private int _waiting;

    /// <summary>Somebody waits for an answer, until the first call of what comes back.</summary>
    public Action SomebodyWaits()
    {
        Interlocked.Increment(ref _waiting);
        var served = 0;
        return () =>
        {
            if (Interlocked.Exchange(ref served, 1) == 0 && Interlocked.Decrement(ref _waiting) == 0)
            {
                _served.Pulse();
            }
        };
    }

    /// <summary>After a step that <paramref name="took"/> so long: until nobody waits, or its turn has come again.</summary>
    public async ValueTask StandAsideAsync(TimeSpan took, CancellationToken cancel)
    {
        var served = _served.Next;
        if (Volatile.Read(ref _waiting) > 0)
        {
            await ChangeSignal.WaitAsync(served, took * Times, time, cancel);
        }
    }

    /// <summary>The pace of one batch that begins now.</summary>
    public Pace Begin() => new(this, time);
}
