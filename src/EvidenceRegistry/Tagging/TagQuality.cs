using EvidenceRegistry.Formats.Plans;
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

    /// <summary>Looked at for silence by scheme and band: contents of a million records are not read for a page.</summary>
    private const int RecordsDrawn = 4_000;

    /// <summary>Anybody may ask, and a count walks through all decisions: it is answered again for so many times as long as it took.</summary>
    private const int Kept = 10;

    private readonly Lock _turn = new();
    private Task<TagQualityView>? _last;
    private (TimeSpan Took, long Ended) _count;

    /// <summary>As they were a moment ago, where there are many decisions. Whoever asks while they are counted shares the count.</summary>
    public Task<TagQualityView> FiguresAsync(CancellationToken cancel)
    {
        lock (_turn)
        {
            // Not ended by the going away of one who asked: others wait for it.
            _last = _last is { } last && !IsOver(last) ? last : Task.Run(CountAsync, CancellationToken.None);
            return _last.WaitAsync(cancel);
        }
    }

    private bool IsOver(Task<TagQualityView> count) => count.IsCompleted && (!count.IsCompletedSuccessfully || time.GetElapsedTime(_count.Ended) >= Kept * _count.Took);

    private async Task<TagQualityView> CountAsync()
    {
        var began = time.GetTimestamp();
        var figures = await CountedAsync(CancellationToken.None);
        lock (_turn)
        {
            _count = (time.GetElapsedTime(began), time.GetTimestamp());
        }

        return figures;
    }

    private async Task<TagQualityView> CountedAsync(CancellationToken cancel)
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
        var ofPlan = PlanSchemes.All.Where(PlanSchemes.HasEditions).ToList();
        var plan = Heard(db).Where(t => ofPlan.Contains(t.Scheme));
        var read = await Read(db, today).Select(s => new { Known = plan.Any(t => t.RecordId == s.RecordId), Made = plan.Any(t => t.RecordId == s.RecordId && t.Model != null) })
            .GroupBy(s => s).Select(g => new { g.Key.Known, g.Key.Made, Count = g.LongCount() }).ToListAsync(cancel);
        return new TagQualityView(
            engine.Version, read.Where(r => r.Made || !r.Known).Sum(r => r.Count), read.Where(r => !r.Known).Sum(r => r.Count), [.. schemes.Select(s => s.Value.Figures(s.Key))]);
    }

    private static IQueryable<TagState> Read(RegistryDb db, DateOnly today)
    {
        var (counted, closed) = (Counted(db), TextShape.Closed(db, today));
        return db.TagStates.Where(s => counted.Any(r => r.Id == s.RecordId) && !closed.Any(f => f.RecordId == s.RecordId));
    }

    /// <summary>What the machine proposed, or a source claims.</summary>
    private static IQueryable<Tag> Heard(RegistryDb db)
    {
        var nobody = new List<string>();
        return db.Tags.Where(t => t.Model != null || t.ClaimedBy != nobody);
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

    /// <summary>Silence by scheme and by bands of texts. Hashes of texts are in no order of their own: the first of them are drawn evenly, and the same ones each time.</summary>
    private static async Task DrawAsync(RegistryDb db, SortedDictionary<string, TagTallies> schemes, DateOnly today, CancellationToken cancel)
    {
        var drawn = await Read(db, today).OrderBy(s => s.InputHash).ThenBy(s => s.RecordId).Select(s => s.RecordId).Take(RecordsDrawn).ToListAsync(cancel);
        foreach (var ids in drawn.Chunk(RecordsAtOnce))
        {
            var shapes = await TextShape.OfAsync(db, ids, today, cancel);
            var tags = (await Heard(db).Where(t => ids.Contains(t.RecordId)).Select(t => new { t.RecordId, t.Scheme, Made = t.Model != null }).ToListAsync(cancel))
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
