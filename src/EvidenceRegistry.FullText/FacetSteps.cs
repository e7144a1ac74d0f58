namespace EvidenceRegistry.FullText;

/// <summary>
/// Facet counts of a question that was relaxed step by step because its filters left nothing. Whoever chooses another value gets the first step that finds something with
/// it, so the count beside it is that of the first step that has one.
/// </summary>
internal static class FacetSteps
{
    /// <param name="first">Counts of the earlier steps; null before the first.</param>
    /// <param name="later">Counts of the step after them.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Joined(
        IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? first, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> later, SearchRequest request) =>
        first is null ? later : later.ToDictionary(facet => facet.Key, facet => Joined(first[facet.Key], facet.Value, request.MostOf(facet.Key)), StringComparer.Ordinal);

    /// <summary>Values that a full list of the earlier steps had no room for are not known, and none of the later is added to it.</summary>
    private static IReadOnlyList<FacetCount> Joined(IReadOnlyList<FacetCount> first, IReadOnlyList<FacetCount> later, int most)
    {
        if (first.Count == 0 || first.Count >= most)
        {
            return first.Count == 0 ? later : first;
        }

        var known = first.Select(value => value.Value).ToHashSet(StringComparer.Ordinal);
        return [.. first.Concat(later.Where(value => !known.Contains(value.Value))).OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal).Take(most)];
    }
}
