using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>A file for those who may read it, by the session of the pages: to be saved, or a PDF to be shown beside its text.</summary>
public sealed class FileDownloadModel : RegistryPage
{
    /// <summary>
    /// What was read as a PDF when it came in is sent as one and as nothing else, so a viewer draws it and no browser runs it; only our own pages frame it.
    /// No sandbox: within one, browsers open no viewer.
    /// </summary>
    private const string Shown = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    public async Task<IActionResult> OnGetAsync(string id, string name, bool show = false)
    {
        var answer = await FileRoutes.BytesAsync(id, name, HttpContext, Service<RegistryDbs>(), Service<FileSoundness>(), Service<TimeProvider>());
        if (answer is not FileStreamHttpResult file)
        {
            // Null without a refusal: the record was merged into another, whose files are elsewhere.
            Take<object>(answer);
            return Refused is null ? NotFound() : Page();
        }

        if (show && file.ContentType == "application/pdf")
        {
            Response.Headers.ContentSecurityPolicy = Shown;
            Response.Headers.XFrameOptions = "SAMEORIGIN";
            file = TypedResults.Stream(file.FileStream, file.ContentType, null, file.LastModified, file.EntityTag, enableRangeProcessing: true);
        }

        await file.ExecuteAsync(HttpContext);
        return new EmptyResult();
    }
}
