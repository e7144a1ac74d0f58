using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>Which facet values stand in which index field: the same for both engines.</summary>
internal static class FacetValues
{
    /// <summary>Field and value, each once.</summary>
    public static IEnumerable<(string Field, string Value)> Of(IndexDocument document) => All(document).Distinct();

    /// <summary>Facets whose values come from tags, counted over the statuses asked for.</summary>
    public static bool IsTagged(string facet) => facet is FacetNames.Target or FacetNames.Factor;

    /// <summary>The fields a facet is filtered and counted by.</summary>
    public static IReadOnlyList<string> Fields(string facet, IReadOnlyList<string> tagStatuses) => IsTagged(facet)
        ? [.. tagStatuses.Distinct(StringComparer.Ordinal).Select(status => IndexFields.Tag(facet, status))]
        : [IndexFields.Facet(facet)];

    private static IEnumerable<(string Field, string Value)> All(IndexDocument document)
    {
        yield return (IndexFields.Facet(FacetNames.Kind), document.Kind);
        if (document.Year is { } year)
        {
            yield return (IndexFields.Facet(FacetNames.Year), year.ToString(CultureInfo.InvariantCulture));
        }

        foreach ((string facet, IReadOnlyList<string> values) in document.Facets)
        {
            if (facet is FacetNames.Kind or FacetNames.Year || IsTagged(facet))
            {
                continue;
            }

            foreach (string value in values)
            {
                yield return (IndexFields.Facet(facet), value);
            }
        }

        foreach (TagValues tag in document.Tags)
        {
            foreach (string code in tag.Codes)
            {
                yield return (IndexFields.Tag(tag.Facet, tag.Status), code);
            }
        }
    }
}
