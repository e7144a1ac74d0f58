namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Lets searches that know of the same state of the index (<see cref="SearchRequest.State"/>) share one moment of it. It was opened after that state was
/// known to somebody, so it holds everything that they may expect; a search that knows of another state gets another moment. One that no search uses any more
/// is closed, unless a cursor stands on it: a bounded number of those is kept, for as long as a cursor may be used.
/// </summary>
internal sealed class ElasticMoments(ElasticClient client, ElasticNames names, ElasticOptions options, TimeProvider time)
{
    /// <summary>A moment keeps the server from letting go of segments that it has merged since.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (ElasticView View, long LastUse)> _kept = new(StringComparer.Ordinal);
    private ElasticMoment? _last;

    /// <param name="given">Null: a moment of its own.</param>
    /// <returns>To be left by <see cref="Leave"/>.</returns>
    public ElasticMoment Of(GenerationMeta live, string? given)
    {
        string? state = given is null ? null : $"{live.Generation}/{given}";
        lock (_turn)
        {
            ElasticMoment? last = _last;
            if (state is null || last is not { IsOver: false } || last.State != state || time.GetElapsedTime(last.Since) >= Longest)
            {
                var moment = new ElasticMoment(client, names, options.CursorAge, live, state, time.GetTimestamp()) { Users = 1 };
                if (state is not null)
                {
                    _last = moment;
                    End(last);
                }

                return moment;
            }

            last.Users++;
            return last;
        }
    }

    public void Leave(ElasticMoment moment)
    {
        lock (_turn)
        {
            moment.Users--;
            End(moment);
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

    /// <summary>A cursor came back to the moment of that name.</summary>
    public void Use(string view)
    {
        lock (_turn)
        {
            if (_kept.TryGetValue(view, out (ElasticView View, long LastUse) kept))
            {
                _kept[view] = kept with { LastUse = time.GetTimestamp() };
            }
        }
    }

    /// <summary>Nothing, while somebody uses it or may come to. Nobody waits for a closing: the server forgets by itself what could not be closed.</summary>
    private void End(ElasticMoment? moment)
    {
        if (moment is null || moment.Users > 0 || moment == _last)
        {
            return;
        }

        if (moment.Cursors is not { } view)
        {
            _ = Task.Run(moment.LetGoAsync);
            return;
        }

        _kept[view.Id] = (view, time.GetTimestamp());
        foreach (string over in _kept.Where(kept => time.GetElapsedTime(kept.Value.LastUse) > options.CursorAge).Select(kept => kept.Key).ToArray())
        {
            _kept.Remove(over);
        }

        while (_kept.Count > options.CursorMoments)
        {
            _kept.Remove(_kept.MinBy(kept => kept.Value.LastUse).Key, out (ElasticView View, long LastUse) oldest);
            _ = Task.Run(oldest.View.LetGoAsync);
        }
    }
}
