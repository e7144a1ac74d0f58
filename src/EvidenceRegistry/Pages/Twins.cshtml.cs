using EvidenceRegistry.Duplicates;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>Pairs of records that may be one, side by side, with what differs.</summary>
public sealed class TwinsModel : RegistryPage
{
    private const int AtOnce = 10;

    public DuplicateList? Pairs { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? cursor = null)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

        Pairs = Take<DuplicateList>(await DuplicateRoutes.ListAsync(HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted, size: AtOnce, cursor: cursor));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] long pair, [FromForm] DuplicateChoice decision, [FromForm] string? into)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

        var answer = await DuplicateRoutes.DecideAsync(pair, new DuplicateDecision(decision, into), HttpContext, Service<Merging>(), Service<Writes>());
        return After(answer, T("twins.decided." + decision.ToString().ToLowerInvariant()), "/duplicates");
    }
}
