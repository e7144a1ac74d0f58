using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>What became of what was handed in; it looks again by itself while something is still read or indexed.</summary>
public sealed class ReceiptModel : RegistryPage
{
    public ReceiptView? Receipt { get; private set; }

    public bool Moves => Receipt is { } r && (r.Indexing.State == "waiting" || r.Files.Any(f => f.State is "queued" or "reading"));

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (Only(Role.Submitter, Role.Curator) is { } no)
        {
            return no;
        }

        Receipt = Take<ReceiptView>(await ReceiptRoutes.GetAsync(id, HttpContext, Service<RegistryDbs>(), Service<OcrPrograms>()));
        return Page();
    }
}
