using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// Who reads waits until the first byte of the answer; what nobody waits for stands aside meanwhile. Who writes, and who asks for what was just
/// written (<c>after</c>), waits for that very work.
/// </summary>
internal sealed class WaitingRequests(RequestDelegate next, Courtesy courtesy)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!reads || http.Request.Query.ContainsKey("after"))
        {
            await next(http);
            return;
        }

        var served = courtesy.SomebodyWaits();
        http.Response.OnStarting(() =>
        {
            served();
            return Task.CompletedTask;
        });
        try
        {
            await next(http);
        }
        finally
        {
            served();
        }
    }
}
