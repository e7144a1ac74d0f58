using EvidenceRegistry.Access;
using Microsoft.AspNetCore.Diagnostics;

namespace EvidenceRegistry.Hosting;

/// <summary>Gives answers that have a status but no words (no such route, no such method, wrong type) their problem document.</summary>
internal static class StatusProblems
{
    /// <summary>A browser is shown a page; everybody else gets the document.</summary>
    public static Task WriteAsync(StatusCodeContext pages) => ErrorPages.Wants(pages.HttpContext.Request) ? ErrorPages.ShowAsync(pages) : WriteAsync(pages.HttpContext);

    private static Task WriteAsync(HttpContext http)
    {
        var refusal = http.Response.StatusCode switch
        {
            401 => Refusal.Of(http, ProblemKinds.NoKey),
            403 => Refusal.Of(http, ProblemKinds.NotAllowed, ""),
            404 => Refusal.Of(http, ProblemKinds.NotFound, http.Request.Path),
            405 => Refusal.Of(http, HostingProblems.MethodNotAllowed, http.Request.Method),
            406 => Refusal.Of(http, HostingProblems.NotAcceptable),
            408 => Refusal.Of(http, HostingProblems.SlowBody),
            413 => Refusal.Of(http, HostingProblems.BodyTooLarge, http.RequestServices.GetRequiredService<LimitOptions>().BodyOf(http.Request)),
            415 => Refusal.Of(http, HostingProblems.WrongContentType, http.Request.ContentType ?? "-"),
            499 => null,
            >= 500 => Refusal.Of(http, HostingProblems.Failed, http.TraceIdentifier),
            var other => Refusal.Of(http, ProblemKinds.InvalidRequest with { Status = other }, [], 1),
        };
        return refusal?.ExecuteAsync(http) ?? Task.CompletedTask;
    }
}
