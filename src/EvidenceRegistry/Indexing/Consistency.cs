using System.Text.Json.Serialization;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Holds the index against the database, record by record. Records whose change is still on its way (an outbox row) are
/// counted as pending or poisoned, never as wrong.
/// </summary>
public sealed class Consistency(RegistryDbs dbs, IndexHand hand)
{
    /// <summary>Ids named per kind at most; the counts are whole.</summary>
    private const int IdsNamed = 1000;

    private const int AtATime = 5000;

    public Task<ConsistencyView> CompareAsync(CancellationToken cancel) => CompareAsync(hand.Index.ListAsync, [], cancel);

    /// <param name="list">An index: the live one, or one that is to take its place.</param>
    /// <param name="refused">May be missing in it.</param>
    public async Task<ConsistencyView> CompareAsync(Func<CancellationToken, IAsyncEnumerable<IndexedRecord>> list, HashSet<string> refused, CancellationToken cancel)
    {
        var found = await LookAsync(list, cancel);
        if (found.Any)
        {
            // The two lists are not of one moment: what the feed carried in between looks wrong once. What is wrong and not waiting now stays so, at the same revision.
            var waiting = await WaitingAsync(cancel);
            found.KeepOnly(await LookAsync(list, cancel), waiting);
            found.Missing.RemoveAll(refused.Contains);
        }

        return await ViewAsync(found, cancel);
    }

    private async Task<Found> LookAsync(Func<CancellationToken, IAsyncEnumerable<IndexedRecord>> list, CancellationToken cancel)
    {
        var found = new Found();
        await using (var indexed = list(cancel).GetAsyncEnumerator(cancel))
        await using (var kept = KeptAsync(cancel).GetAsyncEnumerator(cancel))
        {
            var moreIndexed = await indexed.MoveNextAsync();
            var moreKept = await kept.MoveNextAsync();
            while (moreIndexed || moreKept)
            {
                var order = !moreIndexed ? -1 : !moreKept ? 1 : string.CompareOrdinal(kept.Current.Id, indexed.Current.Id);
                if (order < 0)
                {
                    found.Missing.Add(kept.Current.Id);
                }
                else if (order > 0)
                {
                    found.Orphan.Add(indexed.Current.Id);
                }
                else if (kept.Current.Revision != indexed.Current.Revision || indexed.Current.PagesHash.Length == 0)
                {
                    found.Stale.Add(kept.Current.Id);
                    found.Ahead.AddRange(indexed.Current.Revision > kept.Current.Revision ? [kept.Current.Id] : []);
                    found.Indexed[kept.Current.Id] = indexed.Current.Revision;
                }

                found.Records += order <= 0 ? 1 : 0;
                found.Documents += order >= 0 ? 1 : 0;
                moreKept = order <= 0 ? await kept.MoveNextAsync() : moreKept;
                moreIndexed = order >= 0 ? await indexed.MoveNextAsync() : moreIndexed;
            }
        }

        return found;
    }

    /// <summary>Outbox rows for what is missing, stale or orphaned: the feed mends it. Needed after damage from outside only.</summary>
    public async Task<int> MendAsync(ConsistencyView view, CancellationToken cancel)
    {
        var ids = view.Ids.Values.SelectMany(i => i).Distinct().ToList();
        foreach (var part in ids.Chunk(AtATime))
        {
            await using var db = dbs.Open();
            db.Outbox.AddRange(part.Select(id => new OutboxRow { RecordId = id }));
            await db.SaveChangesAsync(cancel);
        }

        return ids.Count;
    }

