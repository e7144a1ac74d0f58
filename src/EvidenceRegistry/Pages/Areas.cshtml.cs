using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Pages;

/// <summary>Regions, province clusters and provinces, with what is known of each.</summary>
public sealed class AreasModel : RegistryPage
{
    public IReadOnlyList<AreaNode> Regions { get; private set; } = [];

    public EvidenceCounts Counts { get; private set; } = EvidenceCounts.None;

    public async Task OnGetAsync()
    {
        Regions = [.. Service<PlanTrees>().Current.Areas.All.Where(a => a.Kind == "region")];
        Counts = await EvidenceCounts.OfAsync(HttpContext, []);
    }
}
