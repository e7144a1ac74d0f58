using System.Diagnostics.CodeAnalysis;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <summary>Keys with their actors and agencies, newest first; revoked ones stay listed.</summary>
public static class KeyList
{
    /// <param name="before">Id of the last key already shown; null: from the newest.</param>
    [SuppressMessage("Globalization", "CA1309", Justification = "Becomes SQL, where both databases compare ids by code point.")]
    public static async Task<IReadOnlyList<KeyView>> ReadAsync(RegistryDb db, string? before, int size, CancellationToken cancel)
    {
        var rows = await (
            from key in db.Keys.AsNoTracking()
            join actor in db.Actors on key.ActorId equals actor.Id
            join agency in db.Agencies on actor.AgencyNumber equals agency.Number into agencies
            from agency in agencies.DefaultIfEmpty()
            where before == null || string.Compare(key.Id, before) < 0
            orderby key.Id descending
            select new { key, actor, agency = agency == null ? null : agency.Name }).Take(size).ToListAsync(cancel);
        return [.. rows.Select(r => View(r.key, r.actor, r.agency))];
    }

    public static async Task<KeyView?> OneAsync(RegistryDb db, string id, CancellationToken cancel)
    {
        var row = await (
            from key in db.Keys.AsNoTracking()
            join actor in db.Actors on key.ActorId equals actor.Id
            join agency in db.Agencies on actor.AgencyNumber equals agency.Number into agencies
            from agency in agencies.DefaultIfEmpty()
            where key.Id == id
            select new { key, actor, agency = agency == null ? null : agency.Name }).FirstOrDefaultAsync(cancel);
        return row is null ? null : View(row.key, row.actor, row.agency);
    }

    private static KeyView View(ApiKey key, Actor actor, string? agency) => new(
        key.Id, key.Prefix, key.Role, actor.Name, actor.Kind, agency, key.Sources, key.Restricted,
        key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt);
}
