using System.Text;
using EvidenceRegistry.Access;
using Microsoft.AspNetCore.Http.Features;

namespace EvidenceRegistry.Hosting;

/// <summary>Refuses an address or a body that is too long, by its announced length before a byte of it is read.</summary>
internal sealed class BodyAndAddressLimits(RequestDelegate next, LimitOptions limits)
{
    public Task InvokeAsync(HttpContext http)
    {
        var address = Encoding.UTF8.GetByteCount(http.Request.QueryString.Value ?? "") + Encoding.UTF8.GetByteCount(http.Request.Path.Value ?? "");
        if (address > limits.Address)
        {
            return Refusal.Of(http, HostingProblems.AddressTooLong, address, limits.Address).ExecuteAsync(http);
        }

        var most = limits.BodyOf(http.Request);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = most;
        }

        return http.Request.ContentLength > most
            ? Refusal.Of(http, HostingProblems.BodyTooLarge, most).ExecuteAsync(http)
            : next(http);
    }
}
