using System.Globalization;
using System.Runtime.InteropServices;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Duplicates;

/// <summary>Brings the sketches of some records to what they are now, and knows whom each of them meets.</summary>
internal sealed class SketchBatch(RegistryDb db)
{
    private const int KeysAtOnce = 500;

    private readonly Dictionary<string, List<string>> _candidates = new(StringComparer.Ordinal);

    /// <summary>Ids of records worth judging beside this one.</summary>
    public IReadOnlyList<string> Candidates(string recordId) => _candidates.GetValueOrDefault(recordId) ?? [];

    /// <param name="ids">All that are due; those without a record any more lose their sketch.</param>
    public async Task ReplaceAsync(IReadOnlyList<string> ids, IReadOnlyList<Record> records, CancellationToken cancel)
    {
        var old = await db.Sketches.Where(s => ids.Contains(s.RecordId)).ToDictionaryAsync(s => s.RecordId, cancel);
        foreach (var sketch in old.Values)
        {
            await ForgetKeysAsync(sketch, cancel);
        }

        var now = records.ToDictionary(r => r.Id, r => TitleSketch.Of(Lookalikes.WorkOf(r)), StringComparer.Ordinal);
        db.Sketches.RemoveRange(old.Values.Where(s => !now.ContainsKey(s.RecordId)));
        foreach (var (id, sketch) in now)
        {
            var kept = old.GetValueOrDefault(id) ?? db.Sketches.Add(new Sketch { RecordId = id, Values = [], Keys = [] }).Entity;
            (kept.Values, kept.Keys) = (sketch.Values, MemoryMarshal.AsBytes<long>(sketch.Keys.ToArray()).ToArray());
            old[id] = kept;
        }

        await db.SaveChangesAsync(cancel);
        await MeetAsync(records, now, old, cancel);
    }

    private async Task MeetAsync(
        IReadOnlyList<Record> records, Dictionary<string, TitleSketch> now, Dictionary<string, Sketch> kept, CancellationToken cancel)
    {
        var keys = now.Values.SelectMany(s => s.Keys).Distinct().ToList();
        var blocks = (await db.SketchKeys.AsNoTracking().Where(k => keys.Contains(k.Key)).ToListAsync(cancel))
            .GroupBy(k => k.Key).ToDictionary(g => g.Key, g => g.Select(k => k.Number).ToList());
        var added = new List<(long Key, long Number)>();
        var met = new Dictionary<string, HashSet<long>>(StringComparer.Ordinal);
        var sure = new HashSet<(string, long)>();
        foreach (var record in records.OrderBy(r => r.Id, StringComparer.Ordinal))
        {
            var (number, numbers) = (kept[record.Id].Number, met[record.Id] = []);
            foreach (var key in now[record.Id].Keys)
            {
                var block = blocks.TryGetValue(key, out var known) ? known : blocks[key] = [];
                if (block.Count <= Lookalikes.LargestBlock)
                {
                    numbers.UnionWith(block);
                    sure.UnionWith(now[record.Id].Identifiers.Contains(key) ? block.Select(n => (record.Id, n)) : []);
                    block.Add(number);
                    added.Add((key, number));
                }
            }

            numbers.Remove(number);
        }

        await AddKeysAsync(added, cancel);
        var all = met.Values.SelectMany(m => m).Distinct().ToList();
        var sketches = await db.Sketches.AsNoTracking().Where(s => all.Contains(s.Number)).ToDictionaryAsync(s => s.Number, cancel);
        foreach (var (id, numbers) in met)
        {
            _candidates[id] = [.. numbers.Select(n => sketches.GetValueOrDefault(n)).OfType<Sketch>()
                .Where(s => sure.Contains((id, s.Number)) || Lookalikes.WorthJudging(now[id].Values, s.Values)).Select(s => s.RecordId)];
        }
    }

    private async Task ForgetKeysAsync(Sketch sketch, CancellationToken cancel)
    {
        if (sketch.Keys.Length > 0)
        {
            var keys = string.Join(',', MemoryMarshal.Cast<byte, long>(sketch.Keys).ToArray().Select(Text));
#pragma warning disable EF1002 // Whole numbers alone stand in the text.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"SketchKeys\" WHERE \"Number\" = {Text(sketch.Number)} AND \"Key\" IN ({keys})", cancel);
#pragma warning restore EF1002
        }
    }

    private async Task AddKeysAsync(List<(long Key, long Number)> keys, CancellationToken cancel)
    {
        foreach (var some in keys.Chunk(KeysAtOnce))
        {
            var rows = string.Join(',', some.Select(k => $"({Text(k.Key)},{Text(k.Number)})"));
#pragma warning disable EF1002 // Whole numbers alone stand in the text.
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"SketchKeys\" (\"Key\", \"Number\") VALUES {rows} ON CONFLICT DO NOTHING", cancel);
#pragma warning restore EF1002
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
