using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>The queue of proposed tags, worked by keyboard: j and k go on and back, y confirms, n rejects, d disputes.</summary>
public sealed class CurateModel : RegistryPage
{
    private const int AtOnce = 10;

    public QueueView? Queue { get; private set; }

    /// <summary>What is proposed: concepts of the trees, places and years.</summary>
    public IReadOnlyList<string> Schemes { get; private set; } = [];

    public string? Scheme => Request.Query["scheme"].ToString() is { Length: > 0 } scheme ? scheme : null;

    /// <summary>What was decided just now, by record and concept: it can be taken back at once.</summary>
    [TempData]
    public string? Last { get; set; }

    public async Task<IActionResult> OnGetAsync(string? cursor = null)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

        Schemes = [.. (await Service<TagEngines>().CurrentAsync(HttpContext.RequestAborted)).Schemes.Select(s => s.Scheme), Tag.AreaScheme, Tag.YearScheme];
        Queue = await Service<TagQueue>().PageAsync(new QueueFilter(Scheme), AtOnce, cursor, HttpContext.RequestAborted);
        return Queue is null ? RedirectToPage() : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string record, [FromForm] string concept, [FromForm] TagVerdict decision, [FromForm] string? note)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

        var answer = await TagDecisionRoutes.DecideAsync(record, concept, new TagDecisionRequest(decision, note), HttpContext, Service<TagDecisions>(), Service<PlanTrees>(), Service<Writes>());
        if (PageAnswer.Of<object>(answer).Problem is null)
        {
            Last = $"{record} {concept}";
        }

        return After(answer, T("decided." + decision.ToString().ToLowerInvariant(), Named(concept)), Here);
    }

    /// <summary>Takes the reader's last word back.</summary>
    public async Task<IActionResult> OnPostUndoAsync([FromForm] string record, [FromForm] string concept) => Only(Role.Curator)
        ?? After(await TagDecisionRoutes.UndoAsync(record, concept, HttpContext, Service<TagDecisions>(), Service<PlanTrees>(), Service<Writes>()), T("curate.undone", Named(concept)), Here);

    private string Here => $"/curate{(Scheme is { } s ? $"?scheme={Uri.EscapeDataString(s)}" : "")}";

    /// <summary>A concept by its code and words.</summary>
    private string Named(string concept) => Service<PlanTrees>().Current is var trees && TagName.Read(concept, trees) is { } name
        ? $"{name.Code} {In(trees.Find(name.Code, name.Edition)?.Text ?? trees.Areas.Find(name.Code)?.Name)}".Trim() : concept;
}
