using EvidenceRegistry.Access;

namespace EvidenceRegistry.Pages;

/// <summary>A request of a page's own, by the same reader in the same language: the functions of the API refuse parameters they do not know.</summary>
internal static class PageRequest
{
    public static DefaultHttpContext Of(HttpContext http, params IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var request = new DefaultHttpContext { RequestServices = http.RequestServices, RequestAborted = http.RequestAborted };
        request.Request.QueryString = QueryString.Create(parameters);
        request.Request.Headers.AcceptLanguage = http.Request.Headers.AcceptLanguage;
        request.Features.Set(http.Caller());
        return request;
    }
}
