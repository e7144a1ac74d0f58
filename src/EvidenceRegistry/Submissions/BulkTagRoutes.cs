using System.Text.Json;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EvidenceRegistry.Submissions;

internal static class BulkTagRoutes
{
    public static void MapBulkTags(this IEndpointRouteBuilder app)
    {
        var bulk = app.MapGroup($"{TagRoutes.Root}/bulk").WithTags("tags").Needs(Role.Curator);
        bulk.MapPost("", DecideAsync).Produces<BulkDecisionView>().ProducesProblem(400).ProducesProblem(409)
            .WithName("decide-tags").WithSummary("One word on all proposed tags under a rule: without expected a preview, with the number of the preview the decision");
        bulk.MapPost("/{id}/undo", UndoAsync).Produces<BulkUndoneView>().ProducesProblem(404)
            .WithName("undo-bulk-decision").WithSummary("Takes a bulk decision of yours back, or all words that a job of yours moved to another edition (an administrator: anybody's); what stood without it stands again");
    }

    private static async Task<Results<Ok<BulkDecisionView>, ContentHttpResult, ProblemHttpResult>> DecideAsync(
        BulkDecisionRequest request, HttpContext http, BulkTagDecisions bulk, RegistryDbs dbs, Writes writes, IOptions<JsonOptions> json, CancellationToken cancel)
    {
        if (NumberRanges.Left(http, request) is { Count: > 0 } wrong)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        if (request.Note?.Length > TagDecisions.LongestNote)
        {
            return Refusal.Of(http, TagProblems.LongNote, TagDecisions.LongestNote);
        }

        if (request.Scheme is null && request.Concept is null)
        {
            return Refusal.Of(http, TagProblems.WideRule, BulkTagDecisions.Most);
        }

        if (request.Expected is not { } expected)
        {
            await using var db = dbs.Open();
            return TypedResults.Ok(await bulk.PreviewAsync(db, request, cancel));
        }

        var format = json.Value.SerializerOptions;
        var done = await writes.RunAsync(http, JsonSerializer.Serialize(request, format), async (db, stop) =>
        {
            var preview = await bulk.PreviewAsync(db, request, stop);
            if (preview.Tags > BulkTagDecisions.Most)
            {
                return WriteAnswer.Refused(Refusal.Of(http, TagProblems.WideRule, BulkTagDecisions.Most));
            }

            if (preview.Tags != expected)
            {
                return WriteAnswer.Refused(Refusal.Of(http, TagProblems.OtherTags, preview.Tags, expected));
            }

            var view = await bulk.DecideAsync(db, preview, request, http.Caller().Role == Role.Admin, stop);
            return WriteAnswer.Of(token => JsonSerializer.Serialize(view with { ChangeToken = token }, format));
        });
        return done.Result is ContentHttpResult said ? said : (ProblemHttpResult)done.Result;
    }

    private static async Task<Results<Ok<BulkUndoneView>, ProblemHttpResult>> UndoAsync(string id, HttpContext http, BulkTagDecisions bulk, CancellationToken cancel) =>
        await bulk.UndoAsync(id, http.Caller().ActorId, http.Caller().Role == Role.Admin, cancel) is { } undone ? TypedResults.Ok(undone) : Refusal.None(http, Things.BulkDecision, id);
}
