namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Moments of the records that searches of this process share. Each keeps the server's files of that moment for as long as a cursor may come
/// back to it: one a second is opened at most, however many ask, and a search is answered from none that is older.
/// </summary>
internal sealed class SharedViews(ElasticClient client, ElasticNames names, ElasticOptions options, TimeProvider time)
{
    /// <summary>What another process has written is found this much later at most; what this one refreshed at once.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private (Task<ElasticView> View, long At)? _newest;

    public Task<ElasticView> TakeAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_newest is not { View: { IsFaulted: false, IsCanceled: false } } kept || time.GetElapsedTime(kept.At) >= Age)
            {
                // Several wait for it: none of them may cancel it for the others.
                _newest = kept = (ElasticView.OpenAsync(client, names, names.Records, options.CursorAge, CancellationToken.None), time.GetTimestamp());
            }

            return kept.View.WaitAsync(cancel);
        }
    }

    /// <summary>The next search opens a moment of its own: something was refreshed, switched, or is gone.</summary>
    public void Outdate()
    {
        lock (_gate)
        {
            _newest = null;
        }
    }
}
