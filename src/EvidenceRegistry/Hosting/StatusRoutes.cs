using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Hosting;

internal static class StatusRoutes
{
    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        var settings = app.ServiceProvider.GetRequiredService<RegistrySettings>();
        var status = app.MapGet("/api/v1/status", StatusAsync).WithTags("Operation").WithName("status")
            .WithSummary("Engines in use, version, records, feed lag, poison rows");
        if (!settings.Registry.PublicStatus)
        {
            status.Needs(Role.Harvester, Role.Curator);
        }
    }

    private static async Task<Ok<StatusView>> StatusAsync(HttpContext http, RegistryDbs dbs, FileStore files, OldestChange oldest, CancellationToken cancel) =>
        TypedResults.Ok(await RegistryStatus.ReadAsync(dbs, files, http.RequestServices.GetService<IEvidenceIndex>(), http.RequestServices.GetService<IndexFeed>(), oldest, http.Caller().Role, cancel));
}
