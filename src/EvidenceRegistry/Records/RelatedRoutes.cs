using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Records;

/// <summary>The typed links of a record, resolved to the records they name.</summary>
internal static class RelatedRoutes
{
    public static void MapRelated(this IEndpointRouteBuilder records) =>
        records.MapGet("/{id}/related", GetAsync).Produces<RelatedView>().ProducesProblem(404).ProducesProblem(410)
            .WithName("get-related").WithSummary("Records that this one is a version of, supersedes, retracts, uses or is part of.");

    internal static async Task<IResult> GetAsync(string id, HttpContext http, RegistryDbs dbs)
    {
        await using var db = dbs.Open();
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        return record is null ? instead! : TypedResults.Ok(new RelatedView(await OfAsync(db, record, http.RequestAborted), record.Sample ? true : null));
    }

    public static async Task<IReadOnlyList<RelatedRecord>> OfAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        var related = new List<RelatedRecord>();
        foreach (var relation in record.Content.Relations ?? [])
        {
            var id = relation.Id ?? (await db.Origins.AsNoTracking()
                .FirstOrDefaultAsync(o => o.Source == relation.Source && o.SourceId == relation.SourceId, cancel))?.RecordId;
            var other = id is null ? null : await db.Records.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel);
            related.Add(new RelatedRecord(
                relation.Type, other?.Id, other?.Kind, other?.Content.Title, other?.Year, other?.State, relation.Source, relation.SourceId, other?.Sample is true ? true : null));
        }

        return related;
    }
}

public sealed record RelatedView(IReadOnlyList<RelatedRecord> Relations, bool? Sample);

/// <param name="Id">Null while no such record is kept.</param>
public sealed record RelatedRecord(
    RelationType Type, string? Id, RecordKind? Kind, LocalText? Title, int? Year, RecordState? State, string? Source, string? SourceId, bool? Sample);
