using EvidenceRegistry.Access;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Indexing;

/// <summary>The index as an operator sees it.</summary>
public static class IndexRoutes
{
    public static void MapIndexing(this IEndpointRouteBuilder app)
    {
        var index = app.MapGroup("/api/v1").WithTags("Index").Needs(Role.Admin);
        index.MapGet("/consistency", CompareAsync).WithSummary("Holds the index against the database: missing, orphan, stale, pending, poisoned");
        index.MapPost("/index/rebuild", RebuildAsync).WithSummary("Builds a new index beside the live one and switches it in");
    }

    private static async Task<Ok<ConsistencyView>> CompareAsync(Consistency consistency, CancellationToken cancel) =>
        TypedResults.Ok(await consistency.CompareAsync(cancel));

    internal static async Task<Accepted<JobView>> RebuildAsync(HttpContext http, JobQueue jobs, CancellationToken cancel)
    {
        var job = await jobs.UnfinishedAsync(IndexRebuild.KindName, cancel)
            ?? await jobs.EnqueueAsync(IndexRebuild.KindName, null, http.Caller().ActorId, cancel);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", JobView.Of(job));
    }
}
