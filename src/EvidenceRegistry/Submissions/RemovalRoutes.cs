using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>Removing a record with a reason, lifting that, and the purge of what must not be kept.</summary>
internal static class RemovalRoutes
{
    private const int LongestReason = 1_000;

    public static void MapRemoval(this IEndpointRouteBuilder records)
    {
        records.MapDelete("/{id}", RemoveAsync).Needs(Role.Submitter, Role.Curator).Produces<WriteReceipt>()
            .WithName("delete-record").WithSummary("Removes a record: a tombstone with a reason stays, and imports do not bring it back.");
        records.MapPost("/{id}/restore", RestoreAsync).Needs(Role.Curator).Produces<WriteReceipt>()
            .WithName("restore-record").WithSummary("Lifts a tombstone.");
        records.MapPost("/{id}/purge", PurgeAsync).Needs(Role.Admin).Produces<WriteReceipt>()
            .WithName("purge-record").WithSummary("Removes a record with its bytes, pages and the contents of its versions, for ever.");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> RemoveAsync(string id, string? reason, HttpContext http, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        if (bad is not null || ReasonProblem(reason, needed: true) is not null)
        {
            return bad ?? ProblemPlaces.Invalid(http, [ReasonProblem(reason, needed: true)!]);
        }

        return await writes.RunAsync(http, "", async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (WriteDoor.Refuse(http, record, id, version) is { } no)
            {
                return WriteAnswer.Refused(no);
            }

            var caller = http.Caller();
            if (!record!.Origins.All(o => Ownership.Mine(caller, o)))
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.NotTheirs));
            }

            record.State = RecordState.Removed;
            record.Tombstone = new Tombstone(reason!.Trim(), db.ActorId, db.Now, ByPerson: true);
            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "removed", RecordId = id, Detail = record.Tombstone.Reason });
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, record, "removed");
        });
    }

    private static Task<Results<ContentHttpResult, ProblemHttpResult>> RestoreAsync(string id, HttpContext http, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        return bad is not null ? Task.FromResult<Results<ContentHttpResult, ProblemHttpResult>>(bad) : writes.RunAsync(http, "", async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (record is null)
            {
                return WriteAnswer.Refused(Refusal.None(http, Things.Record, id));
            }

            if (IfMatch.Misses(version, record.Version))
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.Stale));
            }

            if (record is not { State: RecordState.Removed, Tombstone.Purged: false })
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.NothingToRestore));
            }

            (record.State, record.Tombstone) = (RecordState.Live, null);
            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "restored", RecordId = id });
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, record, "restored");
        });
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> PurgeAsync(string id, string? reason, HttpContext http, Purge purge, BytesToDelete bytes, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        if (bad is not null || ReasonProblem(reason, needed: false) is not null)
        {
            return bad ?? ProblemPlaces.Invalid(http, [ReasonProblem(reason, needed: false)!]);
        }

        var answer = await writes.RunAsync(http, "", async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (record is null or { State: RecordState.Merged })
            {
                // What it said stands on the record it went into, and goes with that one.
                return WriteAnswer.Refused(record is null ? Refusal.None(http, Things.Record, id) : WriteDoor.Merged(http, record));
            }

            if (IfMatch.Misses(version, record.Version))
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.Stale));
            }

            await purge.RunAsync(db, record, reason?.Trim(), cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, record, "purged");
        });

        // Not before the commit, and whoever asked may be gone by now.
        await bytes.DeleteAsync(CancellationToken.None);
        return answer;
    }

    private static DraftProblem? ReasonProblem(string? reason, bool needed) =>
        string.IsNullOrWhiteSpace(reason) ? needed ? new DraftProblem(ProblemCodes.Missing, "reason") : null
        : reason.Contains('\0', StringComparison.Ordinal) ? new DraftProblem(ProblemCodes.Nul, "reason")
        : reason.Length > LongestReason ? new DraftProblem(ProblemCodes.TooLong, "reason") { Details = [$"{LongestReason}", $"{reason.Length}"] }
        : null;
}
