using Microsoft.AspNetCore.Authentication;

namespace EvidenceRegistry.Hosting;

/// <summary>A key that is not good is refused on every route, also on those that need none: a reader must not be left believing it counts.</summary>
internal sealed class BadKeyRefusal(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) =>
        http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure is null ? next(http) : http.ChallengeAsync();
}
