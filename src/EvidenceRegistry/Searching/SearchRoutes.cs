using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>Questions to the registry, open to anyone; what each reader may read decides what is found.</summary>
public static class SearchRoutes
{
    public static IServiceCollection AddSearching(this IServiceCollection services) =>
        services.AddSingleton(_ => new SearchQuality(Path.Combine(AppContext.BaseDirectory, "mappings"))).AddSingleton<RecordCards>().AddSingleton<SearchDoor>().AddSingleton<AgencyNames>()
            .AddSingleton<UnfoundQuestions>().AddHostedService(s => s.GetRequiredService<UnfoundQuestions>());

    public static void MapSearching(this IEndpointRouteBuilder app)
    {
        var search = app.MapGroup("/api/v1").WithTags("Search");
        search.MapGet("/search", SearchAsync).ProducesProblem(410).ProducesProblem(503)
            .WithName("search").WithSummary("Find studies and datasets, with the sentence that answers");
        search.MapSuggestions();
        SearchQuality.Map(search);
        search.MapPassages();
        search.MapExport();
        search.MapSimilar();
        search.MapUnfound();
    }

    internal static async Task<Results<Ok<SearchView>, ProblemHttpResult>> SearchAsync(
        HttpContext http, [AsParameters] SearchParameters given, [FromServices] SearchDoor door, [FromServices] UnfoundQuestions unfound)
    {
        var (question, refusal) = await door.ReadAsync(http, given, SearchParameters.Names);
        if (question is null)
        {
            return refusal!;
        }

        await using var db = door.Databases.Open();
        var narrowing = await NarrowingState.ReadAsync(db, http.RequestAborted);
        var (fit, cursor) = narrowing.Unwrap(question.Cursor);
        if (SearchDoor.Refuse(http, fit) is { } wrongCursor)
        {
            return wrongCursor;
        }

        var tree = door.Tree;
        if (question.Impossible)
        {
            return TypedResults.Ok(View(http, question, new SearchAnswer { Outcome = SearchOutcome.Answered }, [], tree, narrowing) with
            {
                Notice = SearchWords.FiltersShutOut(http),
            });
        }

        var rights = http.Caller().Rights;
        var answer = await door.Index.SearchAsync(question.ToRequest(rights, narrowing, door.Today.Year, cursor), http.RequestAborted);
        if (SearchDoor.Refuse(http, answer.Outcome) is { } refused)
        {
            return refused;
        }

        unfound.Note(http.Caller(), question, answer);
        var passages = question.Query.IsEmpty || !question.Passages ? null : new Passages(door.FinderOf(question.Query));
        var hits = await new SearchHits(db, door.Cards, tree, rights, door.Today).FillAsync(answer.Hits, passages, question.TagStatuses, http.RequestAborted);
        return TypedResults.Ok(View(http, question, answer, hits, tree, narrowing));
    }

    private static SearchView View(
        HttpContext http, SearchQuestion question, SearchAnswer answer, IReadOnlyList<HitView> hits, PlanTree tree, NarrowingState narrowing) => new(
        answer.Total,
        SearchWords.Relaxed(http, answer.Relaxed, answer.HoldingAll),
        answer.DidYouMean,
        answer.Outcome == SearchOutcome.NothingToLookFor ? SearchWords.NothingToLookFor(http) : null,
        hits,
        question.Facets ? Facets(answer, tree) : null,
        new UnderstoodView(question.Query.Text, question.Query.WithoutFilters, question.Filters, question.YearFrom, question.YearTo),
        [.. question.Places.Select(p => new PlaceView(p.Code, p.Kind, p.Name))],
        [.. answer.Bridges.Select(b => new BridgeView(b.Typed, b.Also))],
        narrowing.Wrap(answer.Next));

    /// <summary>Every facet is named, also one without values.</summary>
    private static Dictionary<string, IReadOnlyList<FacetValueView>> Facets(SearchAnswer answer, PlanTree tree) =>
        FacetNames.All.ToDictionary(
            facet => facet,
            facet => (IReadOnlyList<FacetValueView>)[.. answer.Facets.GetValueOrDefault(facet, [])
                .Select(one => new FacetValueView(one.Value, FacetLabels.Of(facet, one.Value, tree), one.Count))],
            StringComparer.Ordinal);
}
