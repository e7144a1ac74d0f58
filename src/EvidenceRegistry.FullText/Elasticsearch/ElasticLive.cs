namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The live generation as this process knows it, asked of the server now and then. Whoever writes must know; a search goes by alias, and needs neither the
/// cluster's master nor leave to change anything: it goes on with what was known where nobody says.
/// </summary>
internal sealed class ElasticLive(ElasticGenerations generations, TimeProvider time)
{
    /// <summary>How long a process may answer before it looks which generation is live.</summary>
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(5);

    /// <summary>How long a search waits for a look; while a cluster has no master it would be half a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Known? _known;
    private Task<GenerationMeta>? _looking;

    private sealed record Known(GenerationMeta Meta, long At);

    /// <summary>As it is now; made where there is none.</summary>
    public async Task<GenerationMeta> NowAsync(CancellationToken cancel)
    {
        GenerationMeta live = await generations.LiveAsync(cancel);
        Volatile.Write(ref _known, new Known(live, time.GetTimestamp()));
        return live;
    }

    /// <summary>As it was a few seconds ago at most; for writes.</summary>
    public async Task<GenerationMeta> LatelyAsync(CancellationToken cancel) =>
        Volatile.Read(ref _known) is { } known && IsYoung(known) ? known.Meta : await NowAsync(cancel);

    /// <summary>As it was a few seconds ago, or when the server last said; for searches.</summary>
    /// <exception cref="IndexUnavailableException">The server never said it to this process, and does not now.</exception>
    public async Task<GenerationMeta> LastAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref _known) is not { } known)
        {
            return await NowAsync(cancel);
        }

        if (IsYoung(known))
        {
            return known.Meta;
        }

        try
        {
            return await LookAsync().WaitAsync(Patience, time, cancel);
        }
        catch (Exception e) when (e is TimeoutException or IndexUnavailableException)
        {
            // If it is the server itself that is away, the search will say so.
            Interlocked.CompareExchange(ref _known, known with { At = time.GetTimestamp() }, known);
            return known.Meta;
        }
    }

    /// <summary>The next one looks.</summary>
    public void Forget() => Volatile.Write(ref _known, null);

    private bool IsYoung(Known known) => time.GetElapsedTime(known.At) < Looked;

    /// <summary>One look for all who wait; it goes on when they have gone.</summary>
    private Task<GenerationMeta> LookAsync()
    {
        lock (_gate)
        {
            return _looking is { IsCompleted: false } looking ? looking : _looking = NowAsync(CancellationToken.None);
        }
    }
}
