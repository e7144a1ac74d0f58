using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>A curator's corrections: a JSON merge patch (RFC 7396) on the overlay, which no import can undo.</summary>
internal static class OverlayRoutes
{
    private const string MergePatchType = "application/merge-patch+json";

    private static readonly string[] NotHere = ["targets", "factors", "sample", "extra"];

    public static void MapOverlay(this IEndpointRouteBuilder records) =>
        records.MapPatch("/{id}", PatchAsync).Needs(Role.Curator).Produces<WriteReceipt>().TakesOverlay()
            .WithName("patch-record").WithSummary("Lays a curator's words over what the sources say; null takes a word of the overlay back.");

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> PatchAsync(
        string id, HttpContext http, DraftCodes codes, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        if (bad is not null)
        {
            return bad;
        }

        if (!http.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException($"{MergePatchType} is taken here.", StatusCodes.Status415UnsupportedMediaType);
        }

        var body = await SubmissionBody.ToEndAsync(http.Request.Body, http.RequestAborted);
        return await writes.RunAsync(http, Convert.ToHexStringLower(SHA256.HashData(body.Span)), async (db, cancel) =>
        {
            var record = await Intake.LoadAsync(db, id, cancel);
            return WriteDoor.Refuse(http, record, id, version) is { } refusal ? WriteAnswer.Refused(refusal) : await LayAsync(http, db, record!, body, codes, cancel);
        });
    }

    private static async Task<WriteAnswer> LayAsync(
        HttpContext http, RegistryDb db, Record record, ReadOnlyMemory<byte> body, DraftCodes codes, CancellationToken cancel)
    {
        var (overlay, problems) = Lay(record, body, codes);
        if (problems.Any(p => p.Refuses))
        {
            return WriteAnswer.Refused(ProblemPlaces.Invalid(http, problems));
        }

        if (overlay == record.Overlay)
        {
            return WriteAnswer.Done(StatusCodes.Status200OK, record, "unchanged", problems);
        }

        record.Overlay = overlay;
        Composition.Apply(record);
        if (record is { Access: AccessRights.Embargoed, EmbargoUntil: null })
        {
            return WriteAnswer.Refused(ProblemPlaces.Invalid(http, [new DraftProblem(ProblemCodes.Missing, "$.embargoUntil")]));
        }

        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "overlaid", RecordId = record.Id });
        await db.SaveChangesAsync(cancel);
        return WriteAnswer.Done(StatusCodes.Status200OK, record, "updated", problems);
    }

    /// <summary>The overlay with the patch in it, in its kept form: null when nothing is left of it.</summary>
    private static (string? Overlay, IReadOnlyList<DraftProblem> Problems) Lay(Record record, ReadOnlyMemory<byte> body, DraftCodes codes)
    {
        var kind = record.Kind == RecordKind.Dataset ? DraftKind.Dataset : DraftKind.Study;
        var (said, problems) = DraftJson.ReadOverlay(body, kind);
        if (said is null || problems.Any(p => p.Refuses))
        {
            return (null, problems);
        }

        var patch = JsonNode.Parse(body.Span)!.AsObject();
        if (NotHere.Where(patch.ContainsKey).Select(name => new DraftProblem(IntakeProblems.NotInOverlay, $"$.{name}")).ToList() is { Count: > 0 } elsewhere)
        {
            return (null, elsewhere);
        }

        var merged = MergePatch.Apply(record.Overlay is { } before ? JsonNode.Parse(before) : null, patch)!;
        var (content, left) = DraftJson.ReadOverlay(System.Text.Encoding.UTF8.GetBytes(merged.ToJsonString()), kind);
        if (content is null || left.Any(p => p.Refuses))
        {
            return (null, left);
        }

        List<DraftProblem> all = [.. problems, .. codes.Settle(content)];
        var kept = Composition.ToJson(content);
        kept.Remove("kind");
        return (kept.Count == 0 ? null : kept.ToJsonString(JsonColumn.Options), all);
    }
}
