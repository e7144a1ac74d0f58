namespace EvidenceRegistry.FullText;

/// <summary>The first so many of all that are added, in the order of their keys.</summary>
internal sealed class BestHits(int keep)
{
    private readonly PriorityQueue<HitKey, HitKey> _worstFirst = new(Comparer<HitKey>.Create((a, b) => b.CompareTo(a)));

    public void Add(HitKey hit)
    {
        if (_worstFirst.Count < keep)
        {
            _worstFirst.Enqueue(hit, hit);
        }
        else if (keep > 0 && hit.CompareTo(_worstFirst.Peek()) < 0)
        {
            _worstFirst.EnqueueDequeue(hit, hit);
        }
    }

    /// <summary>Best first; nothing is left afterwards.</summary>
    public IReadOnlyList<HitKey> Take()
    {
        var hits = new HitKey[_worstFirst.Count];
        for (int i = hits.Length - 1; i >= 0; i--)
        {
            hits[i] = _worstFirst.Dequeue();
        }

        return hits;
    }
}
