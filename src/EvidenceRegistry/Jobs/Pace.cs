namespace EvidenceRegistry.Jobs;

/// <summary>The pace of one batch of work that nobody waits for: it stands aside between its steps, and rests altogether at least as long as it worked.</summary>
public sealed class Pace(Courtesy courtesy, TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private TimeSpan _worked;
    private TimeSpan _rested;

    /// <summary>After each step.</summary>
    public async ValueTask StepAsync(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        var took = time.GetElapsedTime(_since, now);
        await courtesy.StandAsideAsync(took, cancel);
        _since = time.GetTimestamp();
        _worked += took;
        _rested += time.GetElapsedTime(now, _since);
    }

    /// <summary>After the last: what is left of the rest.</summary>
    public async Task RestAsync(CancellationToken cancel)
    {
        _worked += time.GetElapsedTime(_since);
        if (_worked > _rested)
        {
            await Task.Delay(_worked - _rested, time, cancel);
        }
    }
}
