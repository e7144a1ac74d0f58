using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>What vanished from a source and waits to return or to be removed.</summary>
public sealed class QuarantineModel : RegistryPage
{
    public QuarantineView? Waiting { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? cursor = null)
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        Waiting = Take<QuarantineView>(await QuarantineRoutes.ListAsync(id, HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted, cursor));
        return Page();
    }
}
