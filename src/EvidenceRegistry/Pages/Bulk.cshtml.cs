using EvidenceRegistry.Access;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>Handing in many studies with one file; first as a trial, unless told otherwise.</summary>
public sealed class BulkModel : RegistryPage
{
    public IReadOnlyList<ProblemPlace> Wrong { get; private set; } = [];

    public IActionResult OnGet() => Only(Role.Submitter, Role.Curator) ?? Page();

    public async Task<IActionResult> OnPostAsync(List<IFormFile> file, [FromForm] string? source, [FromForm] string? mode)
    {
        if (Only(Role.Submitter, Role.Curator) is { } no)
        {
            return no;
        }

        var answer = await ImportRoutes.OfFormAsync(
            HttpContext, file, Service<FileStore>(), Service<JobQueue>(), Service<RegistryDbs>(), string.IsNullOrWhiteSpace(source) ? null : source.Trim(), mode != "take");
        var (job, problem, _) = PageAnswer.Of<JobView>(answer);
        if (job is not null)
        {
            return LocalRedirect($"/jobs/{job.Id}");
        }

        Response.StatusCode = problem?.Status ?? StatusCodes.Status400BadRequest;
        Wrong = PlacesOf(problem ?? new ProblemDetails());
        return Page();
    }
}
