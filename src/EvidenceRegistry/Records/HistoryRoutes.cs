using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Records;

/// <summary>What a record was, version by version, and who made it so.</summary>
internal static class HistoryRoutes
{
    public static void MapHistory(this IEndpointRouteBuilder records) =>
        records.MapGet("/{id}/history", GetAsync).Produces<HistoryView>().ProducesProblem(404).ProducesProblem(410)
            .WithName("get-history").WithSummary("The versions of a record, newest first, each with what differs from the one before.");

    internal static async Task<IResult> GetAsync(string id, HttpContext http, RegistryDbs dbs)
    {
        await using var db = dbs.Open();
        var record = await db.Records.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, http.RequestAborted);
        if (record is null)
        {
            return Refusal.None(http, Things.Record, id);
        }

        // Those who may lift a tombstone see what lies under it.
        if (record.State == RecordState.Removed && http.Caller().Role is not (Role.Curator or Role.Admin))
        {
            return RecordProblems.Gone(http, record);
        }

        var versions = await db.Versions.AsNoTracking().Where(v => v.RecordId == id).OrderBy(v => v.Version).ToListAsync(http.RequestAborted);
        var actorIds = versions.Select(v => v.ActorId).Distinct().ToList();
        var actors = await db.Actors.AsNoTracking().Where(a => actorIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, http.RequestAborted);
        var views = versions.Select((v, at) => new VersionView(
            v.Version, v.At, v.State, new ActorView(v.ActorId, actors.GetValueOrDefault(v.ActorId)),
            v.Content is null, Differences.Of(at == 0 ? null : versions[at - 1], v))).Reverse();
        return TypedResults.Ok(new HistoryView([.. views], null, record.Sample ? true : null));
    }
}

/// <param name="Next">Always null: a history is answered whole.</param>
public sealed record HistoryView(IReadOnlyList<VersionView> Versions, string? Next, bool? Sample);

/// <param name="Purged">Its content was purged.</param>
public sealed record VersionView(int Version, DateTime At, RecordState State, ActorView By, bool Purged, IReadOnlyList<Difference> Changes);

public sealed record ActorView(int Id, string? Name);

/// <summary>One member that differs from the version before; a file stands under <c>files.NAME</c>.</summary>
public sealed record Difference(string Member, JsonNode? From, JsonNode? To);
