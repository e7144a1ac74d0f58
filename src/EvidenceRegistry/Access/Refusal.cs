using System.Globalization;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Access;

/// <summary>A refusal that clients can count on: <paramref name="Word"/> ends its type URI and stands in docs/problems.md.</summary>
/// <param name="Detail">May hold {0}, {1} … for the figures and names of the case.</param>
public sealed record ProblemKind(string Word, int Status, LocalText Title, LocalText Detail);

/// <param name="Place">JSON path, parameter, header, line and column, or page.</param>
/// <param name="Code">Stable word.</param>
/// <param name="Message">In the reader's language.</param>
public sealed record ProblemPlace(string Place, string Code, string Message, string? Text = null);

/// <summary>Says no as an RFC 9457 problem document in the reader's language.</summary>
public static class Refusal
{
    public static ProblemHttpResult Of(HttpContext http, ProblemKind kind, params object[] details) => Of(http, kind, [], details);

    public static ProblemHttpResult Of(HttpContext http, ProblemKind kind, IReadOnlyList<ProblemPlace> errors, params object[] details)
    {
        var language = http.Language();
        var problem = new ProblemDetails
        {
            Type = TypeOf(kind),
            Status = kind.Status,
            Title = kind.Title.In(language),
            Detail = string.Format(CultureInfo.InvariantCulture, kind.Detail.In(language), details),
            Instance = http.Request.Path,
        };
        if (errors.Count > 0)
        {
            problem.Extensions["errors"] = errors;
        }

        http.Response.Headers.ContentLanguage = language;
        return TypedResults.Problem(problem);
    }

    /// <summary>404 in the reader's language.</summary>
    /// <param name="thing">One of <see cref="Things"/>.</param>
    /// <param name="name">As it was asked for.</param>
    public static ProblemHttpResult None(HttpContext http, LocalText thing, object name) =>
        Of(http, ProblemKinds.NotFound, string.Create(CultureInfo.InvariantCulture, $"{thing.In(http.Language())} {name}"));

    public static string TypeOf(ProblemKind kind) => $"/problems/{kind.Word}";
}
