using System.ComponentModel;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>The whole result list of a search as citations, streamed from cursor page to cursor page.</summary>
internal static class ExportRoutes
{
    private const int AtOnce = 100;

    // Those of a page of results too: an export is asked for by the address of its search, and is the whole list whatever they say.
    private static readonly IReadOnlyList<string> Known = [.. SearchParameters.Names, "format"];

    private static readonly LocalText NoFormat = new("ต้องเป็น csv, ris, bibtex หรือ csl", "It must be csv, ris, bibtex or csl.");

    public static void MapExport(this IEndpointRouteBuilder search) =>
        search.MapGet("/search/export", ExportAsync)
            .Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(503)
            .WithName("export").WithSummary("The whole result list as CSV, RIS, BibTeX or CSL-JSON");

    private static async Task<IResult> ExportAsync(
        HttpContext http, [AsParameters] SearchParameters given, [FromServices] SearchDoor door, [Description("csv, ris, bibtex or csl.")] string? format = null)
    {
        if (CitationFormat.Named(format ?? "") is not { } citations)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, [new ProblemPlace("format", "unknown-value", NoFormat.In(http.Language()), format)], 1);
        }

        var (question, refusal) = await door.ReadAsync(http, given, Known);
        if (question is null)
        {
            return refusal!;
        }

        var list = new ResultList(door, question with { Size = AtOnce, Cursor = null, Explain = false, Facets = false, Passages = false }, http.Caller().Rights);
        var first = await list.NextAsync(http.RequestAborted);
        return TypedResults.Stream(stream => WriteAsync(http, list, first, citations, stream), citations.MediaType, $"evidence.{citations.FileEnding}");
    }

    private static async Task WriteAsync(HttpContext http, ResultList list, IReadOnlyList<Citation>? part, CitationFormat citations, Stream stream)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(citations.Opening);
        var first = true;
        for (; part is not null; part = await list.NextAsync(http.RequestAborted))
        {
            foreach (var citation in part)
            {
                await writer.WriteAsync(citations.Write(citation, first));
                first = false;
            }

            await writer.FlushAsync(http.RequestAborted);
        }

        if (list.Broken)
        {
            // A list that ends early must not look whole: the connection breaks instead.
            http.Abort();
            return;
        }

        await writer.WriteAsync(citations.Closing);
    }

    /// <summary>All records behind a question, a hundred at a time.</summary>
    private sealed class ResultList(SearchDoor door, SearchQuestion question, ReadingRights rights)
    {
        private long? _narrowings;
        private string? _cursor;
        private bool _ended = question.Impossible;

        /// <summary>Something was closed meanwhile, or the index no longer keeps this view: the list cannot be finished.</summary>
        public bool Broken { get; private set; }

        /// <summary>Null at the end.</summary>
        public async Task<IReadOnlyList<Citation>?> NextAsync(CancellationToken cancel)
        {
            if (_ended)
            {
                return null;
            }

            await using var db = door.Databases.Open();
            var narrowing = await NarrowingState.ReadAsync(db, cancel);
            Broken = _narrowings is { } before && before != narrowing.Count;
            _narrowings = narrowing.Count;
            var answer = Broken ? null : await door.Index.SearchAsync(question.ToRequest(rights, narrowing, door.Today.Year, _cursor), cancel);
            Broken |= answer is { Outcome: SearchOutcome.CursorExpired or SearchOutcome.CursorInvalid };
            if (answer is null || Broken)
            {
                _ended = true;
                return null;
            }

            _cursor = answer.Next;
            _ended = _cursor is null;
            return await CitationsAsync(db, answer.Hits, cancel);
        }

        private async Task<IReadOnlyList<Citation>> CitationsAsync(RegistryDb db, IReadOnlyList<Hit> hits, CancellationToken cancel)
        {
            var ids = hits.Select(h => h.Id).ToList();
            var records = await db.Records.AsNoTracking().AsSplitQuery().Include(r => r.Tags).Include(r => r.Origins).Include(r => r.Files.Where(f => f.RemovedAt == null))
                .Where(r => ids.Contains(r.Id))
                .ToDictionaryAsync(r => r.Id, cancel);
            return [.. ids.Where(records.ContainsKey).Select(id => records[id]).Where(r => r.IsThere()).Select(record => new Citation(
                record.Id,
                record.Content,
                [.. OpenTags.Of(record, ReadingClass.Today(db.Time)).Where(t => question.TagStatuses.Contains(t.Status.ToString(), StringComparer.OrdinalIgnoreCase))
                    .Select(t => t.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))];
        }
    }
}
