using System.Runtime.CompilerServices;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Record → document: the one place that makes them, for feed and rebuild alike, from the database as it is now.
/// </summary>
public sealed class IndexDocuments(RegistryDbs dbs, PlanTrees plans, IndexingOptions options, TimeProvider time)
{
    /// <summary>Text held in memory at once, in characters; a single larger record goes alone.</summary>
    internal const long Characters = 4_000_000;

    /// <summary>Few enough that what a long batch of the feed has written is soon durable and found.</summary>
    private const int RecordsAtOnce = 200;

    /// <summary>
    /// Documents of those records in bounded parts, the next one made while the last is written. A removed or merged record becomes a
    /// deletion at its revision; an id the database does not know becomes a deletion for ever, because ids are never reused. A record
    /// that no document can be made of is named and holds up no other.
    /// </summary>
    public IAsyncEnumerable<DocumentsMade> OfAsync(IReadOnlyList<string> ids, CancellationToken cancel) => OfAsync(ids, RecordsAtOnce, cancel);

    /// <inheritdoc cref="OfAsync(IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="atOnce">Records of a part at most: whoever waits for none of them is served by more.</param>
    public async IAsyncEnumerable<DocumentsMade> OfAsync(IReadOnlyList<string> ids, int atOnce, [EnumeratorCancellation] CancellationToken cancel)
    {
        Task<DocumentsMade>? ahead = null;
        try
        {
            foreach (var some in ids.Chunk(atOnce))
            {
                foreach (var part in await SizedAsync(some, cancel))
                {
                    var made = ahead is null ? null : await ahead;
                    ahead = Task.Factory.StartNew(() => MadeAsync(part, cancel), cancel, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
                    if (made is not null)
                    {
                        yield return made;
                    }
                }
            }

            if (ahead is not null)
            {
                yield return await ahead;
            }
        }
        finally
        {
            // Whoever asked may have gone: what is being made is waited for, its outcome is nobody's any more.
            await ((Task?)ahead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Those of the records whose text is more than is held at once.</summary>
    public async Task<IReadOnlySet<string>> LargeAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return (await db.Readings.AsNoTracking().Where(r => ids.Contains(r.RecordId))
            .GroupBy(r => r.RecordId).Where(g => g.Sum(r => r.Characters) > Characters).Select(g => g.Key).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> SizedAsync(string[] ids, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var sizes = await db.Readings.AsNoTracking().Where(r => ids.Contains(r.RecordId))
            .GroupBy(r => r.RecordId).Select(g => new { g.Key, Size = g.Sum(r => r.Characters) }).ToDictionaryAsync(g => g.Key, g => g.Size, cancel);
        var parts = new List<IReadOnlyList<string>>();
        var part = new List<string>();
        long held = 0;
        foreach (var id in ids)
        {
            var size = sizes.GetValueOrDefault(id);
            if (part.Count > 0 && held + size > Characters)
            {
                parts.Add(part);
                (part, held) = ([], 0);
            }

            part.Add(id);
            held += size;
        }

        parts.Add(part);
        return parts;
    }

    private async Task<DocumentsMade> MadeAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        try
        {
            return new DocumentsMade(ids, await MakeAsync(ids, cancel), []);
        }
        catch (Exception problem) when (IsOfARecord(problem))
        {
            // A database that does not answer, or plans that cannot be read, are no record's fault.
            await plans.FreshAsync(cancel);
            return ids.Count == 1 ? new DocumentsMade(ids, [], [new RefusedWrite(ids[0], problem.Message)]) : await EachAloneAsync(ids, cancel);
        }
    }

    private async Task<DocumentsMade> EachAloneAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var (writes, refused) = (new List<IndexWrite>(), new List<RefusedWrite>());
        foreach (var id in ids)
        {
            try
            {
                writes.AddRange(await MakeAsync([id], cancel));
            }
            catch (Exception problem) when (IsOfARecord(problem))
            {
                refused.Add(new RefusedWrite(id, problem.Message));
            }
        }

        return new DocumentsMade(ids, writes, refused);
    }

    private static bool IsOfARecord(Exception problem) => problem is not OperationCanceledException && !DatabaseAway.Is(problem);

    private async Task<IReadOnlyList<IndexWrite>> MakeAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var records = await db.Records.AsNoTracking().AsSplitQuery().Where(r => ids.Contains(r.Id))
            .Include(r => r.Origins).Include(r => r.Tags).Include(r => r.Files.Where(f => f.RemovedAt == null)).ThenInclude(f => f.Reading)
            .ToDictionaryAsync(r => r.Id, cancel);
        var live = records.Values.Where(r => r.IsThere()).ToList();
        var pages = await RecordPages.OfAsync(db, live, options.RecordCharacters, ReadingClass.Today(time), cancel);

        // After the records: whatever an import has touched is written by its plans.
        var tree = await plans.FreshAsync(cancel);
        return [.. ids.Select(id => records.GetValueOrDefault(id) switch
        {
            null => new IndexWrite(id, long.MaxValue, null),
            var record when !record.IsThere() => new IndexWrite(id, record.Revision, null),
            var record => new IndexWrite(id, record.Revision, RecordDocument.Of(record, pages[id], tree, ReadingClass.Today(time))),
        })];
    }
}

/// <param name="Ids">Of the part, in the order asked for.</param>
/// <param name="Writes">Their documents, or deletions.</param>
/// <param name="Refused">Those that no document can be made of: a damaged row, or a fault of ours.</param>
public sealed record DocumentsMade(IReadOnlyList<string> Ids, IReadOnlyList<IndexWrite> Writes, IReadOnlyList<RefusedWrite> Refused);
