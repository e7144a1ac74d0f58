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

    public string? Scheme => Request.Query["scheme"].ToString() is { Length: > 0 } scheme ? scheme : null;

    public async Task<IActionResult> OnGetAsync(string? cursor = null)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

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
        return After(answer, T("decided." + decision.ToString().ToLowerInvariant(), concept), $"/curate{(Scheme is { } s ? $"?scheme={Uri.EscapeDataString(s)}" : "")}");
    }
}
