using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace EvidenceRegistry.Records;

/// <summary>Files of a record and the text of their pages, for those who may read them.</summary>
internal static class FileRoutes
{
    // Whatever a file is, nothing of it may run in our origin.
    private const string Sandbox = "default-src 'none'; sandbox";

    public static void MapRecordFiles(this IEndpointRouteBuilder records)
    {
        records.MapGet("/{id}/files", ListAsync).Produces<FileList>().ProducesProblem(404).ProducesProblem(410)
            .WithName("get-files").WithSummary("The files of a record, and whether the asker may read each.");
        records.MapGet("/{id}/files/{name}", BytesAsync).Produces(200, contentType: "application/octet-stream").ProducesProblem(403).ProducesProblem(404)
            .WithName("get-file").WithSummary("The bytes of a file.");
        records.MapGet("/{id}/files/{name}/pages/{page:int}", PageAsync).Produces<PageView>().ProducesProblem(403).ProducesProblem(404)
            .WithName("get-page").WithSummary("The stored text of a page, of the newest reading or of the one named.");
    }

    internal static async Task<IResult> ListAsync(string id, HttpContext http, RegistryDbs dbs, RecordViewing viewing, TimeProvider time)
    {
        await using var db = dbs.Open();
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return instead!;
        }

        var today = ReadingClass.Today(time);
        return TypedResults.Ok(new FileList(
            [.. record.Files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new ReadableFile(viewing.Of(f), http.Caller().Rights.MayRead(f, record.Origins, today)))],
            record.Sample ? true : null));
    }

    internal static async Task<IResult> BytesAsync(string id, string name, HttpContext http, RegistryDbs dbs, FileSoundness files, TimeProvider time)
    {
        await using var db = dbs.Open();
        var (file, instead) = await OpenAsync(http, db, id, name, time);
        if (file is null)
        {
            return instead!;
        }

        if (await files.OpenAsync(file.Sha256, file.Length, http.RequestAborted) is not { } bytes)
        {
            return Refusal.Of(http, RecordProblems.FileDamaged, file.Name);
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = Sandbox;
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Stream(bytes, file.MediaType, file.Name, file.AddedAt, new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    internal static async Task<IResult> PageAsync(string id, string name, int page, int? textRevision, HttpContext http, RegistryDbs dbs, TimeProvider time)
    {
        await using var db = dbs.Open();
        if (textRevision is { } revision)
        {
            return await QuotedPages.OfAsync(http, db, id, name, page, revision, ReadingClass.Today(time));
        }

        var (file, instead) = await OpenAsync(http, db, id, name, time);
        if (file is null)
        {
            return instead!;
        }

        var shown = await db.Readings.Where(r => r.FileId == file.Id).Select(r => r.TextRevision).FirstOrDefaultAsync(http.RequestAborted);
        var text = await db.Pages.AsNoTracking().FirstOrDefaultAsync(p => p.FileId == file.Id && p.Number == page && p.TextRevision == shown, http.RequestAborted);
        return Said(http, text, page);
    }

    internal static IResult Said(HttpContext http, Page? text, int page)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return text is null
            ? Refusal.None(http, Things.Page, page)
            : TypedResults.Ok(new PageView(text.Number, text.Label, text.Text, text.TextSource, text.TextRevision, text.Sha256, text.Reason, text.Confidence));
    }

    internal static ProblemHttpResult Closed(HttpContext http, StoredFile file) =>
        Refusal.Of(http, RecordProblems.Closed, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(file.Access.ToString()));

    private static async Task<(StoredFile? File, IResult? Instead)> OpenAsync(HttpContext http, RegistryDb db, string id, string name, TimeProvider time)
    {
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return (null, instead);
        }

        var file = record.Files.FirstOrDefault(f => string.Equals(f.Name, name.Normalize(), StringComparison.OrdinalIgnoreCase));
        return file is null ? (null, Refusal.None(http, Things.File, name))
            : http.Caller().Rights.MayRead(file, record.Origins, ReadingClass.Today(time)) ? (file, null)
            : (null, Closed(http, file));
    }
}

public sealed record FileList(IReadOnlyList<ReadableFile> Files, bool? Sample);

/// <param name="Readable">The asker may read its bytes and pages today.</param>
public sealed record ReadableFile(FileView File, bool Readable);

/// <param name="Label">What the file prints on the page.</param>
/// <param name="Text">Stored and repaired; spans of passages count in it, in Unicode code points.</param>
/// <param name="TextSource">pdf, or ocr: recognised in the picture of the page.</param>
/// <param name="TextRevision">Counts up with each reading.</param>
/// <param name="Sha256">Of the text in UTF-8.</param>
/// <param name="Reason">Why the page gave no usable text; null when it did.</param>
/// <param name="Confidence">Of ocr: 0–1, as the recogniser says itself; null for other text.</param>
public sealed record PageView(int Page, string? Label, string Text, string TextSource, int TextRevision, string Sha256, string? Reason, double? Confidence);
