namespace EvidenceRegistry.Searching;

/// <summary>Filters chosen by parameters and filters typed in the box hold together: AND, by the trees of targets, factors and areas.</summary>
internal static class MergedFilters
{
    /// <returns>Impossible when both filter one facet and no value is allowed by both.</returns>
    public static (IReadOnlyDictionary<string, IReadOnlyList<string>> Filters, bool Impossible) Of(
        IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, IReadOnlyDictionary<string, IReadOnlyList<string>> typed, FilterValues values)
    {
        var merged = new Dictionary<string, IReadOnlyList<string>>(chosen, StringComparer.Ordinal);
        var impossible = false;
        foreach (var (facet, wanted) in typed)
        {
            if (!chosen.TryGetValue(facet, out var allowed))
            {
                merged[facet] = wanted;
                continue;
            }

            var both = wanted.Where(one => allowed.Any(above => values.Covers(facet, above, one)))
                .Concat(allowed.Where(one => wanted.Any(above => values.Covers(facet, above, one))))
                .Distinct(StringComparer.Ordinal).ToList();
            impossible |= both.Count == 0;
            merged[facet] = both;
        }

        return (merged, impossible);
    }
}
