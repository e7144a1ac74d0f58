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

    /// <summary>Asks the portal what it is.</summary>
    public async Task<IActionResult> OnPostTestAsync([FromForm] string source)
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        var answer = await SourceRoutes.TestAsync(source, HttpContext, Service<RegistryDbs>(), Service<HarvestPortals>(), HttpContext.RequestAborted);
        var told = PageAnswer.Of<SourceTestView>(answer).Value;
        return After(answer, told is null ? "" : T(
            "source.tested", told.Identity, string.Join(' ', new[] { told.Software, told.Version }.OfType<string>()), told.Datasets is { } datasets ? Number(datasets) : "?",
            told.Lacks.Count == 0 ? "–" : string.Join(", ", told.Lacks)), "/sources");
    }

    public async Task<IActionResult> OnPostResumeAsync([FromForm] string source)
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        return After(await SourceRoutes.ResumeAsync(source, HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted), T("harvest.resumed"), "/sources");
    }

    /// <summary>A stable word of the harvest as a sentence.</summary>
    public string Say(string word, IReadOnlyList<string>? details = null) => HarvestWords.Of(Service<PageTexts>(), Language, word, details);
}
