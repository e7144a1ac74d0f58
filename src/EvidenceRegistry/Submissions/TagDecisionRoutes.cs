using EvidenceRegistry.Access;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>A curator's word on a tag.</summary>
/// <param name="Decision">confirm, reject or dispute.</param>
/// <param name="Note">Why, up to 2000 characters; curators read it.</param>
public sealed record TagDecisionRequest(TagVerdict Decision, string? Note = null);

/// <summary>Decisions on tags: writes like all others, with their keys, tokens and receipts.</summary>
internal static class TagDecisionRoutes
{
    public static void MapTagDecisions(this IEndpointRouteBuilder records)
    {
        records.MapPost("/{id}/tags/{concept}", DecideAsync).Needs(Role.Curator).Produces<WriteReceipt>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410)
            .WithName("decide-tag").WithSummary("confirm, reject or dispute a tag, proposed or not; a person's word wins over the machine, two who disagree make a dispute");
        records.MapPost("/{id}/tags/{concept}/undo", UndoAsync).Needs(Role.Curator).Produces<WriteReceipt>().ProducesProblem(404).ProducesProblem(410)
            .WithName("undo-tag-decision").WithSummary("Takes your last word on a tag back (an administrator: the last of anybody)");
    }

    internal static Task<Results<ContentHttpResult, ProblemHttpResult>> DecideAsync(
        string id, string concept, TagDecisionRequest request, HttpContext http, TagDecisions decisions, PlanTrees plans, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        return bad is not null ? Task.FromResult<Results<ContentHttpResult, ProblemHttpResult>>(bad) : writes.RunAsync(http, $"{request.Decision} {request.Note}", async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (WriteDoor.Refuse(http, record, id, version) is { } no)
            {
                return WriteAnswer.Refused(no);
            }

            if (request.Note?.Length > TagDecisions.LongestNote)
            {
                return WriteAnswer.Refused(Refusal.Of(http, TagProblems.LongNote, TagDecisions.LongestNote));
            }

            if (TagName.Read(concept, plans.Current) is not { } name)
            {
                return WriteAnswer.Refused(Refusal.None(http, Things.Concept, concept));
            }

            var tag = await decisions.DecideAsync(db, record!, name, request.Decision, request.Note, http.Caller().Role == Role.Admin, null, cancel);
            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "tag-decided", RecordId = id, Detail = $"{request.Decision} {TagView.NameOf(name.Code, name.Edition)}".ToLowerInvariant() });
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, record!, Word(tag.Status));
        });
    }

    internal static Task<Results<ContentHttpResult, ProblemHttpResult>> UndoAsync(string id, string concept, HttpContext http, TagDecisions decisions, PlanTrees plans, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        return bad is not null ? Task.FromResult<Results<ContentHttpResult, ProblemHttpResult>>(bad) : writes.RunAsync(http, "", async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (WriteDoor.Refuse(http, record, id, version) is { } no)
            {
                return WriteAnswer.Refused(no);
            }

            var all = http.Caller().Role == Role.Admin;
            var last = TagName.Read(concept, plans.Current) is not { } name ? null : await db.TagDecisions
                .Where(d => d.RecordId == id && d.Scheme == name.Scheme && d.Code == name.Code && d.Edition == name.Edition && d.UndoneAt == null && (all || d.ActorId == db.ActorId))
                .OrderByDescending(d => d.Id).FirstOrDefaultAsync(cancel);
            if (last is null)
            {
                return WriteAnswer.Refused(Refusal.None(http, Things.Decision, concept));
            }

            await decisions.UndoAsync(db, record!, [last], cancel);
            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "tag-decision-undone", RecordId = id, Detail = TagView.NameOf(last.Code, last.Edition) });
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, record!, "undone");
        });
    }

    private static string Word(TagStatus status) => status.ToString().ToLowerInvariant();
}
