using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.AspNetCore.Http.Features;

namespace EvidenceRegistry.Hosting;

/// <summary>Refuses an address or a body that is too long, by its announced length before a byte of it is read, and a NUL in a query.</summary>
internal sealed class BodyAndAddressLimits(RequestDelegate next, LimitOptions limits)
{
    // PostgreSQL keeps no such character in a text, so nothing that is asked for can hold one.
    private const string Nul = "%00";

    private static readonly LocalText NulMessage = new("มีอักขระ NUL", "Holds a NUL character.");

    public Task InvokeAsync(HttpContext http)
    {
        var address = Encoding.UTF8.GetByteCount(http.Request.QueryString.Value ?? "") + Encoding.UTF8.GetByteCount(http.Request.Path.Value ?? "");
        if (address > limits.Address)
        {
            return ErrorPages.AnswerAsync(http, Refusal.Of(http, HostingProblems.AddressTooLong, address, limits.Address));
        }

        if (http.Request.QueryString.Value?.Contains(Nul, StringComparison.Ordinal) == true)
        {
            return ErrorPages.AnswerAsync(http, Refusal.Of(http, ProblemKinds.InvalidRequest, [new ProblemPlace("query", "nul", NulMessage.In(http.Language()))], 1));
        }

        var most = limits.BodyOf(http.Request);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = most;
        }

        return http.Request.ContentLength > most
            ? ErrorPages.AnswerAsync(http, Refusal.Of(http, HostingProblems.BodyTooLarge, most))
            : next(http);
    }
}
