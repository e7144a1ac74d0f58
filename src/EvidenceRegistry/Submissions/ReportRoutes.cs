using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>What became of every line of a bulk file, streamed however long it is, in the reader's language.</summary>
internal static class ReportRoutes
{
    private static readonly LocalText NoFormat = new("ต้องเป็น json หรือ csv", "It must be json or csv.");

    private static readonly string[] Columns = ["ordinal", "line", "place", "source", "source_id", "outcome", "record", "files", "code", "field", "message", "text", "as_it_stood"];

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/v1/jobs").WithTags("Jobs").Needs(Role.Submitter, Role.Curator, Role.Harvester);
        jobs.MapGet("/{id}/report", ReportAsync).Produces<ReportLineView[]>().Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(404)
            .WithName("get-report").WithSummary("What became of every line of a bulk file, as JSON or CSV");
        jobs.MapGet("/{id}/receipt", JobReceipt.GetAsync).Produces<JobReceiptView>().Produces(200, contentType: "text/html").ProducesProblem(404)
            .WithName("get-job-receipt").WithSummary("A bulk file in numbers: handed in, accepted, searchable, waiting, not readable and why; text/html for a page to print");
    }

    internal static async Task<IResult> ReportAsync(
        string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel,
        [Description("json (default) or csv; without it, Accept decides.")] string? format = null,
        [Description("Only lines that came to this: created, updated, unchanged, removed, refused.")] string? outcome = null)
    {
        if (await JobRoutes.ReadableAsync(id, http, dbs, cancel) is null)
        {
            return Refusal.None(http, Things.Job, id);
        }

        format ??= http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)) ? "csv" : "json";
        var language = http.Language();
        var parts = Wanted(JobReport.ReadAsync(dbs, id, cancel), outcome);
        return format switch
        {
            "json" => TypedResults.Stream(stream => JsonSerializer.SerializeAsync(stream, Views(parts, language), JsonColumn.Options, CancellationToken.None), "application/json"),
            "csv" => TypedResults.Stream(stream => CsvAsync(stream, parts, language), "text/csv; charset=utf-8; header=present", $"report-{id}.csv"),
            _ => Refusal.Of(http, ProblemKinds.InvalidRequest, [new ProblemPlace("format", "unknown-value", NoFormat.In(language), format)], 1),
        };
    }

    private static async IAsyncEnumerable<ReportLine> Wanted(IAsyncEnumerable<IReadOnlyList<ReportLine>> parts, string? outcome)
    {
        await foreach (var part in parts)
        {
            foreach (var line in part.Where(l => outcome is null || l.Outcome == outcome))
            {
                yield return line;
            }
        }
    }

    private static async IAsyncEnumerable<ReportLineView> Views(IAsyncEnumerable<ReportLine> lines, string language)
    {
        await foreach (var line in lines)
        {
            yield return ReportLineView.Of(line, language);
        }
    }

    private static async Task CsvAsync(Stream stream, IAsyncEnumerable<ReportLine> lines, string language)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(CsvLine.ByteOrderMark + CsvLine.Of(Columns));
        await foreach (var line in lines)
        {
            foreach (var problem in line.Problems?.Cast<DraftProblem?>() ?? [null])
            {
                await writer.WriteAsync(CsvLine.Of(
                    Number(line.Ordinal), Number(line.Line), line.Place, line.Source, line.SourceId, line.Outcome, line.Id, Number(line.Files),
                    problem?.Code, problem?.Place, problem is null ? null : ProblemMessages.Of(problem, language), problem?.Text, problem is null ? null : line.Raw));
            }
        }

        static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>One line of a report.</summary>
/// <param name="Ordinal">Place among the entries of the file, from 1.</param>
/// <param name="Line">Line or row in its file; 0 where there are none.</param>
/// <param name="Place">The same in words.</param>
/// <param name="Outcome">created, updated, unchanged, removed, refused.</param>
/// <param name="Id">Of the record.</param>
/// <param name="Raw">As it stood, where there are problems.</param>
public sealed record ReportLineView(
    long Ordinal, long Line, string Place, string? Source, string? SourceId, string Outcome, string? Id, int Files, IReadOnlyList<ReportProblem>? Problems, string? Raw)
{
    public static ReportLineView Of(ReportLine line, string language) => new(
        line.Ordinal, line.Line, line.Place, line.Source, line.SourceId, line.Outcome, line.Id, line.Files,
        line.Problems is null ? null : [.. line.Problems.Select(p => new ReportProblem(p.Place, p.Code, ProblemMessages.Of(p, language), p.Text, p.Refuses))], line.Raw);
}

/// <param name="Refuses">False: a warning; the line was taken.</param>
public sealed record ReportProblem(string Place, string Code, string Message, string? Text, bool Refuses);
