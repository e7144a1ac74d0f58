using System.Globalization;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Which proposals are asked for; null asks for all.</summary>
/// <param name="Scheme">subTarget, factor, area, year.</param>
/// <param name="Concept">A concept or area and all below it; <c>180403@2561</c>: in that edition alone.</param>
public sealed record QueueFilter(string? Scheme = null, string? Concept = null, double? MinConfidence = null, double? MaxConfidence = null, TagStatus Status = TagStatus.Proposed);

/// <summary>Proposals that wait for people, those worth most first.</summary>
public sealed class TagQueue(RegistryDbs dbs, TagViewing viewing, PlanTrees plans)
{
    /// <param name="cursor">Of an answer with the same filter.</param>
    /// <returns>Null when the cursor is none of ours.</returns>
    public async Task<QueueView?> PageAsync(QueueFilter filter, int size, string? cursor, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var wanted = Wanted(db, filter, plans.Current);
        var total = await wanted.LongCountAsync(cancel);
        if (cursor is not null)
        {
            if (cursor.Split('~') is not [var worthText, var idText]
                || !double.TryParse(worthText, NumberStyles.Float, CultureInfo.InvariantCulture, out var worth) || !double.IsFinite(worth)
                || !long.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return null;
            }

            wanted = wanted.Where(t => (t.Priority ?? 0) < worth || ((t.Priority ?? 0) == worth && t.Id > id));
        }

        var tags = await wanted.OrderByDescending(t => t.Priority ?? 0).ThenBy(t => t.Id).Take(size + 1).ToListAsync(cancel);
        var shown = tags.Take(size).ToList();
        var ids = shown.Select(t => t.RecordId).Distinct().ToList();
        var records = await db.Records.AsNoTracking().AsSplitQuery().Where(r => ids.Contains(r.Id))
            .Include(r => r.Origins).Include(r => r.Files.Where(f => f.RemovedAt == null)).ToDictionaryAsync(r => r.Id, cancel);
        var decisions = await TagViewing.DecisionsAsync(db, ids, notes: true, cancel);
        return new QueueView(
            total,
            [.. shown.Select(t => (Tag: t, Record: records[t.RecordId])).Select(x => new QueueItem(
                x.Record.Id, x.Record.Kind, x.Record.Content.Title, x.Record.Year, x.Record.Agency, x.Tag.Priority, x.Record.Sample ? true : null,
                viewing.Of(x.Tag, x.Record, ReadingRights.Everything, decisions)))],
            tags.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].Priority ?? 0:R}~{shown[^1].Id}") : null);
    }

    public async Task<long> CountAsync(QueueFilter filter, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await Wanted(db, filter, plans.Current).LongCountAsync(cancel);
    }

    /// <summary>Tags of records in force under a filter, for the queue and for decisions in bulk alike.</summary>
    internal static IQueryable<Tag> Wanted(RegistryDb db, QueueFilter filter, PlanTree tree)
    {
        var wanted = db.Tags.AsNoTracking().Where(t => t.Status == filter.Status
            && db.Records.Any(r => r.Id == t.RecordId && (r.State == RecordState.Live || r.State == RecordState.Quarantined)));
        if (filter.Scheme is { } scheme)
        {
            wanted = wanted.Where(t => t.Scheme == scheme);
        }

        if (filter.Concept is { } concept)
        {
            var codes = CodesOf(concept, tree);
            wanted = wanted.Where(t => codes.Contains(t.Code));
            if (PlanCode.Read(concept)?.Edition is { } edition)
            {
                wanted = wanted.Where(t => t.Edition == edition);
            }
        }

        if (filter.MinConfidence is { } least)
        {
            wanted = wanted.Where(t => t.Confidence >= least);
        }

        return filter.MaxConfidence is { } most ? wanted.Where(t => t.Confidence <= most) : wanted;
    }

    private static List<string> CodesOf(string concept, PlanTree tree) =>
        tree.Find(concept) is { } node ? [.. node.Descendants.Prepend(node).Select(n => n.Code)]
        : tree.Areas.Find(concept) is { } area ? [.. area.Descendants.Prepend(area).Select(a => a.Code)]
        : [PlanCode.Read(concept) is { Edition: not null } code ? code.Code : concept];
}
