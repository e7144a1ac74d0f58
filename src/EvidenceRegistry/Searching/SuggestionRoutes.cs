using System.ComponentModel;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>Completions of what has been typed so far, from open words alone.</summary>
internal static class SuggestionRoutes
{
    /// <summary>Ten at most, as the API promises; no more than three of targets and of agencies, so that titles show.</summary>
    private const int Most = 10, MostOfAKind = 3;

    /// <summary>Nobody types more before choosing.</summary>
    private const int LongestTyped = 200;

    public static void MapSuggestions(this IEndpointRouteBuilder search) =>
        search.MapGet("/search/suggest", SuggestAsync).WithName("suggest").WithSummary("Completions: titles, targets, agencies, frequent words");

    private static async Task<Results<Ok<SuggestionListView>, ProblemHttpResult>> SuggestAsync(
        HttpContext http, [FromServices] SearchDoor door, [FromServices] AgencyNames agencies, [Description("What has been typed so far.")] string? q = null)
    {
        var wrong = Parameters.NotAmong(http, ["q"]).ToList();
        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        var typed = q is null ? "" : QueryParser.Parse(q, LongestTyped).Typed.TrimStart();
        if (string.IsNullOrWhiteSpace(typed))
        {
            return TypedResults.Ok(new SuggestionListView([]));
        }

        await using var db = door.Databases.Open();
        var narrowing = await NarrowingState.ReadAsync(db, http.RequestAborted);
        var texts = await door.Index.SuggestAsync(typed, Most, narrowing.LeftOut, http.RequestAborted);
        var found = Targets(door.Tree, typed.Trim(), http.Language())
            .Concat((await agencies.AllAsync(http.RequestAborted))
                .Where(name => name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)).Take(MostOfAKind)
                .Select(name => new SuggestionView(name, "agency", name)))
            .Concat(texts.Select(text => new SuggestionView(text, "text", text)))
            .DistinctBy(one => (one.Kind, one.Value));
        return TypedResults.Ok(new SuggestionListView([.. found.Take(Most)]));
    }

    /// <summary>Sub-targets by the beginning of their code or by words of their text.</summary>
    private static IEnumerable<SuggestionView> Targets(PlanTree tree, string typed, string language) => tree.All(PlanSchemes.SubTarget)
        .Where(n => !n.Retired && (n.Code.StartsWith(typed, StringComparison.Ordinal)
            || n.Text.Th?.Contains(typed, StringComparison.OrdinalIgnoreCase) == true
            || n.Text.En?.Contains(typed, StringComparison.OrdinalIgnoreCase) == true))
        .OrderBy(n => n.Code, StringComparer.Ordinal).Take(MostOfAKind)
        .Select(n => new SuggestionView($"{n.Code} {n.Text.In(language)}", "target", n.Code));
}
