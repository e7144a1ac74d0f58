using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>Problems of drafts in the reader's language.</summary>
public static class ProblemPlaces
{
    public static IReadOnlyList<ProblemPlace> In(this IEnumerable<DraftProblem> problems, string language) =>
        [.. problems.Select(p => new ProblemPlace(p.Place, p.Code, ProblemMessages.Of(p, language), p.Text))];

    public static ProblemHttpResult Invalid(HttpContext http, IReadOnlyList<DraftProblem> problems) =>
        Refusal.Of(http, SubmissionProblems.InvalidDraft, problems.In(http.Language()), problems.Count.ToString(CultureInfo.InvariantCulture));
}
