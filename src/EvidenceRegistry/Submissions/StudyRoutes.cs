using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>Handing in one record: <c>POST</c> makes it, <c>PUT</c> makes or replaces the layer of a source and source id.</summary>
internal static class StudyRoutes
{
    public static void MapStudies(this IEndpointRouteBuilder app)
    {
        Map(app, "studies", DraftKind.Study);
        Map(app, "datasets", DraftKind.Dataset);
    }

    private static void Map(IEndpointRouteBuilder app, string path, DraftKind kind)
    {
        var part = kind == DraftKind.Dataset ? "dataset" : "study";
        var group = app.MapGroup($"/api/v1/{path}").Needs(Role.Submitter).WithTags("submissions");
        group.MapPost("", (HttpContext http, Intake intake, FileStore store, UnnamedBytes unnamed, Writes writes) =>
                TakeAsync(http, intake, store, unnamed, writes, kind, part, null, IntakeMode.Create))
            .Produces<WriteReceipt>(201).TakesRecord(kind, part, addressed: false)
            .WithName($"post-{part}").WithSummary($"Hands in one {part}: JSON, or multipart with a part '{part}' and parts 'file'.");
        group.MapPut("", (HttpContext http, string source, string sourceId, Intake intake, FileStore store, UnnamedBytes unnamed, Writes writes) =>
                TakeAsync(http, intake, store, unnamed, writes, kind, part, new DraftAddress(source, sourceId), IntakeMode.Replace))
            .Produces<WriteReceipt>(200).Produces<WriteReceipt>(201).TakesRecord(kind, part, addressed: true)
            .WithName($"put-{part}").WithSummary($"Makes or replaces the layer of a source and source id. Silence about access never opens.");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> TakeAsync(
        HttpContext http, Intake intake, FileStore store, UnnamedBytes unnamed, Writes writes, DraftKind kind, string part, DraftAddress? address, IntakeMode mode)
    {
        var caller = http.Caller();
        if (address is not null && !caller.MayWriteTo(address.Source))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, address.Source);
        }

        var (version, bad) = IfMatch.Read(http);
        if (bad is not null)
        {
            return bad;
        }

        var (body, refusal) = await SubmissionBody.ReadAsync(http, store, part);
        Results<ContentHttpResult, ProblemHttpResult> answer = refusal is not null ? refusal : await HandInAsync(http, body, kind, part, address, mode, version, intake, writes);
        if (answer.Result is ProblemHttpResult)
        {
            await unnamed.ForgetAsync(body.Files, CancellationToken.None);
        }

        return answer;
    }

    /// <summary>What is handed in, however it came: by a request of the API or by the form of a page.</summary>
    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> HandInAsync(
        HttpContext http, SubmissionBody body, DraftKind kind, string part, DraftAddress? address, IntakeMode mode, int? version, Intake intake, Writes writes)
    {
        var caller = http.Caller();
        var (draft, problems) = Read(body, kind, part, address, caller);
        if (draft is null || problems.Any(p => p.Refuses))
        {
            return ProblemPlaces.Invalid(http, problems);
        }

        return caller.MayWriteTo(draft.Source)
            ? await writes.RunAsync(http, body.Hash, async (db, cancel) =>
            {
                // A retry after a race must find the draft as it was sent.
                var fresh = Read(body, kind, part, address, caller).Draft!;
                var result = await intake.TakeAsync(db, fresh, body.Files, caller, mode, version, cancel);
                return Answer(http, result, [.. problems, .. result.Problems]);
            })
            : Refusal.Of(http, ProblemKinds.SourceNotAllowed, draft.Source);
    }

    private static (RecordDraft? Draft, IReadOnlyList<DraftProblem> Problems) Read(
        SubmissionBody body, DraftKind kind, string part, DraftAddress? address, Caller caller)
    {
        if (body.Json is not { } json)
        {
            return (null, [.. body.Problems, new DraftProblem(ProblemCodes.Missing, part)]);
        }

        var reading = DraftJson.Read(json, kind, address);
        return reading.Draft?.Content.Sample is true && caller.Role != Role.Admin
            ? (reading.Draft, [.. body.Problems, .. reading.Problems, new DraftProblem(IntakeProblems.SampleByHand, "$.sample")])
            : (reading.Draft, [.. body.Problems, .. reading.Problems]);
    }

    private static WriteAnswer Answer(HttpContext http, IntakeResult result, IReadOnlyList<DraftProblem> problems)
    {
        switch (result.Outcome)
        {
            case IntakeOutcome.Created:
                return WriteAnswer.Done(StatusCodes.Status201Created, result.Record!, "created", problems);
            case IntakeOutcome.Updated:
                return WriteAnswer.Done(StatusCodes.Status200OK, result.Record!, "updated", problems);
            case IntakeOutcome.Unchanged:
                return WriteAnswer.Done(StatusCodes.Status200OK, result.Record!, "unchanged", problems);
            case IntakeOutcome.Invalid:
                return WriteAnswer.Refused(ProblemPlaces.Invalid(http, problems));
            case IntakeOutcome.Known:
                http.Response.Headers.Location = RecordRoutes.AddressOf(result.Record!.Id);
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.AlreadyKnown, result.Record.Id));
            case IntakeOutcome.Removed:
                return WriteAnswer.Refused(RecordProblems.Gone(http, result.Record!));
            case IntakeOutcome.Stale:
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.Stale));
            case IntakeOutcome.NotTheirs:
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.NotTheirs, result.Problems.In(http.Language())));
            default:
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.BytesGone));
        }
    }
}
