namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Lets searches that know of the same state of the index (<see cref="SearchRequest.State"/>) share one moment of it. It was opened after that state was
/// known to somebody, so it holds everything that they may expect; a search that knows of another state gets another moment.
/// </summary>
internal sealed class ElasticMoments(ElasticClient client, ElasticNames names, ElasticOptions options, TimeProvider time)
{
    /// <summary>A moment keeps the server from letting go of segments that it has merged since.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private ElasticMoment? _last;

    /// <param name="given">Null: a moment of its own.</param>
    public ElasticMoment Of(GenerationMeta live, string? given)
    {
        if (given is null)
        {
            return New(live, null);
        }

        string state = $"{live.Generation}/{given}";
        lock (_turn)
        {
            return _last is { IsOver: false } last && last.State == state && time.GetElapsedTime(last.Since) < Longest ? last : _last = New(live, state);
        }
    }

    /// <summary>The server has lost it: whoever comes next opens another.</summary>
    public void Forget(ElasticMoment lost)
    {
        lock (_turn)
        {
            _last = _last == lost ? null : _last;
        }
    }

    private ElasticMoment New(GenerationMeta live, string? state) => new(client, names, options.CursorAge, live, state, time.GetTimestamp());
}
