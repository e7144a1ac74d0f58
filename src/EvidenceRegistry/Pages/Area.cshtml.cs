using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Searching;

namespace EvidenceRegistry.Pages;

/// <summary>What is known of an area, and of the cluster, region and country it lies in.</summary>
public sealed class AreaModel : RegistryPage
{
    public AreaNode? Area { get; private set; }

    public SearchView? Newest { get; private set; }

    public EvidenceCounts Counts { get; private set; } = EvidenceCounts.None;

    public IReadOnlyList<PlanNode> Issues { get; private set; } = [];

    public async Task OnGetAsync(string code)
    {
        var tree = Service<PlanTrees>().Current;
        Area = tree.Areas.Find(code);
        if (Area is null)
        {
            Take<object>(Refusal.None(HttpContext, Things.Area, code));
            return;
        }

        Counts = await EvidenceCounts.OfAsync(HttpContext, [("area", Area.Code)]);
        Newest = await EvidenceSearch.AskAsync(HttpContext, new Dictionary<string, string> { ["area"] = Area.Code, ["size"] = "20", ["sort"] = "newest" });
        Issues = [.. tree.All(PlanSchemes.Issue).Where(n => Counts.Studies("target", n.Code) + Counts.Datasets("target", n.Code) > 0).OrderBy(n => n.Code, StringComparer.Ordinal)];
    }
}
