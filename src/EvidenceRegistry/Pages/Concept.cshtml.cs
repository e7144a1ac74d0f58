using EvidenceRegistry.Plans;
using EvidenceRegistry.Searching;

namespace EvidenceRegistry.Pages;

/// <summary>A node of the plan as a planner would print it: its text, its place, its value chain, evidence and gaps.</summary>
public sealed class ConceptModel : RegistryPage
{
    public TargetView? Concept { get; private set; }

    public EvidenceCounts Counts { get; private set; } = EvidenceCounts.None;

    public SearchView? Studies { get; private set; }

    public SearchView? Datasets { get; private set; }

    public string Code => Concept!.Target.Code;

    /// <summary>The filter that finds what stands under this node.</summary>
    public string Filter => Concept!.Target.Scheme is "factor" or "component" ? "factor" : "target";

    public async Task OnGetAsync(string code)
    {
        Concept = Take<TargetView>(PlanRoutes.Target(PageRequest.Of(HttpContext), Service<PlanTrees>(), code));
        if (Concept is null)
        {
            return;
        }

        Counts = await EvidenceCounts.OfAsync(HttpContext, [(Filter, code)]);
        Studies = await EvidenceSearch.AskAsync(HttpContext, new Dictionary<string, string> { [Filter] = code, ["kind"] = "study", ["size"] = "20", ["sort"] = "newest" });
        Datasets = await EvidenceSearch.AskAsync(HttpContext, new Dictionary<string, string> { [Filter] = code, ["kind"] = "dataset", ["size"] = "20", ["sort"] = "newest" });
    }
}
