namespace EvidenceRegistry.Hosting;

/// <summary>Headers of every answer, where the chapter has not said something stricter or fitter itself.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>An answer of the API is data: nothing in it is loaded, run or framed.</summary>
    private const string NothingRuns = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>The page that tries the API runs its own scripts and asks its own origin; its icons are data addresses.</summary>
    private const string OwnScripts =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public const string ApiPage = "/swagger";

    public Task InvokeAsync(HttpContext http)
    {
        // At the very end, since an exception clears what was set before it.
        http.Response.OnStarting(Add, http);
        return next(http);
    }

    private static Task Add(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Content-Security-Policy", http.Request.Path.StartsWithSegments(ApiPage, StringComparison.Ordinal) ? OwnScripts : NothingRuns);
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (http.Request.IsHttps)
        {
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        }

        // What a key may read must not stand in a cache that others share.
        if (!string.IsNullOrEmpty(http.Request.Headers.Authorization))
        {
            headers.TryAdd("Cache-Control", "private, no-store");
        }

        headers.Append("Vary", "Authorization, Accept-Language");
        return Task.CompletedTask;
    }
}
