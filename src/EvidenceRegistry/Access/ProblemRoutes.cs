using System.Globalization;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Access;

/// <param name="Type">The URI that refusals of this kind carry.</param>
/// <param name="Detail">With … where a refusal names the figures and names of its case.</param>
public sealed record ProblemKindView(string Type, int Status, LocalText Title, LocalText Detail);

/// <summary>The type of every refusal leads to an explanation.</summary>
internal static class ProblemRoutes
{
    public static void MapProblems(this IEndpointRouteBuilder app)
    {
        var problems = app.MapGroup("/problems").WithTags("Problems");
        problems.MapGet("", () => TypedResults.Ok(ProblemBook.All.Values.OrderBy(k => k.Word, StringComparer.Ordinal).Select(View)))
            .WithName("listProblems").WithSummary("Every kind of refusal");
        problems.MapGet("{word}", One).WithName("readProblem").WithSummary("What a refusal's type means");
    }

    private static Results<Ok<ProblemKindView>, ProblemHttpResult> One(string word, HttpContext http) =>
        ProblemBook.All.TryGetValue(word, out var kind) ? TypedResults.Ok(View(kind)) : Refusal.Of(http, ProblemKinds.NotFound, word);

    private static ProblemKindView View(ProblemKind kind) =>
        new(Refusal.TypeOf(kind), kind.Status, kind.Title, new(Blank(kind.Detail.Th), Blank(kind.Detail.En)));

    private static string Blank(string? detail) => string.Format(CultureInfo.InvariantCulture, detail ?? "", "…", "…", "…", "…", "…");
}
