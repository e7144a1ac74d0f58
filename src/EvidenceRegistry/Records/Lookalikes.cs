using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Records;

/// <summary>Records that may be one with a record, found through the keys they have in common; nothing is compared with everything.</summary>
public static class Lookalikes
{
    /// <summary>Records under one key. Beyond it the key says nothing (words that all titles of a series have) and no more are put under it.</summary>
    public const int LargestBlock = 20;

    /// <summary>Named of one record, best first.</summary>
    public const int Most = 10;

    private const int ReadAtOnce = 500;

    /// <summary>What of a record the measure looks at.</summary>
    public static ComparedWork WorkOf(Record record)
    {
        var content = record.Content;
        var study = content as StudyContent;
        return new ComparedWork(
            Composition.KindName(record.Kind), content.Title?.Th, content.Title?.En,
            [.. (study?.Authors ?? []).Select(a => a.Name?.Th ?? a.Name?.En).OfType<string>()], record.Year)
        {
            Doi = content.Doi,
            Handle = content.Handle,
            Contract = study?.ContractNumber,
        };
    }

    public static bool Compared(Record record) => record.IsThere();

    /// <summary>As the database stands now, those the watch has not come to yet left out.</summary>
    public static async Task<IReadOnlyList<(Record Record, Likeness Likeness)>> OfAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        var work = WorkOf(record);
        var sketch = TitleSketch.Of(work);
        var keys = sketch.Keys.ToList();
        var met = await db.SketchKeys.AsNoTracking().Where(k => keys.Contains(k.Key)).Take(keys.Count * (LargestBlock + 1)).ToListAsync(cancel);
        var numbers = met.Select(k => k.Number).Distinct().ToList();
        var sure = met.Where(k => sketch.Identifiers.Contains(k.Key)).Select(k => k.Number).ToHashSet();
        var near = await db.Sketches.AsNoTracking().Where(s => numbers.Contains(s.Number) && s.RecordId != record.Id).ToListAsync(cancel);
        var ids = near.Where(s => sure.Contains(s.Number) || WorthJudging(sketch.Values, s.Values)).Select(s => s.RecordId).ToList();
        var others = await db.Records.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        return [.. Judge(work, others.Values.Where(Compared).Select(r => (r.Id, WorkOf(r)))).Select(p => (others[p.Id], p.Likeness))];
    }

    /// <summary>Short titles have no values to estimate by; few meet.</summary>
    public static bool WorthJudging(byte[] one, byte[] other) =>
        one.Length == 0 || other.Length == 0 || TitleSketch.Estimate(one, other) >= TitleSketch.WorthJudging;

    /// <summary>Those of the candidates that are proposed as one with the work, best first.</summary>
    public static IReadOnlyList<(string Id, Likeness Likeness)> Judge(ComparedWork work, IEnumerable<(string Id, ComparedWork Work)> candidates) =>
        [.. candidates.Select(c => (c.Id, Likeness: Likeness.Of(work, c.Work))).Where(p => p.Likeness.Score >= Likeness.Proposed)
            .OrderByDescending(p => p.Likeness.Score).ThenBy(p => p.Id, StringComparer.Ordinal).Take(Most)];

    /// <summary>What the measure looks at, of many records; their texts are let go as they are read.</summary>
    public static async Task<Dictionary<string, ComparedWork>> WorksAsync(RegistryDb db, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var works = new Dictionary<string, ComparedWork>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            await foreach (var record in db.Records.AsNoTracking().Where(r => some.Contains(r.Id)).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (Compared(record))
                {
                    works[record.Id] = WorkOf(record);
                }
            }
        }

        return works;
    }
}
