using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Duplicates;

/// <summary>The pairs that some records are in, read together, and what becomes of them with the next save.</summary>
internal sealed class PairsOfRecords
{
    private readonly RegistryDb _db;
    private readonly Dictionary<string, List<DuplicatePair>> _known = new(StringComparer.Ordinal);

    private PairsOfRecords(RegistryDb db) => _db = db;

    public static async Task<PairsOfRecords> ReadAsync(RegistryDb db, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var pairs = new PairsOfRecords(db);
        foreach (var pair in await db.DuplicatePairs.Where(p => ids.Contains(p.First) || ids.Contains(p.Second)).ToListAsync(cancel))
        {
            pairs.Know(pair);
        }

        return pairs;
    }

    /// <summary>Open pairs of a record become those found now; what a person has decided stays decided.</summary>
    public void Propose(string id, IReadOnlyList<(string Id, Likeness Likeness)> near)
    {
        foreach (var (other, likeness) in near)
        {
            var (first, second) = string.CompareOrdinal(id, other) < 0 ? (id, other) : (other, id);
            if (Of(id).FirstOrDefault(p => p.First == first && p.Second == second) is not { } pair)
            {
                Know(_db.DuplicatePairs.Add(new DuplicatePair { First = first, Second = second, Score = likeness.Score, Reasons = [.. likeness.Reasons], FoundAt = _db.Now }).Entity);
            }
            else if (pair.State == DuplicateState.Open)
            {
                (pair.Score, pair.Reasons) = (likeness.Score, [.. likeness.Reasons]);
            }
        }

        // Where as many were found as are named, one that is not among them may still be one.
        var still = near.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var pair in near.Count >= Lookalikes.Most ? [] : Of(id).Where(p => p.State == DuplicateState.Open && !still.Contains(p.First == id ? p.Second : p.First)).ToList())
        {
            _db.DuplicatePairs.Remove(pair);
            _known[pair.First].Remove(pair);
            _known[pair.Second].Remove(pair);
        }
    }

    private List<DuplicatePair> Of(string id) => _known.TryGetValue(id, out var known) ? known : _known[id] = [];

    private void Know(DuplicatePair pair)
    {
        Of(pair.First).Add(pair);
        Of(pair.Second).Add(pair);
    }
}
