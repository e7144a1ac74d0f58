using Microsoft.AspNetCore.Authentication;

namespace EvidenceRegistry.Hosting;

/// <summary>A key that is not good is refused on every route, also on those that need none: a reader must not be left believing it counts.</summary>
internal sealed class BadKeyRefusal(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // Asked once: the handler keeps its answer for the request.
        if ((await http.AuthenticateAsync()).Failure is null)
        {
            await next(http);
        }
        else
        {
            await http.ChallengeAsync();
        }
    }
}
