using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// How good the proposals are, by what people said of them and still stand by. Samples, records that are no longer there, words taken back and what is in dispute never count. Decisions
/// are counted as they come from the database, some records at a time.
/// </summary>
public sealed class TagQuality(RegistryDbs dbs, TagEngines engines, TimeProvider time)
{
    private const int RecordsAtOnce = 200;

    /// <summary>Read for the bands of records without a proposal: contents of a million records are not read for a page.</summary>
    private const int RecordsDrawn = 4_000;

    public async Task<TagQualityView> FiguresAsync(CancellationToken cancel)
    {
        var engine = await engines.CurrentAsync(cancel);
        var today = ReadingClass.Today(time);
        var schemes = new SortedDictionary<string, TagTallies>(StringComparer.Ordinal);
        foreach (var scheme in engine.Schemes)
        {
            schemes[scheme.Scheme] = new TagTallies();
        }

        await CountDecisionsAsync(schemes, today, cancel);
        await using var db = dbs.Open();
        await DrawAsync(db, schemes, today, cancel);
        var read = await Read(db, today).LongCountAsync(cancel);
        var bySchemes = await SilencesAsync(Spoken(db, today).GroupBy(t => t.Scheme), read, cancel);
        var byPlan = await SilencesAsync(Spoken(db, today).Where(t => t.Scheme != Tag.AreaScheme && t.Scheme != Tag.YearScheme).GroupBy(t => ""), read, cancel);
        var (silent, whole) = (TagAbstention.Of(read, read), byPlan.Values.SingleOrDefault());
        return new TagQualityView(engine.Version, (whole ?? silent).Records, (whole ?? silent).Abstained, [.. schemes.Select(s => s.Value.Figures(s.Key, bySchemes.GetValueOrDefault(s.Key, silent)))]);
    }

    /// <summary>How often the machine was silent, for each group in which it, or a source, was not.</summary>
    private static async Task<IReadOnlyDictionary<string, TagAbstention>> SilencesAsync(IQueryable<IGrouping<string, Tag>> spoken, long read, CancellationToken cancel) =>
        (await spoken.Select(g => new { g.Key, Known = g.Select(t => t.RecordId).Distinct().LongCount(), Made = g.Where(t => t.Model != null).Select(t => t.RecordId).Distinct().LongCount() }).ToListAsync(cancel))
            .ToDictionary(g => g.Key, g => TagAbstention.Of(read - g.Known + g.Made, read - g.Known), StringComparer.Ordinal);

    private static IQueryable<TagState> Read(RegistryDb db, DateOnly today)
    {
        var (counted, closed) = (Counted(db), TextShape.Closed(db, today));
        return db.TagStates.Where(s => counted.Any(r => r.Id == s.RecordId) && !closed.Any(f => f.RecordId == s.RecordId));
    }

    private static IQueryable<Tag> Spoken(RegistryDb db, DateOnly today)
    {
        var (read, nobody) = (Read(db, today), new List<string>());
        return db.Tags.Where(t => (t.Model != null || t.ClaimedBy != nobody) && read.Any(s => s.RecordId == t.RecordId));
    }

    private static IQueryable<Record> Counted(RegistryDb db) => db.Records.Where(r => !r.Sample && (r.State == RecordState.Live || r.State == RecordState.Quarantined));

    private async Task CountDecisionsAsync(SortedDictionary<string, TagTallies> schemes, DateOnly today, CancellationToken cancel)
    {
        await using var walk = dbs.Open();
        await using var db = dbs.Open();
        var counted = Counted(walk);
        var (some, records, last) = (new List<TagDecision>(), 0, "");
        await foreach (var decision in walk.TagDecisions.AsNoTracking().Where(d => d.UndoneAt == null && !d.Sample && counted.Any(r => r.Id == d.RecordId))
            .OrderBy(d => d.RecordId).ThenBy(d => d.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (decision.RecordId != last && ++records > RecordsAtOnce)
            {
                await CountAsync(db, schemes, some, today, cancel);
                some.Clear();
                records = 1;
            }

            last = decision.RecordId;
            some.Add(decision);
        }

        await CountAsync(db, schemes, some, today, cancel);
    }

    private static async Task CountAsync(RegistryDb db, SortedDictionary<string, TagTallies> schemes, List<TagDecision> decisions, DateOnly today, CancellationToken cancel)
    {
        var shapes = await TextShape.OfAsync(db, decisions.Select(d => d.RecordId).ToHashSet(StringComparer.Ordinal), today, cancel);
        foreach (var said in decisions.GroupBy(d => (d.RecordId, d.Scheme, d.Code, d.Edition)))
        {
            // A word that was carried here (from another edition, from a record that was merged) says what is true, and nothing of what the machine had proposed here.
            var first = said.FirstOrDefault(d => d.Bulk is null || d.Before is not null);
            if (first is not null && (first.Confidence is not null || first.Before is null) && shapes.TryGetValue(first.RecordId, out var shape)
                && TagDecisions.StatusOf([.. said]) is (TagStatus.Confirmed or TagStatus.Rejected) and var status)
            {
                (schemes.TryGetValue(first.Scheme, out var tallies) ? tallies : schemes[first.Scheme] = new TagTallies()).Add(first.Code, first.Confidence, status == TagStatus.Confirmed, shape);
            }
        }
    }

    /// <summary>Records without a proposal, by bands of texts. Hashes of texts are in no order of their own: the first of them are drawn evenly, and the same ones each time.</summary>
    private static async Task DrawAsync(RegistryDb db, SortedDictionary<string, TagTallies> schemes, DateOnly today, CancellationToken cancel)
    {
        var nobody = new List<string>();
        var drawn = await Read(db, today).OrderBy(s => s.InputHash).ThenBy(s => s.RecordId).Select(s => s.RecordId).Take(RecordsDrawn).ToListAsync(cancel);
        foreach (var ids in drawn.Chunk(RecordsAtOnce))
        {
            var shapes = await TextShape.OfAsync(db, ids, today, cancel);
            var tags = (await db.Tags.Where(t => ids.Contains(t.RecordId) && (t.Model != null || t.ClaimedBy != nobody)).Select(t => new { t.RecordId, t.Scheme, Made = t.Model != null }).ToListAsync(cancel))
                .ToLookup(t => (t.RecordId, t.Scheme), t => t.Made);
            foreach (var (scheme, tallies) in schemes)
            {
                foreach (var (id, shape) in shapes)
                {
                    var made = tags[(id, scheme)];
                    if (!made.Any() || made.Contains(true))
                    {
                        tallies.AddRead(shape, abstained: !made.Any());
                    }
                }
            }
        }
    }
}
