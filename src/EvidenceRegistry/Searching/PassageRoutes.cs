using System.ComponentModel;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>Every passage of one record that answers a question. Who may read what is asked of the database, page by page.</summary>
internal static class PassageRoutes
{
    private const int PagesAtOnce = 20;

    private static readonly LocalText NoQuestion = new("ต้องมีคำถาม", "A question is needed.");

    public static void MapPassages(this IEndpointRouteBuilder search) =>
        search.MapGet("/records/{id}/passages", PassagesAsync)
            .Produces<PassageListView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).ProducesProblem(503)
            .WithName("passages").WithSummary("All passages of a record that answer a question");

    internal static async Task<IResult> PassagesAsync(string id, HttpContext http, [FromServices] SearchDoor door, [Description("The question; it must not be empty.")] string? q = null, [Description("What an answer gave as next.")] string? cursor = null)
    {
        var (question, refusal) = await door.ReadAsync(http, new SearchParameters { Q = q, Cursor = cursor }, ["q", "cursor"]);
        if (question is null)
        {
            return refusal!;
        }

        if (string.IsNullOrWhiteSpace(q))
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, [new ProblemPlace("q", "missing", NoQuestion.In(http.Language()))], 1);
        }

        await using var db = door.Databases.Open();
        var narrowing = await NarrowingState.ReadAsync(db, http.RequestAborted);
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return instead!;
        }

        var (fit, engineCursor) = narrowing.Unwrap(question.Cursor);
        if (SearchDoor.Refuse(http, fit) is { } wrongCursor)
        {
            return wrongCursor;
        }

        // Words alone: filters typed in the box choose records, and the record is chosen already.
        var rights = http.Caller().Rights;
        var pages = narrowing.LeftOut.Contains(id)
            ? new PagesAnswer(SearchOutcome.Answered, 0, [], null)
            : await door.Index.PagesAsync(new PagesRequest(id, question.Query, rights, PagesAtOnce, engineCursor), http.RequestAborted);
        return SearchDoor.Refuse(http, pages.Outcome) is { } refused
            ? refused
            : TypedResults.Ok(await ViewAsync(http, door, db, record, question, pages, engineCursor is null, narrowing));
    }

    private static async Task<PassageListView> ViewAsync(
        HttpContext http, SearchDoor door, RegistryDb db, Record record, SearchQuestion question, PagesAnswer pages, bool first, NarrowingState narrowing)
    {
        var rights = http.Caller().Rights;
        var passages = new Passages(door.FinderOf(question.Query));
        var stored = await StoredTexts.PagesAsync(db, pages.Pages, http.RequestAborted);
        var fromMetadata = passages.AllOfMetadata(record.Content, record.Version).Select(found => found.View()).ToList();
        var fromPages = pages.Pages
            .Select(at => stored.TryGetValue(at, out var page) && page.MayBeRead(rights, door.Today) ? passages.OfPage(page) : null)
            .OfType<PassageView>();
        return new PassageListView(
            record.Id,
            record.Sample ? true : null,
            pages.Total + fromMetadata.Count,
            pages.Outcome == SearchOutcome.NothingToLookFor ? SearchWords.NothingToLookFor(http) : null,
            [.. first ? fromMetadata : [], .. fromPages],
            narrowing.Wrap(pages.Next));
    }
}
