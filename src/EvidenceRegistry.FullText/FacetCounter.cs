namespace EvidenceRegistry.FullText;

/// <summary>Counts of one facet during one search.</summary>
internal sealed class FacetCounter(string facet, FacetColumn column, bool manyFields)
{
    private readonly int[] _counts = new int[column.Values.Length];
    private readonly int[] _stamps = manyFields ? new int[column.Values.Length] : [];

    public string Facet { get; } = facet;

    public void Add(int segment, int doc, int globalDoc) => column.Count(segment, doc, globalDoc, _counts, _stamps);

    public void Add(int segment, ReadOnlySpan<int> docs, int docBase) => column.Count(segment, docs, docBase, _counts, _stamps);

    /// <summary>By count, then value (ordinal).</summary>
    public IReadOnlyList<FacetCount> Top(int size) =>
    [
        .. _counts
            .Select((count, number) => new FacetCount(column.Values[number], count))
            .Where(value => value.Count > 0)
            .OrderByDescending(value => value.Count)
            .ThenBy(value => value.Value, StringComparer.Ordinal)
            .Take(size),
    ];
}
