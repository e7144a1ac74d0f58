using System.ComponentModel;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>More like this: records that share the telling open words of one record.</summary>
internal static class SimilarRoutes
{
    private const int Unless = 10, Most = 50;

    private static readonly IReadOnlyList<string> Statuses = SearchRequest.UsualStatuses;

    private static readonly LocalText NotASize = new("ต้องเป็นจำนวนเต็ม 1–50", "It must be a whole number from 1 to 50.");

    public static void MapSimilar(this IEndpointRouteBuilder search) =>
        search.MapGet("/records/{id}/similar", SimilarAsync)
            .Produces<SimilarListView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).ProducesProblem(503)
            .WithName("similar").WithSummary("More like this: by the open words of title, abstract and keywords");

    internal static async Task<IResult> SimilarAsync(string id, HttpContext http, [FromServices] SearchDoor door, [Description("1–50; 10 unless said.")] string? size = null)
    {
        var wrong = Parameters.NotAmong(http, ["size"]).ToList();
        var wanted = Unless;
        if (!string.IsNullOrWhiteSpace(size)
            && !(int.TryParse(size, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out wanted) && wanted is >= 1 and <= Most))
        {
            wrong.Add(new ProblemPlace("size", "out-of-range", NotASize.In(http.Language()), Shortened.Of(size)));
        }

        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        await using var db = door.Databases.Open();
        var narrowing = await NarrowingState.ReadAsync(db, http.RequestAborted);
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return instead!;
        }

        var hits = narrowing.LeftOut.Contains(id) ? [] : await door.Index.MoreLikeAsync(id, wanted, narrowing.LeftOut, http.RequestAborted);
        return TypedResults.Ok(new SimilarListView(
            await new SearchHits(db, door.Cards, door.Tree, http.Caller().Rights, door.Today).FillAsync(hits, null, Statuses, http.RequestAborted)));
    }
}

/// <summary>Best first; empty where nothing is like it.</summary>
public sealed record SimilarListView(IReadOnlyList<HitView> Hits);
