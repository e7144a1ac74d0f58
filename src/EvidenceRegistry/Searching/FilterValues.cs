using System.Globalization;
using System.Text.RegularExpressions;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;

namespace EvidenceRegistry.Searching;

/// <summary>Brings written filter values to the form the index holds, or says what is wrong with them.</summary>
internal sealed partial class FilterValues(HttpContext http, PlanTree tree)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Lists = new(StringComparer.Ordinal)
    {
        [FacetNames.Kind] = ["study", "dataset"],
        [FacetNames.Design] = Words<StudyDesign>(),
        [FacetNames.Access] = Words<AccessRights>(),
        [FacetNames.Baseline] = Words<BaselineUse>(),
        [FacetNames.AreaLevel] = FitnessFacets.AreaLevels,
    };

    private static readonly LocalText NotOne = new("ใช้ได้เฉพาะ: {0}", "Only these can stand here: {0}.");
    private static readonly LocalText NotAYear = new("ต้องเป็นปี ค.ศ. สี่หลัก", "It must be a year of the Common Era, four digits.");
    private static readonly LocalText BuddhistYear = new("ใช้ปี ค.ศ.: พ.ศ. {0} คือ ค.ศ. {1}", "Use the Common Era: Buddhist year {0} is {1}.");
    private static readonly LocalText NotALanguage = new("ต้องเป็นรหัสภาษา ISO 639-1 เช่น th, en", "It must be an ISO 639-1 code such as th or en.");

    /// <param name="place">Parameter name, or q.</param>
    public (string? Value, ProblemPlace? Wrong) Read(string facet, string place, string written)
    {
        var value = written.Trim();
        switch (facet)
        {
            case FacetNames.Target:
                return Code(place, value, node => !PlanSchemes.IsValueChain(node.Scheme) && PlanSchemes.HasEditions(node.Scheme), [PlanSchemes.SubTarget, PlanSchemes.SubPlan, PlanSchemes.Issue]);
            case FacetNames.Factor:
                return Code(place, value, node => PlanSchemes.IsValueChain(node.Scheme), [PlanSchemes.Component, PlanSchemes.Factor]);
            case FacetNames.Area:
                var area = tree.Areas.Find(value) ?? Only(tree.Areas.Named(value));
                return area is null ? (null, PlanMessages.UnknownArea(http, tree, place, value)) : (area.Code, null);
            case FacetNames.Year or FacetNames.DataYear:
                return Year(place, value) is (int year, null) ? (year.ToString(CultureInfo.InvariantCulture), null) : (null, Year(place, value).Wrong);
            case FacetNames.Language:
                return LanguageCode().IsMatch(value) ? (value.ToLowerInvariant(), null) : (null, Wrong(place, "not-a-language", NotALanguage, value));
            default:
                if (!Lists.TryGetValue(facet, out var known))
                {
                    return (value, null);
                }

                var one = known.FirstOrDefault(word => string.Equals(word, value, StringComparison.OrdinalIgnoreCase));
                return one is null ? (null, Wrong(place, "unknown-value", NotOne, value, string.Join(", ", known))) : (one, null);
        }
    }

    public (int? Year, ProblemPlace? Wrong) Year(string place, string written)
    {
        if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1000 or > 9999)
        {
            return (null, Wrong(place, "not-a-year", NotAYear, written));
        }

        // A Common Era year is asked; 2400–2643 is how the Buddhist years of 1857–2100 look.
        return year is >= 2400 and <= 2643
            ? (null, Wrong(place, "buddhist-year", BuddhistYear, written, year, year - 543))
            : (year, null);
    }

    /// <summary>True when <paramref name="below"/> is the node or lies below it, by the tree of that facet.</summary>
    public bool Covers(string facet, string above, string below) => above == below || facet switch
    {
        FacetNames.Area => tree.Areas.Find(below)?.Ancestors.Any(a => a.Code == above) == true,
        FacetNames.Target or FacetNames.Factor => tree.Find(below)?.Ancestors.Any(n => n.Code == above) == true,
        _ => false,
    };

    public ProblemPlace Wrong(string place, string code, LocalText message, string? text, params object[] details) => new(
        place, code, string.Format(CultureInfo.InvariantCulture, message.In(http.Language()), details), text is null ? null : Shortened.Of(text));

    private (string? Value, ProblemPlace? Wrong) Code(string place, string value, Func<PlanNode, bool> fits, IReadOnlyCollection<string> near)
    {
        // A record may be tagged in an older edition only, so its codes are found as well; the index holds codes without edition.
        var read = PlanCode.Read(value);
        var node = tree.Find(value) ?? (read is { Edition: null } ? tree.EditionsOf(read.Code).LastOrDefault() : null);
        return node is null || !fits(node) ? (null, PlanMessages.UnknownCode(http, tree, place, value, near)) : (node.Code, null);
    }

    private static AreaNode? Only(IEnumerable<AreaNode> named) => named.Take(2).ToList() is [var one] ? one : null;

    private static IReadOnlyList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];

    [GeneratedRegex("^[A-Za-z]{2,3}$")]
    private static partial Regex LanguageCode();
}
