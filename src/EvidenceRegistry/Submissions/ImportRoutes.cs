using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace EvidenceRegistry.Submissions;

/// <summary>Handing in a bulk file: its bytes are made safe first, a job does the rest.</summary>
internal static class ImportRoutes
{
    public const string Address = "/api/v1/submissions";

    private static readonly LocalText NoFormat = new(
        "ไม่รู้จักรูปแบบนี้ ระบุ format เป็น {0}", "This format is not known; say one of {0} as format.");

    public static void MapImports(this IEndpointRouteBuilder app) =>
        app.MapPost(Address, TakeAsync).Needs(Role.Submitter, Role.Curator).TakesFile(SubmissionSchema.Files())
            .WithTags("submissions").WithName("post-submission").ProducesProblem(400).ProducesProblem(403).ProducesProblem(413)
            .WithSummary("Hands in a bulk file: its bytes as the body, or multipart whose first part 'file' is the bulk file and whose others are report files. A job takes it in.");

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> TakeAsync(
        HttpContext http, FileStore store, JobQueue queue, RegistryDbs dbs,
        [Description("ndjson, csv, xlsx, gdcatalog, ris, bibtex, csl, oai_dc, zip. Left out: the bytes say, and the name or type where formats begin alike.")] string? format = null,
        [Description("Source of entries that name none.")] string? source = null,
        [Description("Agency of entries that name none; left out: that of the key.")] string? agency = null,
        [Description("Tells what would happen to every line and writes nothing.")] bool dryRun = false)
    {
        var caller = http.Caller();
        if (source is not null && !caller.MayWriteTo(source))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, source);
        }

        if (format is not null && BulkFormats.Named(format) is null)
        {
            return Unknown(http, format);
        }

        if (Writes.BadKey(http) is { } bad)
        {
            return bad;
        }

        var (files, refusal) = await SpoolAsync(http, store);
        return refusal is not null ? refusal : await OrderAsync(http, files, queue, dbs, format, source, agency, dryRun);
    }

    /// <summary>A file by the form of a page.</summary>
    internal static async Task<Results<Accepted<JobView>, ProblemHttpResult>> OfFormAsync(
        HttpContext http, IEnumerable<IFormFile> sent, FileStore store, JobQueue queue, RegistryDbs dbs, string? source, bool dryRun)
    {
        if (source is not null && !http.Caller().MayWriteTo(source))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, source);
        }

        var body = await SubmissionBody.OfFormAsync(default, sent, store, http.RequestAborted);
        return body.Problems.Count > 0 ? ProblemPlaces.Invalid(http, body.Problems)
            : body.Files.Count == 0 ? ProblemPlaces.Invalid(http, [new DraftProblem(ProblemCodes.Missing, SubmissionBody.FilePart)])
            : await OrderAsync(http, [.. body.Files.Select(f => new ImportFile(f.Name, f.Bytes.Sha256, f.Bytes.Length, f.Bytes.Head))], queue, dbs, null, source, null, dryRun);
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> OrderAsync(
        HttpContext http, IReadOnlyList<ImportFile> files, JobQueue queue, RegistryDbs dbs, string? format, string? source, string? agency, bool dryRun)
    {
        var caller = http.Caller();
        if (FormatOf(http, format, files[0]) is not { } facts)
        {
            return Unknown(http, format ?? http.Request.ContentType);
        }

        var order = new ImportOrder(
            files[0].Sha256, files[0].Length, files[0].Name, facts.Format, source, agency ?? await AgencyAsync(dbs, caller, http.RequestAborted), [.. files.Skip(1)], ImportCaller.Of(caller), dryRun);
        var (job, reused) = await OnceAsync(http, dbs, queue, order);
        return reused ? Refusal.Of(http, SubmissionProblems.KeyReused)
            : TypedResults.Accepted($"/api/v1/jobs/{job!.Id}", JobView.Of(job));
    }

    private static ProblemHttpResult Unknown(HttpContext http, string? said) => Refusal.Of(
        http, ProblemKinds.InvalidRequest,
        [new ProblemPlace("format", BulkProblems.UnknownFormat, string.Format(null, CompositeFormat.Parse(NoFormat.In(http.Language())), string.Join(", ", BulkFormats.All.Select(f => f.Word))), said)], 1);

    // What is said, then what the bytes are, then what name and type promise.
    private static BulkFormatFacts? FormatOf(HttpContext http, string? format, ImportFile file) =>
        format is not null ? BulkFormats.Named(format)
        : BulkFormats.Sniff(file.Name, file.Head).Format is { } seen ? BulkFormats.Of(seen)
        : file.Length == 0 && http.Request.ContentType is { } type ? BulkFormats.OfMediaType(type)
        : null;

    private static async Task<string?> AgencyAsync(RegistryDbs dbs, Caller caller, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Agencies.Where(a => a.Number == caller.AgencyNumber).Select(a => a.Name).FirstOrDefaultAsync(cancel);
    }

    // A body has no name: its type stands for the ending, which decides between formats that begin alike.
    private static string NameOf(HttpContext http) =>
        http.Request.ContentType is { } type && BulkFormats.OfMediaType(type) is { } facts ? $"body{facts.Extensions[0]}" : "";

    /// <summary>Every byte is in the store and flushed before the job that names it.</summary>
    private static async Task<(IReadOnlyList<ImportFile> Files, ProblemHttpResult? Refusal)> SpoolAsync(HttpContext http, FileStore store)
    {
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            var (body, refusal) = await SubmissionBody.ReadAsync(http, store, null);
            if (refusal is not null || body.Problems.Count > 0)
            {
                return ([], refusal ?? ProblemPlaces.Invalid(http, body.Problems));
            }

            return body.Files.Count == 0
                ? ([], ProblemPlaces.Invalid(http, [new DraftProblem(ProblemCodes.Missing, SubmissionBody.FilePart)]))
                : ([.. body.Files.Select(f => new ImportFile(f.Name, f.Bytes.Sha256, f.Bytes.Length, f.Bytes.Head))], null);
        }

        try
        {
            var bytes = await store.SaveAsync(new UploadStream(http.Request.Body), http.RequestAborted);
            return ([new ImportFile(NameOf(http), bytes.Sha256, bytes.Length, bytes.Head)], null);
        }
        catch (InvalidDataException)
        {
            return ([], Refusal.Of(http, SubmissionProblems.BadMultipart));
        }
    }

    /// <summary>The same Idempotency-Key and files give the same job.</summary>
    private static async Task<(Job? Job, bool Reused)> OnceAsync(HttpContext http, RegistryDbs dbs, JobQueue queue, ImportOrder order)
    {
        var cancel = http.RequestAborted;
        var key = http.Request.Headers[Writes.KeyHeader].ToString();
        if (key.Length == 0)
        {
            return (await queue.EnqueueAsync(ImportOrder.Kind, order.ToJson(), order.By.ActorId, cancel), false);
        }

        var hash = HashOf(http, order);
        if (await AnsweredAsync(dbs, order, key, hash, cancel) is { } before)
        {
            return before;
        }

        try
        {
            return (await queue.EnqueueAsync(ImportOrder.Kind, order.ToJson(), order.By.ActorId, cancel, (inside, job) => inside.IdempotentAnswers.Add(
                new IdempotentAnswer { ActorId = order.By.ActorId, Key = key, RequestHash = hash, Status = StatusCodes.Status202Accepted, Body = job.Id, At = inside.Now })), false);
        }
        catch (DbUpdateException)
        {
            // Another request with this key came first and its job stands; where none does, it was another fault.
            if (await AnsweredAsync(dbs, order, key, hash, cancel) is { } first)
            {
                return first;
            }

            throw;
        }
    }

    /// <returns>Null where the key was not used before.</returns>
    private static async Task<(Job? Job, bool Reused)?> AnsweredAsync(RegistryDbs dbs, ImportOrder order, string key, string hash, CancellationToken cancel)
    {
        await using var db = dbs.Open(order.By.ActorId);
        return await db.IdempotentAnswers.AsNoTracking().FirstOrDefaultAsync(a => a.ActorId == order.By.ActorId && a.Key == key, cancel) is not { } before ? null
            : before.RequestHash == hash ? (await db.Jobs.AsNoTracking().FirstAsync(j => j.Id == before.Body, cancel), false) : (null, true);
    }

    /// <summary>SHA-256 of all that the request says: its query and every file with its name.</summary>
    private static string HashOf(HttpContext http, ImportOrder order) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [$"{http.Request.QueryString}", $"{order.Sha256} {order.FileName}", .. order.Files.Select(f => $"{f.Sha256} {f.Name}")]))));
}
