using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>The numbers of one field in one segment, read into memory once: 8 bytes a document. Kept as long as the segment lives, over many readers.</summary>
internal static class SegmentNumbers
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, long[]>> Segments = [];

    /// <summary>By document of the segment; 0 where the field is missing.</summary>
    public static long[] Of(AtomicReader segment, string field) => Segments
        .GetOrCreateValue(segment.CoreCacheKey)
        .GetOrAdd(field, name => Read(segment, name));

    private static long[] Read(AtomicReader segment, string field)
    {
        var numbers = new long[segment.MaxDoc];
        NumericDocValues? stored = segment.GetNumericDocValues(field);
        for (int doc = 0; stored is not null && doc < numbers.Length; doc++)
        {
            numbers[doc] = stored.Get(doc);
        }

        return numbers;
    }
}
