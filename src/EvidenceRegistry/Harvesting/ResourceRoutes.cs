using EvidenceRegistry.Access;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>A resource of a dataset, as its address last answered.</summary>
/// <param name="Status">ok, ok-too-large, not-there, unreachable, timed-out, busy, server-error, key-refused, bad-request, address-refused.</param>
/// <param name="Since">Since when it has that status.</param>
/// <param name="Length">Bytes last read.</param>
/// <param name="Table">Columns, years, areas and, where the table is clear, its series; null where it is no table that is read.</param>
public sealed record ResourceView(string Url, string Status, DateTime Since, DateTime CheckedAt, long? Length, ReadTable? Table);

/// <summary>Links and values of datasets' resources.</summary>
internal static class ResourceRoutes
{
    public static void MapResources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/records/{id}/resources", GetAsync).WithTags("Harvesting")
            .WithName("read-resources").WithSummary("A dataset's resources: whether their addresses answer, and what their tables hold");
        app.MapPost("/api/v1/harvest/resource-checks", StartAsync).WithTags("Harvesting").Needs(Role.Harvester)
            .WithName("checkResources").WithSummary("Ask the addresses of all datasets' resources now");
    }

    internal static async Task<Ok<IReadOnlyList<ResourceView>>> GetAsync(string id, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();

        // What is removed is not shown; its checks are swept by whoever meets them.
        var checks = await db.ResourceChecks.AsNoTracking().Where(c => c.RecordId == id)
            .Join(db.Records.Where(r => r.State == RecordState.Live || r.State == RecordState.Quarantined), c => c.RecordId, r => r.Id, (c, _) => c).OrderBy(c => c.Url).ToListAsync(cancel);
        return TypedResults.Ok<IReadOnlyList<ResourceView>>(
            [.. checks.Select(c => new ResourceView(c.Url, c.Status, c.Since, c.CheckedAt, c.Length, c.Profile is null ? null : JsonColumn.Read<ReadTable>(c.Profile)))]);
    }

    private static async Task<Accepted<JobView>> StartAsync(HttpContext http, JobQueue jobs, CancellationToken cancel)
    {
        var job = await jobs.UnfinishedAsync(ResourceChecking.JobKind, cancel) ?? await jobs.EnqueueAsync(ResourceChecking.JobKind, null, http.Caller().ActorId, cancel);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", JobView.Of(job));
    }
}
