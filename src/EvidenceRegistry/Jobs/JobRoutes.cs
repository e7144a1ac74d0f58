using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Jobs;

/// <summary>Long work, watched and cancelled.</summary>
public static class JobRoutes
{
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromSeconds(1);

    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/v1/jobs").WithTags("Jobs");
        jobs.MapGet("/{id}", GetAsync).WithSummary("One job: its state and counts; text/event-stream to watch it live");
        jobs.MapPost("/{id}/resume", ResumeAsync).Needs(Role.Submitter, Role.Curator, Role.Harvester).WithSummary("Let a paused job go on where it stands");
        jobs.MapPost("/{id}/cancel", CancelAsync).Needs(Role.Submitter, Role.Curator, Role.Harvester).WithSummary("Ask a job to stop; what it has done stays");
    }

    internal static async Task<Results<Ok<JobView>, ServerSentEventsResult<JobView>, ProblemHttpResult>> GetAsync(
        string id, HttpContext http, RegistryDbs dbs, TimeProvider time, CancellationToken cancel)
    {
        if (await ReadableAsync(id, http, dbs, cancel) is not { } job)
        {
            return Refusal.None(http, Things.Job, id);
        }

        if (http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)))
        {
            return TypedResults.ServerSentEvents(WatchAsync(id, dbs, time, cancel));
        }

        return TypedResults.Ok(JobView.Of(job));
    }

    internal static async Task<Results<Ok<JobView>, ProblemHttpResult>> CancelAsync(
        string id, HttpContext http, RegistryDbs dbs, JobQueue queue, CancellationToken cancel)
    {
        if (await ReadableAsync(id, http, dbs, cancel) is null)
        {
            return Refusal.None(http, Things.Job, id);
        }

        await queue.CancelAsync(id, http.Caller().ActorId, cancel);
        return TypedResults.Ok(JobView.Of((await ReadableAsync(id, http, dbs, cancel))!));
    }

    internal static async Task<Results<Ok<JobView>, ProblemHttpResult>> ResumeAsync(
        string id, HttpContext http, RegistryDbs dbs, JobQueue queue, CancellationToken cancel)
    {
        if (await ReadableAsync(id, http, dbs, cancel) is not { } job)
        {
            return Refusal.None(http, Things.Job, id);
        }

        return await queue.ResumeAsync(id, http.Caller().ActorId, cancel)
            ? TypedResults.Ok(JobView.Of((await ReadableAsync(id, http, dbs, cancel))!))
            : Refusal.Of(http, JobProblems.NotPaused, job.State.ToString().ToLowerInvariant());
    }

    /// <summary>A job is shown to whoever started it, to curators and to admins; to all others it is not there.</summary>
    public static async Task<Job?> ReadableAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var job = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, cancel);
        var caller = http.Caller();
        return job is not null && (caller.Role is Role.Admin or Role.Curator || (caller.HasKey && caller.ActorId == job.ActorId)) ? job : null;
    }

    private static async IAsyncEnumerable<SseItem<JobView>> WatchAsync(
        string id, RegistryDbs dbs, TimeProvider time, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            await using (var db = dbs.Open())
            {
                var job = await db.Jobs.AsNoTracking().FirstAsync(j => j.Id == id, cancel);
                yield return new SseItem<JobView>(JobView.Of(job), job.EndedAt is null ? "progress" : "end");
                if (job.EndedAt is not null)
                {
                    yield break;
                }
            }

            await Task.Delay(BetweenEvents, time, cancel);
        }
    }
}
