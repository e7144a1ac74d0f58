using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The sorted-set values of one field in one segment, read into memory once: 4 bytes per value and document, and
/// counting costs an addition instead of a decompression.
/// </summary>
internal sealed class FacetSegment
{
    private readonly int[] _starts;
    private readonly int[] _ordinals;

    private FacetSegment(string[] values, int[] starts, int[] ordinals) => (Values, _starts, _ordinals) = (values, starts, ordinals);

    /// <summary>By ordinal of the segment.</summary>
    public string[] Values { get; }

    public ReadOnlySpan<int> Ordinals(int doc) => Values.Length == 0 ? [] : _ordinals.AsSpan(_starts[doc].._starts[doc + 1]);

    /// <param name="numbers">By ordinal, where in <paramref name="counts"/> it is counted.</param>
    public void Count(ReadOnlySpan<int> docs, int[] numbers, int[] counts)
    {
        if (Values.Length == 0)
        {
            return;
        }

        int[] starts = _starts;
        int[] ordinals = _ordinals;
        foreach (int doc in docs)
        {
            for (int i = starts[doc]; i < starts[doc + 1]; i++)
            {
                counts[numbers[ordinals[i]]]++;
            }
        }
    }

    public static FacetSegment Of(AtomicReader segment, string field)
    {
        SortedSetDocValues? stored = segment.GetSortedSetDocValues(field);
        if (stored is null || stored.ValueCount == 0)
        {
            return new FacetSegment([], [], []);
        }

        var values = new string[stored.ValueCount];
        var bytes = new BytesRef();
        for (int ordinal = 0; ordinal < values.Length; ordinal++)
        {
            stored.LookupOrd(ordinal, bytes);
            values[ordinal] = bytes.Utf8ToString();
        }

        var starts = new int[segment.MaxDoc + 1];
        var ordinals = new List<int>(segment.MaxDoc);
        for (int doc = 0; doc < segment.MaxDoc; doc++)
        {
            stored.SetDocument(doc);
            for (long ordinal = stored.NextOrd(); ordinal != SortedSetDocValues.NO_MORE_ORDS; ordinal = stored.NextOrd())
            {
                ordinals.Add((int)ordinal);
            }

            starts[doc + 1] = ordinals.Count;
        }

        return new FacetSegment(values, starts, [.. ordinals]);
    }
}
