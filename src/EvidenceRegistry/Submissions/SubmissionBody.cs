using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EvidenceRegistry.Submissions;

/// <summary>What came in: the JSON of a record and its files, whose bytes are in the store already.</summary>
internal sealed class SubmissionBody
{
    public const string FilePart = "file";

    // A record's JSON at all its limits stays far below; metadata of real records has a few thousand bytes.
    private const int LongestJson = 10 * 1024 * 1024;

    /// <summary>Parts of one body: every file of a study or a bulk file's reports; each costs the registry more than its bytes.</summary>
    private const int MostParts = 1_000;

    private readonly List<IntakeFile> _files = [];
    private readonly List<DraftProblem> _problems = [];

    /// <summary>Null where no such part came.</summary>
    public ReadOnlyMemory<byte>? Json { get; private set; }

    public IReadOnlyList<IntakeFile> Files => _files;

    public IReadOnlyList<DraftProblem> Problems => _problems;

    /// <summary>SHA-256 of what was said, whatever the boundaries of the parts: two bodies that say the same have the same.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [Json is { } json ? Convert.ToHexStringLower(SHA256.HashData(json.Span)) : "", .. _files.Select(f => $"{f.Bytes.Sha256} {f.Name}")]))));

    /// <summary>Reads a JSON body, or a multipart body whose JSON part is called <paramref name="jsonPart"/> (null: files alone).</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, too slow or of another type.</exception>
    public static async Task<(SubmissionBody Body, ProblemHttpResult? Refusal)> ReadAsync(HttpContext http, FileStore store, string? jsonPart)
    {
        var body = new SubmissionBody();
        if (http.Request.HasJsonContentType() && jsonPart is not null)
        {
            body.Json = await ToEndAsync(http.Request.Body, http.RequestAborted);
            return (body, null);
        }

        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("JSON or multipart is taken here.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            return (body, Refusal.Of(http, SubmissionProblems.BadMultipart));
        }

        try
        {
            var reader = new MultipartReader(boundary.ToString(), new UploadStream(http.Request.Body));
            for (var parts = 1; await reader.ReadNextSectionAsync(http.RequestAborted) is { } section; parts++)
            {
                if (parts > MostParts)
                {
                    return (body, ProblemPlaces.Invalid(http, [new DraftProblem(IntakeProblems.TooManyParts, "$") { Details = [$"{MostParts}"] }]));
                }

                await body.TakeAsync(section, jsonPart, store, http.RequestAborted);
            }

            return (body, null);
        }
        catch (InvalidDataException)
        {
            return (body, Refusal.Of(http, SubmissionProblems.BadMultipart));
        }
    }

    /// <summary>What a page's form says: the JSON put together from its fields, and the files chosen, empty ones left out.</summary>
    public static async Task<SubmissionBody> OfFormAsync(ReadOnlyMemory<byte> json, IEnumerable<IFormFile> files, FileStore store, CancellationToken cancel)
    {
        var body = new SubmissionBody { Json = json };
        foreach (var file in files.Where(f => f.Length > 0))
        {
            if (FileNames.Take(file.FileName) is not { } name)
            {
                body._problems.Add(new DraftProblem(ProblemCodes.BadFileName, $"{FilePart}[{body._files.Count}]", file.FileName));
                continue;
            }

            await using var bytes = file.OpenReadStream();
            body._files.Add(new IntakeFile(name, await store.SaveAsync(bytes, cancel)));
        }

        return body;
    }

    private async Task TakeAsync(MultipartSection section, string? jsonPart, FileStore store, CancellationToken cancel)
    {
        _ = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var said);
        var part = said is null ? "" : HeaderUtilities.RemoveQuotes(said.Name).ToString();
        var bytes = new UploadStream(section.Body);
        if (part == FilePart)
        {
            var sent = HeaderUtilities.RemoveQuotes(said!.FileNameStar.HasValue ? said.FileNameStar : said.FileName).ToString();
            var place = $"{FilePart}[{_files.Count}]";
            if (FileNames.Take(sent) is not { } name)
            {
                Wrong(new DraftProblem(ProblemCodes.BadFileName, place, Parameters.Cut(sent)));
                return;
            }

            _files.Add(new IntakeFile(name, await store.SaveAsync(bytes, cancel)));
            return;
        }

        if (jsonPart is null || part != jsonPart)
        {
            Wrong(new DraftProblem(IntakeProblems.UnknownPart, Parameters.Cut(part)) { Details = [jsonPart is null ? FilePart : $"{jsonPart}, {FilePart}"] });
            return;
        }

        if (Json is not null)
        {
            Wrong(new DraftProblem(ProblemCodes.DuplicateMember, part));
            return;
        }

        Json = await ToEndAsync(bytes, cancel);
    }

    /// <summary>Keeps as many as a draft's JSON may have, and a word that there were more.</summary>
    private void Wrong(DraftProblem problem)
    {
        if (_problems.Count <= DraftLimits.Problems)
        {
            _problems.Add(_problems.Count < DraftLimits.Problems ? problem : new DraftProblem(ProblemCodes.MoreProblems, "$") { Details = [$"{DraftLimits.Problems}"] });
        }
    }

    internal static async Task<ReadOnlyMemory<byte>> ToEndAsync(Stream from, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            if (all.Length + read > LongestJson)
            {
                throw new BadHttpRequestException("The JSON is too large.", StatusCodes.Status413PayloadTooLarge);
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
