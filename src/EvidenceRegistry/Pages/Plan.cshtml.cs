using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Pages;

/// <summary>The plan tree with what is known at every node.</summary>
public sealed class PlanModel : RegistryPage
{
    public IReadOnlyList<PlanNode> Issues { get; private set; } = [];

    public EvidenceCounts Counts { get; private set; } = EvidenceCounts.None;

    public async Task OnGetAsync()
    {
        var tree = Service<PlanTrees>().Current;
        Issues = [.. tree.All(PlanSchemes.Issue).Where(n => !n.Retired).OrderBy(n => n.Code, StringComparer.Ordinal)];
        Counts = await EvidenceCounts.OfAsync(HttpContext, []);
    }

    public string CountsOf(string code)
    {
        var (studies, datasets) = (Counts.Studies("target", code), Counts.Datasets("target", code));
        return studies + datasets == 0 ? "–" : T("counts.both", Number(studies), Number(datasets));
    }
}