    private async IAsyncEnumerable<(string Id, long Revision)> KeptAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var last = "";
        while (true)
        {
            await using var db = dbs.Open();
            var after = last;
            var part = await db.Records.AsNoTracking()
                .Where(r => r.Id.CompareTo(after) > 0 && (r.State == RecordState.Live || r.State == RecordState.Quarantined))
                .OrderBy(r => r.Id).Take(AtATime).Select(r => new { r.Id, r.Revision }).ToListAsync(cancel);
            foreach (var record in part)
            {
                yield return (record.Id, record.Revision);
            }

            if (part.Count < AtATime)
            {
                yield break;
            }

            last = part[^1].Id;
        }
    }

    private async Task<HashSet<string>> WaitingAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return (await db.Outbox.Select(o => o.RecordId).Distinct().ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<ConsistencyView> ViewAsync(Found found, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var pending = await db.Outbox.CountAsync(o => !o.Poisoned, cancel);
        var poisoned = await db.Outbox.CountAsync(o => o.Poisoned, cancel);
        var excused = found.Any ? await WaitingAsync(cancel) : [];
        var reading = await db.Readings.CountAsync(r => r.State == ReadingState.Queued || r.State == ReadingState.Running, cancel);
        var wrong = new Dictionary<string, List<string>>
        {
            ["missing"] = [.. found.Missing.Where(id => !excused.Contains(id))],
            ["orphan"] = [.. found.Orphan.Where(id => !excused.Contains(id))],
            ["stale"] = [.. found.Stale.Where(id => !excused.Contains(id))],
        };
        return new ConsistencyView(
            wrong["missing"].Count, wrong["orphan"].Count, wrong["stale"].Count,
            pending + reading, poisoned, found.Records, found.Documents,
            wrong.ToDictionary(w => w.Key, w => (IReadOnlyList<string>)[.. w.Value.Take(IdsNamed)])) { Ahead = found.Ahead.Count };
    }

    private sealed class Found
    {
        public List<string> Missing { get; } = [];

        public List<string> Orphan { get; } = [];

        public List<string> Stale { get; } = [];

        /// <summary>Of the stale, those of a later revision than the database keeps.</summary>
        public List<string> Ahead { get; } = [];

        /// <summary>Revision of the stale in the index.</summary>
        public Dictionary<string, long> Indexed { get; } = new(StringComparer.Ordinal);

        public bool Any => Missing.Count + Orphan.Count + Stale.Count > 0;

        public void KeepOnly(Found again, HashSet<string> waiting)
        {
            foreach (var (mine, other) in new[] { (Missing, again.Missing), (Orphan, again.Orphan), (Stale, again.Stale) })
            {
                var still = other.ToHashSet(StringComparer.Ordinal);
                mine.RemoveAll(id => !still.Contains(id) || waiting.Contains(id));
            }

            // A row that waits does not mend what the index knows better: the feed would pass it over.
            var ahead = again.Ahead.ToHashSet(StringComparer.Ordinal);
            Stale.RemoveAll(id => Indexed[id] != again.Indexed[id]);
            Ahead.RemoveAll(id => !ahead.Contains(id) || Indexed[id] != again.Indexed[id]);

            (Records, Documents) = (again.Records, again.Documents);
        }

        public long Records { get; set; }

        public long Documents { get; set; }
    }
}

/// <param name="Missing">Kept and not in the index.</param>
/// <param name="Orphan">In the index and not kept.</param>
/// <param name="Stale">In the index at another revision, or without its page documents.</param>
/// <param name="Pending">Outbox rows and text readings under way.</param>
/// <param name="Poisoned">Rows the index keeps refusing; they wait alone.</param>
/// <param name="Documents">Record documents.</param>
/// <param name="Ids">The first thousand of each kind.</param>
public sealed record ConsistencyView(
    int Missing, int Orphan, int Stale, int Pending, int Poisoned, long Records, long Documents, IReadOnlyDictionary<string, IReadOnlyList<string>> Ids)
{
    /// <summary>
    /// Of the stale ones and of those on their way, what the index knows at a later revision than the database: the index takes no write for them until the database
    /// has gone past it. The index is listed first, so that nothing is ahead unless the database was put back.
    /// </summary>
    [JsonIgnore]
    public int Ahead { get; init; }

    public bool AllWell => Missing == 0 && Orphan == 0 && Stale == 0;
}
