namespace EvidenceRegistry.FullText;

/// <summary>One facet over all segments: the values of its fields in one numbering, which the counts are kept by.</summary>
internal sealed class FacetColumn
{
    private readonly FacetSegment[][] _segments;

    /// <summary>Segment, field, ordinal of the segment → number over all segments.</summary>
    private readonly int[][][] _numbers;

    public FacetColumn(FacetSegment[][] segments)
    {
        _segments = segments;
        var numberOf = new Dictionary<string, int>(StringComparer.Ordinal);
        _numbers = [.. segments.Select(fields => fields.Select(field => field.Values.Select(value =>
        {
            if (!numberOf.TryGetValue(value, out int number))
            {
                numberOf[value] = number = numberOf.Count;
            }

            return number;
        }).ToArray()).ToArray())];
        Values = [.. numberOf.Keys];
    }

    /// <summary>By number.</summary>
    public string[] Values { get; }

    /// <summary>The same of many documents of a segment, field after field where no stamps are needed.</summary>
    public void Count(int segment, ReadOnlySpan<int> docs, int docBase, int[] counts, int[] stamps)
    {
        if (stamps.Length > 0)
        {
            foreach (int doc in docs)
            {
                Count(segment, doc, docBase + doc, counts, stamps);
            }

            return;
        }

        for (int field = 0; field < _segments[segment].Length; field++)
        {
            _segments[segment][field].Count(docs, _numbers[segment][field], counts);
        }
    }

    /// <summary>Counts one document once for each of its values, however many of the fields hold that value.</summary>
    /// <param name="stamps">Per number, the last document counted, plus one; empty when there is one field only.</param>
    /// <param name="globalDoc">Document number over all segments.</param>
    public void Count(int segment, int doc, int globalDoc, int[] counts, int[] stamps)
    {
        FacetSegment[] fields = _segments[segment];
        for (int field = 0; field < fields.Length; field++)
        {
            int[] numbers = _numbers[segment][field];
            foreach (int ordinal in fields[field].Ordinals(doc))
            {
                int number = numbers[ordinal];
                if (stamps.Length > 0)
                {
                    if (stamps[number] == globalDoc + 1)
                    {
                        continue;
                    }

                    stamps[number] = globalDoc + 1;
                }

                counts[number]++;
            }
        }
    }
}
