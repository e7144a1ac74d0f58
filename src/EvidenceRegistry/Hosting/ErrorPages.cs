using EvidenceRegistry.Access;
using EvidenceRegistry.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Hosting;

/// <summary>A refusal as its asker reads it: a browser is shown a page in its language, everybody else gets the problem document.</summary>
internal static class ErrorPages
{
    /// <summary>Whoever names <c>text/html</c> and asks neither the API nor a problem's own address.</summary>
    public static bool Wants(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/problems", StringComparison.Ordinal)
        && request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>A browser is refused in the language of the pages, wherever on the way that happens.</summary>
    public static Task InOneLanguageAsync(HttpContext http, RequestDelegate next)
    {
        if (Wants(http.Request))
        {
            PageGate.SettleLanguage(http.Request);
        }

        return next(http);
    }

    /// <summary>Writes the document, or leaves an empty answer of that status, which <see cref="StatusProblems"/> fills with the page.</summary>
    public static Task AnswerAsync(HttpContext http, ProblemHttpResult refusal)
    {
        if (!Wants(http.Request))
        {
            return refusal.ExecuteAsync(http);
        }

        http.Response.StatusCode = refusal.StatusCode;
        if (http.Features.Get<FailedRequest>() is not null)
        {
            // The error page failed too.
            return BareAsync(http, refusal.ProblemDetails);
        }

        http.Features.Set(refusal.ProblemDetails);
        return Task.CompletedTask;
    }

    /// <summary>Asks for the error page in the place of what was asked for. Its answer keeps the status.</summary>
    public static async Task ShowAsync(StatusCodeContext pages)
    {
        var http = pages.HttpContext;
        var request = http.Request;
        var (method, path, query, type, length) = (request.Method, request.Path, request.QueryString, request.ContentType, request.ContentLength);

        // The framework takes the endpoint away from a request that threw, and keeps it here.
        var asked = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        http.Features.Set(new FailedRequest(method, request.PathBase + path + query, http.Features.Get<ProblemDetails>(), PageGate.IsPage(asked)));

        // A page is asked for, not a form: what was sent is not read once more.
        (request.Method, request.Path, request.QueryString, request.ContentType, request.ContentLength) = (HttpMethods.Get, $"/error/{http.Response.StatusCode}", default, null, null);
        http.Features.Set<IFormFeature>(null);
        http.SetEndpoint(null);
        request.RouteValues.Clear();
        await pages.Next(http);
        (request.Method, request.Path, request.QueryString, request.ContentType, request.ContentLength) = (method, path, query, type, length);
    }

    private static Task BareAsync(HttpContext http, ProblemDetails problem)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        var (title, detail) = (System.Net.WebUtility.HtmlEncode(problem.Title), System.Net.WebUtility.HtmlEncode(problem.Detail));
        return http.Response.WriteAsync($"<!DOCTYPE html><html lang=\"{http.Language()}\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><p>{detail}</p><p><a href=\"/\">/</a></p></html>");
    }
}
