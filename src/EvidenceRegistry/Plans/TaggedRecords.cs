using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Plans;

/// <summary>
/// Texts and places of concepts stand in the search documents of the records tagged with them, so a change of the plans gives
/// those records a new revision (and, by the save, an outbox row).
/// </summary>
internal static class TaggedRecords
{
    /// <summary>Records loaded at once: their contents are held twice by the context.</summary>
    private const int AtOnce = 200;

    /// <summary>Call inside an open writing, after the plans themselves are saved; forgets what the context tracks.</summary>
    public static async Task TouchAsync(RegistryDb db, IReadOnlyCollection<Concept> changed, CancellationToken cancel)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var codes = await WithAllBelowAsync(db, changed, cancel);
        db.ChangeTracker.Clear();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in codes.Chunk(AtOnce))
        {
            ids.UnionWith(await db.Tags.Where(t => some.Contains(t.Code)).Select(t => t.RecordId).Distinct().ToListAsync(cancel));
        }

        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            foreach (var record in await db.Records.Where(r => some.Contains(r.Id)).ToListAsync(cancel))
            {
                record.Revision++;
            }

            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<HashSet<string>> WithAllBelowAsync(RegistryDb db, IReadOnlyCollection<Concept> changed, CancellationToken cancel)
    {
        var below = (await db.Concepts.Where(c => c.Parent != null).Select(c => new { c.Parent, c.Code }).ToListAsync(cancel))
            .ToLookup(c => c.Parent!, c => c.Code);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(changed.Select(c => c.Code));
        while (open.TryPop(out var code))
        {
            if (codes.Add(code))
            {
                foreach (var child in below[code])
                {
                    open.Push(child);
                }
            }
        }

        return codes;
    }
}
