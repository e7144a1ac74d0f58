using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>Adding, replacing and removing one file of a record.</summary>
internal static class FileWriteRoutes
{
    public static void MapFileWrites(this IEndpointRouteBuilder records)
    {
        var files = records.MapGroup("/{id}/files/{name}").Needs(Role.Submitter, Role.Curator);
        files.MapPut("", PutAsync).Produces<WriteReceipt>(200).Produces<WriteReceipt>(201).TakesFile(SubmissionSchema.Bytes())
            .WithName("put-file").WithSummary("Adds or replaces a file: its bytes as the body, or multipart with one part 'file'. Silence about access never opens.");
        files.MapDelete("", DeleteAsync).Produces<WriteReceipt>()
            .WithName("delete-file").WithSummary("Removes a file; versions that show it keep naming it.");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> PutAsync(
        string id, string name, string? access, string? embargoUntil, HttpContext http, RegistryDbs dbs, FileStore store, IntakeFiles files, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        var (said, problems) = DraftJson.ReadFile(name, access, embargoUntil);
        if (bad is not null || said is null || problems.Count > 0)
        {
            return bad ?? ProblemPlaces.Invalid(http, problems);
        }

        // Before a long upload, so that it is not made in vain; asked again in the writing.
        if (await EarlyAsync(http, dbs, id, version) is { } early)
        {
            return early;
        }

        var (sent, refusal) = await BytesAsync(http, store, said.Name);
        return sent is null ? refusal! : await writes.RunAsync(http, sent.Bytes.Sha256, async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            if (WriteDoor.Refuse(http, record, id, version) is { } no)
            {
                return WriteAnswer.Refused(no);
            }

            if (IntakeFiles.NotTheirs(http.Caller(), record!, [sent], []).ToList() is { Count: > 0 } foreign)
            {
                return WriteAnswer.Refused(NotTheirs(http, foreign));
            }

            if (IntakeFiles.Problems(record, [sent], [said]).ToList() is { Count: > 0 } wrong)
            {
                return WriteAnswer.Refused(ProblemPlaces.Invalid(http, wrong));
            }

            await HeldRows.BytesAsync(db, [sent.Bytes.Sha256], cancel);
            if (!files.BytesAreThere(sent))
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.BytesGone));
            }

            Ownership.MayTouch(http.Caller(), record!, out var through);
            var known = IntakeFiles.Live(record, sent.Name) is not null;
            return await SaveAsync(db, record!, files.Put(db, record!, through?.Id, [sent], [said]), known, cancel);
        });
    }

    private static Task<Results<ContentHttpResult, ProblemHttpResult>> DeleteAsync(string id, string name, HttpContext http, Writes writes)
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

            if (!Ownership.Mine(http.Caller(), record!, file))
            {
                return WriteAnswer.Refused(NotTheirs(http, [new DraftProblem(IntakeProblems.FileNotTheirs, "name", file.Name)]));
            }

            file.RemovedAt = db.Now;
            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "file-removed", RecordId = id, Detail = file.Name });
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, record!, "updated");
        });
    }

    private static ProblemHttpResult NotTheirs(HttpContext http, IReadOnlyList<DraftProblem> files) =>
        Refusal.Of(http, SubmissionProblems.NotTheirs, files.In(http.Language()));

    private static async Task<ProblemHttpResult?> EarlyAsync(HttpContext http, RegistryDbs dbs, string id, int? version)
    {
        await using var db = dbs.Open();
        var record = await db.Records.AsNoTracking().Include(r => r.Origins).FirstOrDefaultAsync(r => r.Id == id, http.RequestAborted);
        return WriteDoor.Refuse(http, record, id, version);
    }

    private static async Task<(IntakeFile? File, ProblemHttpResult? Refusal)> BytesAsync(HttpContext http, FileStore store, string name)
    {
        if (!http.Request.HasFormContentType)
        {
            return (new IntakeFile(name, await store.SaveAsync(http.Request.Body, http.RequestAborted)), null);
        }

        var (body, refusal) = await SubmissionBody.ReadAsync(http, store, null);
        if (refusal is null && body.Problems.Count == 0 && body.Files is [var one])
        {
            return (one with { Name = name }, null);
        }

        return (null, refusal ?? ProblemPlaces.Invalid(http, [.. body.Problems, new DraftProblem(IntakeProblems.OtherFileName, SubmissionBody.FilePart) { Details = [name] }]));
    }

    private static async Task<WriteAnswer> SaveAsync(RegistryDb db, Record record, bool changed, bool known, CancellationToken cancel)
    {
        if (!changed)
        {
            return WriteAnswer.Done(StatusCodes.Status200OK, record, "unchanged");
        }

        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = known ? "file-replaced" : "file-added", RecordId = record.Id });
        await db.SaveChangesAsync(cancel);
        return WriteAnswer.Done(known ? StatusCodes.Status200OK : StatusCodes.Status201Created, record, known ? "updated" : "created");
    }
}
