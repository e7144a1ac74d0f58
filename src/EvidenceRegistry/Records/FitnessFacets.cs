using System.Globalization;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Records;

/// <summary>What a search filters datasets by: the points of <see cref="DatasetFitness"/>, each with what the source says of it. Pure.</summary>
public static class FitnessFacets
{
    /// <summary>More years than this are a slip of the catalogue, or the history of the earth: only the last ones can be asked for.</summary>
    private const int MostYears = 300;

    private const string Other = "other";

    /// <summary>The choices of the catalogue standard (ckanext-thai_gdc, geo_coverage), from the largest to the smallest.</summary>
    private static readonly Dictionary<string, string> Levels = new(StringComparer.Ordinal)
    {
        ["โลก"] = "world", ["ทวีป/กลุ่มประเทศในทวีป"] = "continent", ["กลุ่มประเทศทางเศรษฐกิจ"] = "economicGroup", ["ประเทศ"] = "country", ["ภาค"] = "region",
        ["จังหวัด"] = "province", ["อำเภอ"] = "district", ["ตำบล"] = "subdistrict", ["หมู่บ้าน"] = "village", ["เทศบาล/อบต."] = "municipality", ["พิกัด"] = "coordinates",
    };

    /// <summary>Values of <see cref="FacetNames.AreaLevel"/>.</summary>
    public static IReadOnlyList<string> AreaLevels { get; } = [.. Levels.Values.Append("cluster").Append(Other)];

    public static Dictionary<string, IReadOnlyList<string>> Of(DatasetContent dataset, DateOnly today) => new(StringComparer.Ordinal)
    {
        [FacetNames.Baseline] = [DatasetFitness.Of(dataset, today).Baseline.Usable.ToString().ToLowerInvariant()],
        [FacetNames.DataYear] = [.. Years(dataset).Select(year => year.ToString(CultureInfo.InvariantCulture))],
        [FacetNames.Unit] = Given(dataset.UnitOfMeasure),
        [FacetNames.Multiplier] = Given(dataset.UnitOfMultiplier),
        [FacetNames.Disaggregation] = [.. (dataset.Disaggregate ?? []).SelectMany(Given).Distinct(StringComparer.Ordinal)],
        [FacetNames.AreaLevel] = [.. LevelsOf(dataset).Distinct(StringComparer.Ordinal)],
    };

    private static IEnumerable<int> Years(DatasetContent dataset)
    {
        if (dataset.LastYear is not { } last)
        {
            return [];
        }

        var first = Math.Clamp(dataset.FirstYear ?? last, last - MostYears + 1, last);
        return Enumerable.Range(first, last - first + 1);
    }

    private static IEnumerable<string> LevelsOf(DatasetContent dataset) =>
        DatasetFitness.IsGiven(dataset.GeoCoverage) ? [Levels.GetValueOrDefault(dataset.GeoCoverage!.Trim(), Other)]
        : dataset.GeoCoverage is null ? (dataset.Areas ?? []).Select(code => code switch { "TH" => "country", ['R', ..] => "region", ['C', ..] => "cluster", _ => "province" })
        : [];

    private static IReadOnlyList<string> Given(string? said) => DatasetFitness.IsGiven(said) ? [said!.Trim()] : [];
}
