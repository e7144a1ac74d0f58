using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>Sources of the harvest: what each did last, what comes next, and the way to a plan.</summary>
public sealed class SourcesModel : RegistryPage
{
    public IReadOnlyList<(SourceView Source, IReadOnlyList<PlanView> Plans)> Sources { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        var dbs = Service<RegistryDbs>();
        var sources = new List<(SourceView, IReadOnlyList<PlanView>)>();
        foreach (var source in (await SourceRoutes.ListAsync(dbs, HttpContext.RequestAborted)).Value!.Sources)
        {
            var plans = PageAnswer.Of<IReadOnlyList<PlanView>>(await PlanRoutes.ListAsync(source.Id, HttpContext, dbs, HttpContext.RequestAborted)).Value ?? [];
            sources.Add((source, [.. plans.Take(5)]));
        }

        Sources = sources;
        return Page();
    }

    public async Task<IActionResult> OnPostPlanAsync([FromForm] string source)
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        var answer = await PlanRoutes.PlanAsync(source, HttpContext, Service<RegistryDbs>(), Service<HarvestQueue>(), HttpContext.RequestAborted);
        return After(answer, T("harvest.planned"), PageAnswer.Of<PlanView>(answer).Value is { } plan ? $"/harvests/{plan.Id}" : "/sources");
    }

    public async Task<IActionResult> OnPostResumeAsync([FromForm] string source)
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        return After(await SourceRoutes.ResumeAsync(source, HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted), T("harvest.resumed"), "/sources");
    }
}
