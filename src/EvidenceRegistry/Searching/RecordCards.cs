using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>
/// Records as hits show them, kept for the next answer. Whether one may be shown, and whether what is kept is still so, is asked of
/// the database every time (state and revision, a few bytes each): reading and parsing whole contents cost more than the search.
/// </summary>
/// <remarks>Holds two spans of at most <see cref="SpanCharacters"/> characters; the older one goes when the younger is full.</remarks>
public sealed class RecordCards
{
    /// <summary>Of content as JSON: some 3,000 records with an abstract of a page.</summary>
    private const long SpanCharacters = 12_000_000;

    /// <summary>What a record weighs beside its content.</summary>
    private const int Beside = 1000;

    /// <summary>What a source said in full is read for no hit.</summary>
    private static readonly StudyContent Nothing = new();

    private static readonly PreparedQuestion<Func<RegistryDb, string[], IAsyncEnumerable<Now>>> Asked = new(() =>
        EF.CompileAsyncQuery((RegistryDb db, string[] ids) => db.Records.Where(r => ids.Contains(r.Id)).Select(r => new Now(r.Id, r.Revision))));

    private readonly Lock _turn = new();
    private Dictionary<string, Record> _young = new(StringComparer.Ordinal);
    private Dictionary<string, Record> _old = new(StringComparer.Ordinal);
    private long _characters;

    /// <summary>
    /// Live and quarantined ones among the ids, with tags and files, and of the origins what decides who may read those. They are shared: nobody may change them.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Record>> OfAsync(RegistryDb db, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var now = new List<Now>();
        if (ids.Count > 0)
        {
            await foreach (var one in Asked.For(db)(db, [.. ids]).WithCancellation(cancel))
            {
                now.Add(one);
            }
        }

        var cards = new Dictionary<string, Record>(StringComparer.Ordinal);
        foreach (var one in now)
        {
            if (Kept(one.Id) is { } kept && kept.Revision == one.Revision)
            {
                cards[one.Id] = kept;
            }
        }

        var missing = now.Select(r => r.Id).Where(id => !cards.ContainsKey(id)).ToList();
        foreach (var record in await ReadAsync(db, missing, cancel))
        {
            cards[record.Id] = record;
            Keep(record);
        }

        return cards.Where(c => c.Value.IsThere()).ToDictionary(StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<Record>> ReadAsync(RegistryDb db, List<string> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var records = await db.Records.AsNoTracking().AsSplitQuery().Include(r => r.Tags).Include(r => r.Files.Where(f => f.RemovedAt == null))
            .Where(r => ids.Contains(r.Id)).ToListAsync(cancel);
        var filed = records.Where(r => r.Files.Count > 0).Select(r => r.Id).ToList();
        var origins = filed.Count == 0 ? [] : await db.Origins.AsNoTracking().Where(o => filed.Contains(o.RecordId))
            .Select(o => new { o.Id, o.RecordId, o.Source, o.SourceId, o.Hash, o.ActorId, o.AgencyNumber }).ToListAsync(cancel);
        var by = origins.ToLookup(
            o => o.RecordId,
            o => new Origin { Id = o.Id, RecordId = o.RecordId, Source = o.Source, SourceId = o.SourceId, Content = Nothing, Hash = o.Hash, ActorId = o.ActorId, AgencyNumber = o.AgencyNumber },
            StringComparer.Ordinal);
        foreach (var record in records)
        {
            record.Origins.AddRange(by[record.Id]);
        }

        return records;
    }

    private Record? Kept(string id)
    {
        lock (_turn)
        {
            return _young.GetValueOrDefault(id) ?? _old.GetValueOrDefault(id);
        }
    }

    private void Keep(Record record)
    {
        // As JSON: hits show little of a content, but all of it is kept.
        var weight = Beside + JsonColumn.Write(record.Content).Length;
        lock (_turn)
        {
            _young[record.Id] = record;
            _characters += weight;
            if (_characters > SpanCharacters)
            {
                (_old, _young, _characters) = (_young, new Dictionary<string, Record>(StringComparer.Ordinal), 0);
            }
        }
    }

    private sealed record Now(string Id, long Revision);
}
