using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Searching;

/// <summary>
/// Several values in one parameter: comma-separated. A comma behind a backslash belongs to the value; so does, in names of agencies and funders, units and disaggregations,
/// a comma before a space.
/// </summary>
internal static class ValueList
{
    public static IEnumerable<string> Of(string parameter, string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return [];
        }

        var names = parameter is FacetNames.Agency or FacetNames.Funder or FacetNames.Unit or FacetNames.Multiplier or FacetNames.Disaggregation;
        var values = new List<string>();
        var from = 0;
        for (var at = 0; at <= written.Length; at++)
        {
            if (at == written.Length || (written[at] == ',' && !(at > 0 && written[at - 1] == '\\') && !(names && at + 1 < written.Length && written[at + 1] == ' ')))
            {
                values.Add(written[from..at].Trim().Replace("\\,", ",", StringComparison.Ordinal));
                from = at + 1;
            }
        }

        return values.Where(value => value.Length > 0);
    }

    /// <summary>One value as <see cref="Of"/> reads it.</summary>
    public static string Written(string value) => value.Replace(",", "\\,", StringComparison.Ordinal);
}
