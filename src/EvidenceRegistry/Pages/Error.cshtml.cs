using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>What a browser is shown where a page is missing, closed or failed, and what to do then; everybody else gets problem documents.</summary>
public sealed class ErrorModel : RegistryPage
{
    /// <summary>What the reader can do now.</summary>
    public string Next { get; private set; } = "";

    /// <summary>The address to open once more; null where that would not help.</summary>
    public string? Again { get; private set; }

    public void OnGet(int status)
    {
        if (HttpContext.Features.Get<FailedRequest>() is not { } failed)
        {
            // Nobody failed: somebody typed this address.
            Show(404, null, false);
            return;
        }

        var form = !HttpMethods.IsGet(failed.Method) && !HttpMethods.IsHead(failed.Method);
        Show(status, failed.Problem, form);
        var address = form ? Unhandled(failed.Address) : failed.Address;
        Again = status is not (404 or 403 or 414) && failed.WasPage && Url.IsLocalUrl(address) ? address : null;
    }

    private void Show(int status, ProblemDetails? problem, bool form)
    {
        var kind = status switch
        {
            404 => "missing",
            400 or 403 or 405 or 409 or 415 => "closed",
            _ => "failed",
        };
        Refuse(problem ?? new ProblemDetails { Status = status, Title = T($"error.{kind}"), Detail = T(kind == "missing" ? "error.missingDetail" : kind == "closed" ? "error.closedDetail" : "error.failedDetail") });
        Response.StatusCode = status;
        Next = T("error.next." + status switch
        {
            404 => "search",
            413 => "smaller",
            429 => "wait",
            503 => "later",
            >= 500 => "tell",
            _ when form => "form",
            _ => "check",
        });
    }

    /// <summary>The page of a form, without the name of the button.</summary>
    private static string Unhandled(string address)
    {
        var at = address.IndexOf('?', StringComparison.Ordinal);
        var query = at < 0 ? [] : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address[at..]).Where(q => q.Key != "handler").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        return (at < 0 ? address : address[..at]) + QueryString.Create(query);
    }
}
