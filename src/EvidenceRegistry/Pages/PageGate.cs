using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EvidenceRegistry.Pages;

/// <summary>What every request for a page passes after routing: language, session, and the headers of pages.</summary>
public sealed class PageGate(RequestDelegate next)
{
    public const string LanguageCookie = "registry-language";

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext http, PageSession session)
    {
        if (!IsPage(http))
        {
            await next(http);
            return;
        }

        if (http.Request.Query["lang"].ToString() is "th" or "en" && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Cookies.Append(LanguageCookie, http.Request.Query["lang"].ToString(), new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
            http.Response.Redirect(Without(http.Request, "lang"));
            return;
        }

        SettleLanguage(http.Request);
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache, no-store";

        if (http.Features.Get<FailedRequest>() is { WasPage: true })
        {
            await next(http);
            return;
        }

        // A page listens to its cookie and to nothing else.
        http.Request.Headers.Remove("Authorization");
        if (await session.KeyAsync(http) is { } key)
        {
            http.Request.Headers.Authorization = $"Bearer {key}";
        }
        else if (http.Request.Cookies.ContainsKey(PageSession.Cookie))
        {
            PageSession.Forget(http);
        }

        // A form with files is for those who have signed in; nobody else's bytes are read, let alone kept until its token is looked at.
        if (http.Request.HasFormContentType && !IsPlainForm(http.Request) && !http.Request.Headers.ContainsKey("Authorization"))
        {
            http.Response.Redirect($"/signin?back={Uri.EscapeDataString(http.Request.Path)}");
            return;
        }

        await next(http);
    }

    /// <summary>Thai, or what the reader chose on a page; never what the browser was sold with.</summary>
    public static void SettleLanguage(HttpRequest request) => request.Headers.AcceptLanguage = request.Cookies[LanguageCookie] is "en" ? "en" : "th";

    private static bool IsPlainForm(HttpRequest request) => request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    public static bool IsPage(HttpContext http) => IsPage(http.GetEndpoint());

    public static bool IsPage(Endpoint? asked) => asked?.Metadata.GetMetadata<PageActionDescriptor>() is not null;

    private static string Without(HttpRequest request, string name)
    {
        var rest = request.Query.Where(q => q.Key != name).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        return request.PathBase + request.Path + QueryString.Create(rest);
    }
}
