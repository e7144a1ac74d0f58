using System.ComponentModel;
using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>What people look for and do not find, for curators; nothing that fewer than five days or keys asked.</summary>
internal static class UnfoundRoutes
{
    private const int Unless = 100, Most = 500;

    private static readonly LocalText NotASize = new("ต้องเป็นจำนวนเต็ม 1–500", "It must be a whole number from 1 to 500.");

    public static void MapUnfound(this IEndpointRouteBuilder search) =>
        search.MapGet("/search/unfound", ListAsync).Needs(Role.Curator).ProducesProblem(400)
            .WithName("unfound").WithSummary("Questions that found nothing or had to let words go, asked on five days or by five keys at least");

    private static async Task<Results<Ok<UnfoundListView>, ProblemHttpResult>> ListAsync(
        HttpContext http,
        [FromServices] RegistryDbs dbs,
        [Description("1–500; 100 unless said.")] string? size = null,
        [Description("What an answer gave as next.")] string? cursor = null)
    {
        var wrong = Parameters.NotAmong(http, ["size", "cursor"]).ToList();
        var wanted = Unless;
        if (!string.IsNullOrWhiteSpace(size) && !(int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out wanted) && wanted is >= 1 and <= Most))
        {
            wrong.Add(new ProblemPlace("size", "out-of-range", NotASize.In(http.Language()), Shortened.Of(size)));
        }

        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        (long Times, int Id) after = (long.MaxValue, 0);
        if (!string.IsNullOrEmpty(cursor) && !IsCursor(cursor, out after))
        {
            return Refusal.Of(http, ProblemKinds.CursorInvalid);
        }

        await using var db = dbs.Open();
        var rows = await db.UnfoundQuestions.AsNoTracking()
            .Where(q => q.Days >= UnfoundQuestions.ShownFrom || q.Keys >= UnfoundQuestions.ShownFrom)
            .Where(q => q.Times < after.Times || (q.Times == after.Times && q.Id > after.Id))
            .OrderByDescending(q => q.Times).ThenBy(q => q.Id)
            .Take(wanted + 1)
            .ToListAsync(http.RequestAborted);
        var shown = rows.Take(wanted).ToList();
        return TypedResults.Ok(new UnfoundListView(
            [.. shown.Select(q => new UnfoundView(q.Question, q.Filters, q.Hits, q.Times, q.Days, q.FirstDay, q.LastDay))],
            rows.Count > wanted ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].Times}-{shown[^1].Id}") : null));
    }

    private static bool IsCursor(string cursor, out (long Times, int Id) after)
    {
        var parts = cursor.Split('-');
        after = default;
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out after.Times)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out after.Id);
    }
}

/// <summary>A question and how often it was asked.</summary>
/// <param name="Question">Normalised.</param>
/// <param name="Filters">The filters in force, <c>name:value</c>; empty where there were none.</param>
/// <param name="Hits">Records it found when it was asked last; more than 0 where words had to be let go.</param>
/// <param name="Days">Different days it was asked on.</param>
public sealed record UnfoundView(string Question, string Filters, long Hits, long Times, int Days, DateOnly FirstDay, DateOnly LastDay);

/// <summary>The most asked first.</summary>
public sealed record UnfoundListView(IReadOnlyList<UnfoundView> Questions, string? Next);
