using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>A dataset's fitness as of today: not part of the record, whose version does not move with the clock.</summary>
internal static class FitnessRoutes
{
    public static void MapFitness(this IEndpointRouteBuilder records) =>
        records.MapGet("/{id}/fitness", GetAsync).Produces<FitnessView>().Produces(308).ProducesProblem(404).ProducesProblem(410)
            .WithName("read-fitness").WithSummary("A dataset's freshness and whether it can serve as a baseline, with reasons.");

    internal static async Task<IResult> GetAsync(string id, HttpContext http, RegistryDbs dbs, TimeProvider time)
    {
        await using var db = dbs.Open();
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        return record is null ? instead!
            : record.Content is DatasetContent dataset ? TypedResults.Ok(DatasetFitness.Of(dataset, ReadingClass.Today(time)))
            : Refusal.None(http, Things.Dataset, id);
    }
}
