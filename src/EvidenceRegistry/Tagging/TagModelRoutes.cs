using EvidenceRegistry.Access;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Tagging;

/// <summary>Learning from decisions, what it made, and the way back to an earlier version.</summary>
public static class TagModelRoutes
{
    public static void MapTagModels(this RouteGroupBuilder tags)
    {
        tags.MapPost("/learn", LearnAsync).Needs(Role.Curator).Produces<JobView>(202)
            .WithName("learn-tags").WithSummary("Makes a version of the model from all decisions, as a job; it takes over only where it is better on held-out ones");
        tags.MapGet("/models", async (TagModels models, CancellationToken cancel) => TypedResults.Ok(await models.AllAsync(cancel))).Needs(Role.Curator)
            .WithName("get-tag-models").WithSummary("Versions of the model with their figures on held-out decisions, newest first");
        tags.MapPost("/models/{version}/activate", ActivateAsync).Needs(Role.Admin).Produces<TagModelList>().ProducesProblem(404)
            .WithName("activate-tag-model").WithSummary("Brings an earlier version into force; m0 is the rules alone, for all schemes");
    }

    private static async Task<Accepted<JobView>> LearnAsync(HttpContext http, JobQueue jobs, CancellationToken cancel)
    {
        var job = await jobs.UnfinishedAsync(LearnJob.Work, cancel) ?? await jobs.EnqueueAsync(LearnJob.Work, null, http.Caller().ActorId, cancel);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", JobView.Of(job));
    }

    private static async Task<Results<Ok<TagModelList>, ProblemHttpResult>> ActivateAsync(string version, HttpContext http, TagModels models, CancellationToken cancel) =>
        await models.ActivateAsync(version, http.Caller().ActorId, cancel)
            ? TypedResults.Ok(await models.AllAsync(cancel))
            : Refusal.None(http, Things.ModelVersion, version);
}
