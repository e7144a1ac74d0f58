using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>Facet columns of one reader, made when first asked for. Segments keep theirs as long as they live, over many readers.</summary>
internal sealed class FacetColumns(DirectoryReader reader)
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, FacetSegment>> Segments = [];

    private readonly ConcurrentDictionary<string, FacetColumn> _columns = new(StringComparer.Ordinal);

    /// <summary>One column over the values of all <paramref name="fields"/>.</summary>
    public FacetColumn Of(IReadOnlyList<string> fields) =>
        _columns.GetOrAdd(string.Join('\n', fields), _ => new FacetColumn(
            [.. reader.Leaves.Select(leaf => fields.Select(field => Segment(leaf.AtomicReader, field)).ToArray())]));

    private static FacetSegment Segment(AtomicReader segment, string field) => Segments
        .GetOrCreateValue(segment.CoreCacheKey)
        .GetOrAdd(field, name => FacetSegment.Of(segment, name));
}
