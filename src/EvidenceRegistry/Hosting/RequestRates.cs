using System.Threading.RateLimiting;
using EvidenceRegistry.Access;
using EvidenceRegistry.Pages;

namespace EvidenceRegistry.Hosting;

/// <summary>How often one key, or one address without a key, may ask.</summary>
internal static class RequestRates
{
    public static IServiceCollection AddRequestRates(this IServiceCollection services, LimitOptions limits) => services.AddRateLimiter(rates =>
    {
        rates.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Of(http, limits));
        rates.OnRejected = async (rejected, _) =>
        {
            var http = rejected.HttpContext;
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
            http.Response.Headers.RetryAfter = FormattableString.Invariant($"{wait}");
            await ErrorPages.AnswerAsync(http, Refusal.Of(http, HostingProblems.TooManyRequests, wait));
        };
    });

    private static RateLimitPartition<string> Of(HttpContext http, LimitOptions limits)
    {
        var (who, most) = http.Caller().KeyId is { } key
            ? ("key " + key, limits.RequestsPerMinuteWithKey)
            : ("address " + http.Connection.RemoteIpAddress, limits.RequestsPerMinuteWithoutKey);
        return most == 0 || http.Features.Get<FailedRequest>() is not null || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = most,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            });
    }
}
