using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>
/// How often the words that stand in many documents of one segment stand in each, decoded once: a byte a document. The same common words
/// come back in most questions, and to decode their lists anew each time was a fifth of a heavy search. Kept as long as the segment lives.
/// </summary>
/// <remarks>
/// Holds two spans of <see cref="SpanBytes"/>, or of <see cref="FewestTerms"/> terms where those are more; the older one goes when the
/// younger is full. A term is kept from the second time on that it is asked for.
/// </remarks>
internal sealed class FrequentTerms(int documents)
{
    /// <summary>Below this a list is decoded in no time.</summary>
    private const int SmallestSegment = 1024;

    /// <summary>A term is frequent when one document in so many holds it.</summary>
    private const int Share = 16;

    private const int SpanBytes = 16_000_000;

    private const int FewestTerms = 16;

    private static readonly ConditionalWeakTable<object, FrequentTerms> Segments = [];

    private readonly int _spanTerms = Math.Max(FewestTerms, SpanBytes / documents);
    private readonly Lock _turn = new();
    private Dictionary<(string Field, string Term), FrequentTerm?> _young = [];
    private Dictionary<(string Field, string Term), FrequentTerm?> _old = [];

    /// <summary>Null where the segment is too small for any.</summary>
    public static FrequentTerms? Of(AtomicReader segment) =>
        segment.MaxDoc < SmallestSegment ? null : Segments.GetValue(segment.CoreCacheKey, _ => new FrequentTerms(segment.MaxDoc));

    public bool IsFrequent(int frequency) => (long)frequency * Share >= documents;

    /// <summary>The term as it is kept; null the first time that it is asked for.</summary>
    /// <param name="open">Its list from the start, deleted documents included.</param>
    public FrequentTerm? Find(string field, string term, Func<DocsEnum> open)
    {
        lock (_turn)
        {
            bool isYoung = _young.TryGetValue((field, term), out FrequentTerm? known);
            if (!isYoung && !_old.TryGetValue((field, term), out known))
            {
                Keep(field, term, null);
                return null;
            }

            if (known is not null)
            {
                if (!isYoung)
                {
                    Keep(field, term, known);
                }

                return known;
            }
        }

        // Outside the lock: two searches may decode the same list at once, and either may be kept.
        FrequentTerm decoded = FrequentTerm.Decode(open(), documents);
        lock (_turn)
        {
            Keep(field, term, decoded);
        }

        return decoded;
    }

    private void Keep(string field, string term, FrequentTerm? decoded)
    {
        if (_young.Count >= _spanTerms)
        {
            (_old, _young) = (_young, []);
        }

        _young[(field, term)] = decoded;
    }
}
