using System.ComponentModel;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <param name="Name">As the source named it last.</param>
/// <param name="Since">When it had vanished.</param>
/// <param name="RemovedFrom">The first harvest from then on removes it, unless it is back.</param>
/// <param name="Record">The record it is an origin of.</param>
/// <param name="Title">Of that record.</param>
public sealed record QuarantinedView(string DatasetId, string Name, DateTime Since, DateTime RemovedFrom, string? Record, string? Title);

/// <param name="Next">Cursor of what follows; null at the end.</param>
public sealed record QuarantineView(string Source, int QuarantineDays, IReadOnlyList<QuarantinedView> Datasets, string? Next);

/// <summary>What vanished from a source and waits there.</summary>
internal static class QuarantineRoutes
{
    private const int AtOnce = 100;

    public static void MapQuarantine(this IEndpointRouteBuilder harvest) =>
        harvest.MapGet("/sources/{id}/quarantine", ListAsync).WithName("listQuarantine").WithSummary("What vanished from a source, since when, and when it will be removed");

    internal static async Task<Results<Ok<QuarantineView>, ProblemHttpResult>> ListAsync(
        string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel, [Description("`next` of the list before.")] string? cursor = null)
    {
        await using var db = dbs.Open();
        if (await db.HarvestSources.FindAsync([id], cancel) is not { } source)
        {
            return Refusal.None(http, Things.Source, id);
        }

        var after = cursor ?? "";
        var entries = await db.HarvestEntries.AsNoTracking().Where(e => e.SourceId == id && e.State == HarvestEntryState.Quarantined && e.DatasetId.CompareTo(after) > 0)
            .OrderBy(e => e.DatasetId).Take(AtOnce + 1).ToListAsync(cancel);
        var shown = entries.Take(AtOnce).ToList();
        var ids = shown.Select(e => e.DatasetId).ToList();
        var records = await db.Origins.AsNoTracking().Where(o => o.Source == source.Name && ids.Contains(o.SourceId))
            .Join(db.Records, o => o.RecordId, r => r.Id, (o, r) => new { o.SourceId, r.Id, r.Title }).ToDictionaryAsync(r => r.SourceId, StringComparer.Ordinal, cancel);
        return TypedResults.Ok(new QuarantineView(
            source.Name, source.QuarantineDays,
            [.. shown.Select(e => (Entry: e, Record: records.GetValueOrDefault(e.DatasetId)))
                .Select(e => new QuarantinedView(e.Entry.DatasetId, e.Entry.Name, e.Entry.Since, e.Entry.Since.AddDays(source.QuarantineDays), e.Record?.Id, e.Record?.Title))],
            entries.Count > AtOnce ? ids[^1] : null));
    }
}
