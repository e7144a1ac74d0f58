namespace EvidenceRegistry.Indexing;

/// <summary>How long the oldest change that the index does not show has been seen to wait, by this process; rows do not say when they came.</summary>
public sealed class OldestChange(TimeProvider time)
{
    private Seen _seen = new(null, 0, TimeSpan.Zero);

    private sealed record Seen(long? Row, long Since, TimeSpan Waited);

    /// <summary>When it was last looked for.</summary>
    public TimeSpan Waited => Volatile.Read(ref _seen).Waited;

    /// <summary>Tells which row is the oldest now; null: nothing waits.</summary>
    public void See(long? row)
    {
        var before = Volatile.Read(ref _seen);
        var since = row is not null && row == before.Row ? before.Since : time.GetTimestamp();
        Volatile.Write(ref _seen, new Seen(row, since, time.GetElapsedTime(since)));
    }
}
