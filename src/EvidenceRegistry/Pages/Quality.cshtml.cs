using EvidenceRegistry.Plans;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;

namespace EvidenceRegistry.Pages;

/// <summary>How good search and tags are, with the figures the API serves.</summary>
public sealed class QualityModel : RegistryPage
{
    public SearchQualityView Search { get; private set; } = null!;

    public TagQualityView Tags { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Search = Service<SearchQuality>().Figures;
        Tags = await Service<TagQuality>().FiguresAsync(HttpContext.RequestAborted);
    }

    /// <summary>The scheme as a whole, then its bands: groups of rows with the word above them.</summary>
    public static IReadOnlyList<(string? Title, IReadOnlyList<TagBandQuality> Rows)> Rows(SchemeQuality scheme) =>
    [
        (null, [new TagBandQuality("all", scheme.Micro, scheme.MacroPrecision, scheme.MacroRecall, scheme.MacroF1, scheme.Abstention)]),
        ("quality.byLength", scheme.ByLength),
        ("quality.byLanguage", scheme.ByLanguage),
    ];

    public static string Figure(double? figure) => figure?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) ?? "–";

    /// <summary>What a code says in the edition in force.</summary>
    public string Name(string scheme, string code)
    {
        var tree = Service<PlanTrees>().Current;
        return scheme == Tag.AreaScheme ? In(tree.Areas.Find(code)?.Name) : scheme == Tag.YearScheme ? "" : In(tree.Find(code, null)?.Text);
    }
}
