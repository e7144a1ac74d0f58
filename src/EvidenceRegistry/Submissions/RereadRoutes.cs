using EvidenceRegistry.Access;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>Reading a file once more: with better repair, after its bytes were put back, or because its pictures can be read now.</summary>
internal static class RereadRoutes
{
    public static void MapRereading(this IEndpointRouteBuilder records) =>
        records.MapPost("/{id}/files/{name}/read", ReadAsync).Needs(Role.Curator).Produces<WriteReceipt>(202).ProducesProblem(404).ProducesProblem(410)
            .WithName("read-file-again")
            .WithSummary("Reads a file again under the next text revision; the text before it is searched until then and keeps answering. Unchanged while a reading is under way.");

    private static Task<Results<ContentHttpResult, ProblemHttpResult>> ReadAsync(string id, string name, HttpContext http, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        return bad is not null ? Task.FromResult<Results<ContentHttpResult, ProblemHttpResult>>(bad) : writes.RunAsync(http, "", async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (WriteDoor.Refuse(http, record, id, version) is { } no)
            {
                return WriteAnswer.Refused(no);
            }

            if (IntakeFiles.Live(record, name.Normalize()) is not { } file)
            {
                return WriteAnswer.Refused(Refusal.None(http, Things.File, name));
            }

            if (!await TextReading.AgainAsync(db, file.Id, cancel))
            {
                return WriteAnswer.Done(StatusCodes.Status202Accepted, record!, "unchanged");
            }

            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "file-read-again", RecordId = id, Detail = file.Name });
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status202Accepted, record!, "queued");
        });
    }
}
