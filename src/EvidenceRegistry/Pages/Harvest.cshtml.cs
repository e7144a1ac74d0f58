using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>One harvest: its plan with differences before anything is done, its run while it goes on, and the way back.</summary>
public sealed class HarvestModel : RegistryPage
{
    public PlanView? Plan { get; private set; }

    public RunView? Run { get; private set; }

    public string Source { get; private set; } = "";

    public bool Moves => Plan!.State is HarvestPlanState.Gathering or HarvestPlanState.Running;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        var dbs = Service<RegistryDbs>();
        Plan = Take<PlanView>(await PlanRoutes.OneAsync(id, HttpContext, dbs, HttpContext.RequestAborted));
        Run = Plan?.Run is { } run ? PageAnswer.Of<RunView>(await PlanRoutes.RunOneAsync(run, HttpContext, dbs, HttpContext.RequestAborted)).Value : null;
        Source = Plan is null ? "" : PageAnswer.Of<SourceView>(await SourceRoutes.OneAsync(Plan.SourceId, HttpContext, dbs, HttpContext.RequestAborted)).Value?.Name ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostRunAsync(string id) => Only(Role.Harvester)
        ?? After(await PlanRoutes.RunAsync(id, HttpContext, Service<RegistryDbs>(), Service<HarvestQueue>(), HttpContext.RequestAborted), T("harvest.started"), $"/harvests/{id}");

    public async Task<IActionResult> OnPostUndoAsync(string id, [FromForm] string run) => Only(Role.Harvester)
        ?? After(await PlanRoutes.UndoAsync(run, HttpContext, Service<RegistryDbs>(), Service<HarvestQueue>(), HttpContext.RequestAborted), T("harvest.undone"), $"/harvests/{id}");

    /// <summary>A stable word of the harvest as a sentence.</summary>
    public string Say(string word, IReadOnlyList<string>? details = null) => HarvestWords.Of(Service<PageTexts>(), Language, word, details);
}
