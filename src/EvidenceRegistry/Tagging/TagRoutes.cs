using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Reading proposals, and asking for all of them anew. Decisions are writes: their routes stand with the other writes.</summary>
public static class TagRoutes
{
    public const string Root = "/api/v1/tags";

    public static IServiceCollection AddTagging(this IServiceCollection services, TaggingOptions options)
    {
        services.AddSingleton(options).AddSingleton<TagBatch>().AddSingleton<TagDecisions>().AddSingleton<TagViewing>().AddSingleton<TagQuality>().AddSingleton<TagQueue>().AddSingleton<TagCrosswalk>();
        services.AddSingleton(sp => new TagEngines(
            sp.GetRequiredService<RegistryDbs>(), sp.GetRequiredService<PlanTrees>(), sp.GetRequiredService<TextAnalysis>(), Path.Combine(AppContext.BaseDirectory, "mappings")));
        services.AddSingleton<TagLearning>().AddSingleton<TagModels>().AddSingleton<IJobWork, RetagJob>().AddSingleton<IJobWork, LearnJob>().AddSingleton<IJobWork, CrosswalkJob>();
        services.AddSingleton<QueueOrder>().AddHostedService(sp => sp.GetRequiredService<QueueOrder>());
        services.AddSingleton<LearnClock>().AddHostedService(sp => sp.GetRequiredService<LearnClock>());
        return services.AddSingleton<TagWatch>().AddHostedService(sp => sp.GetRequiredService<TagWatch>());
    }

    public static void MapTagging(this IEndpointRouteBuilder app)
    {
        var tags = app.MapGroup(Root).WithTags("tags");
        tags.MapGet("/queue", QueueAsync).Needs(Role.Curator).ProducesProblem(400)
            .WithName("get-tag-queue").WithSummary("Proposed tags that wait for a person, worth most first: reasons, rivals, confidence");
        tags.MapGet("/quality", async (TagQuality quality, CancellationToken cancel) => TypedResults.Ok(await quality.FiguresAsync(cancel)))
            .WithName("get-tag-quality").WithSummary("Precision, recall, F1, calibration and silence of proposals by what people decided, also by length and language of the text; samples never count");
        tags.MapPost("/retag", RetagAsync).Needs(Role.Curator).Produces<JobView>(202).ProducesProblem(409)
            .WithName("retag").WithSummary("Proposes anew for every record, as a job; one that runs already is answered");
        tags.MapGet("/crosswalk", CrosswalkAsync).Needs(Role.Curator).ProducesProblem(404)
            .WithName("get-tag-crosswalk").WithSummary("Tags of an older edition: which have one successor in the edition in force, and which need a person because their code was split, retired or joined to nothing");
        tags.MapPost("/crosswalk", MoveAsync).Needs(Role.Curator).Produces<JobView>(202).ProducesProblem(404)
            .WithName("move-tags").WithSummary("Moves claims and people's decisions of an older edition to their one successor in the edition in force, as a job; its id takes the decisions back as a bulk decision");
        tags.MapTagModels();
        app.MapGet($"{RecordRoutes.Root}/{{id}}/tags", OfRecordAsync).WithTags("tags").Produces<RecordTagList>().ProducesProblem(404).ProducesProblem(410)
            .WithName("get-record-tags").WithSummary("Tags of a record with what argues for them and what people decided; reasons from closed text for those who may read it");
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> QueueAsync(
        HttpContext http, TagQueue queue, CancellationToken cancel,
        [Description("subTarget, factor, area, year or another tree such as sdg; all unless told.")] string? scheme = null,
        [Description("A concept or area; finds it and all below. 180403@2561: in that edition alone.")] string? concept = null,
        [Description("proposed (default), claimed, confirmed, disputed, rejected.")] string status = "proposed",
        [Range(0, 1)] double? minConfidence = null, [Range(0, 1)] double? maxConfidence = null,
        [Range(1, 100)] int size = 20, string? cursor = null) =>
        EnumParameter.Read<TagStatus>(http, nameof(status), status, out var wanted) is { } refusal ? refusal
            : await queue.PageAsync(new QueueFilter(scheme, concept, minConfidence, maxConfidence, wanted), size, cursor, cancel) is { } page ? TypedResults.Ok(page)
            : Refusal.Of(http, ProblemKinds.CursorInvalid);

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> RetagAsync(HttpContext http, JobQueue jobs, TaggingOptions options, CancellationToken cancel)
    {
        if (!options.Enabled)
        {
            return Refusal.Of(http, TagProblems.Off, $"{TaggingOptions.Section}:{nameof(TaggingOptions.Enabled)}");
        }

        var job = await jobs.UnfinishedAsync(RetagJob.Work, cancel) ?? await jobs.EnqueueAsync(RetagJob.Work, null, http.Caller().ActorId, cancel);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", JobView.Of(job));
    }

    private static async Task<Results<Ok<CrosswalkReport>, ProblemHttpResult>> CrosswalkAsync(
        HttpContext http, TagCrosswalk crosswalk, [Description("The older edition, 2561.")] string edition, CancellationToken cancel) =>
        await crosswalk.ReportAsync(edition, cancel) is { } report ? TypedResults.Ok(report) : Refusal.None(http, Things.Edition, edition);

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> MoveAsync(
        HttpContext http, PlanTrees plans, JobQueue jobs, [Description("The older edition, 2561.")] string edition, CancellationToken cancel)
    {
        if (plans.Current.Editions.All(e => e.Code != edition) || edition == plans.Current.CurrentEdition?.Code)
        {
            return Refusal.None(http, Things.OlderEdition, edition);
        }

        var job = await jobs.UnfinishedAsync(CrosswalkJob.Work, cancel, edition) ?? await jobs.EnqueueAsync(CrosswalkJob.Work, edition, http.Caller().ActorId, cancel);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", JobView.Of(job));
    }

    internal static async Task<IResult> OfRecordAsync(string id, HttpContext http, RegistryDbs dbs, TagViewing viewing, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return instead!;
        }

        record.Tags = await db.Tags.AsNoTracking().Where(t => t.RecordId == id).ToListAsync(cancel);
        return TypedResults.Ok(new RecordTagList(id, await viewing.OfAsync(db, record, http.Caller(), cancel)));
    }
}
