namespace EvidenceRegistry.FullText;

/// <summary>Views that cursors may come back to: for a bounded time after their last use, and a bounded number of them.</summary>
internal sealed class KeptViews(LuceneOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (IndexView View, long LastUse)> _kept = [];

    /// <summary>Keeps the view; the caller holds a reference of its own.</summary>
    public void Keep(IndexView view)
    {
        lock (_gate)
        {
            if (!_kept.ContainsKey(view.Number) && !view.TryAcquire())
            {
                return;
            }

            _kept[view.Number] = (view, time.GetTimestamp());
            Expire();
            while (_kept.Count > options.CursorViews)
            {
                Remove(_kept.MinBy(kept => kept.Value.LastUse).Key);
            }
        }
    }

    /// <summary>The view with a reference for the caller, or null when it is no longer kept.</summary>
    public IndexView? Acquire(long number)
    {
        lock (_gate)
        {
            Expire();
            if (!_kept.TryGetValue(number, out (IndexView View, long LastUse) kept) || !kept.View.TryAcquire())
            {
                return null;
            }

            _kept[number] = (kept.View, time.GetTimestamp());
            return kept.View;
        }
    }

    /// <summary>Every cursor given so far has expired.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (long number in _kept.Keys.ToArray())
            {
                Remove(number);
            }
        }
    }

    private void Expire()
    {
        foreach (long number in _kept.Where(kept => time.GetElapsedTime(kept.Value.LastUse) > options.CursorAge).Select(kept => kept.Key).ToArray())
        {
            Remove(number);
        }
    }

    private void Remove(long number)
    {
        _kept.Remove(number, out (IndexView View, long LastUse) kept);
        kept.View.Release();
    }
}
