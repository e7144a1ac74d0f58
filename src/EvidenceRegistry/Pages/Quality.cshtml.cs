using EvidenceRegistry.Searching;
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
}
