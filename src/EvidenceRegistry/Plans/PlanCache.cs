using Microsoft.Net.Http.Headers;

namespace EvidenceRegistry.Plans;

/// <summary>Answers of the plans may be kept by anyone, asking each time whether they still hold (RFC 9111 §4.3).</summary>
internal static class PlanCache
{
    /// <summary>Sets ETag and Cache-Control; true when the client has this state already (304).</summary>
    public static bool NotModified(HttpContext http, PlanTree tree)
    {
        var tag = new EntityTagHeaderValue($"\"{tree.State}-{tree.CurrentEdition?.Code}\"", isWeak: true);
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Public = true, NoCache = true };
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*");
    }
}
