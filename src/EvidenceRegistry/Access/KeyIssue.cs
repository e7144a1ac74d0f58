using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <param name="Actor">Name of the person or service; made when it is new.</param>
/// <param name="Agency">Name of the actor's agency; null: none, or the one the actor has.</param>
/// <param name="Sources">Sources the key may write to; empty: all.</param>
/// <param name="Restricted">Reads restricted text.</param>
/// <param name="ExpiresAt">UTC; null: never.</param>
public sealed record KeyWish(
    Role Role, string Actor, string? Agency = null, IReadOnlyList<string>? Sources = null, bool Restricted = false,
    DateTime? ExpiresAt = null, ActorKind ActorKind = ActorKind.Service);

/// <param name="Key">Null when the actor already belongs to another agency, whose closed files this key would read.</param>
/// <param name="Secret">Shown once.</param>
public sealed record IssuedKey(ApiKey? Key, string Secret);

/// <summary>Makes keys. The secret is in the answer and nowhere else.</summary>
public static class KeyIssue
{
    public static async Task<IssuedKey> IssueAsync(RegistryDb db, KeyWish wish, CancellationToken cancel, string? secret = null)
    {
        secret ??= KeySecret.New();
        await using var write = await db.BeginWriteAsync(cancel);
        var agency = wish.Agency is null ? null : await AgencyAsync(db, wish.Agency.Trim(), cancel);
        var actor = await ActorAsync(db, wish, agency, cancel);
        if (agency is not null && actor.AgencyNumber != agency.Number)
        {
            return new IssuedKey(null, secret);
        }

        var key = new ApiKey
        {
            Id = NewIds.Next(db.Time),
            ActorId = actor.Id,
            Prefix = KeySecret.PrefixOf(secret),
            Hash = KeySecret.HashOf(secret),
            Role = wish.Role,
            Sources = [.. wish.Sources ?? []],
            Restricted = wish.Restricted,
            CreatedAt = db.Now,
            ExpiresAt = wish.ExpiresAt,
        };
        db.Keys.Add(key);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "key-created", Detail = $"{key.Id} {key.Role.ToString().ToLowerInvariant()} for {actor.Name}" });
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return new IssuedKey(key, secret);
    }

    private static async Task<Agency> AgencyAsync(RegistryDb db, string name, CancellationToken cancel)
    {
        var agency = await db.Agencies.FirstOrDefaultAsync(a => a.Name == name, cancel);
        if (agency is null)
        {
            agency = new Agency { Name = name };
            db.Agencies.Add(agency);
            await db.SaveChangesAsync(cancel);
        }

        return agency;
    }

    private static async Task<Actor> ActorAsync(RegistryDb db, KeyWish wish, Agency? agency, CancellationToken cancel)
    {
        var name = wish.Actor.Trim();
        var actor = await db.Actors.FirstOrDefaultAsync(a => a.Name == name, cancel);
        if (actor is null)
        {
            actor = new Actor { Name = name, Kind = wish.ActorKind, AgencyNumber = agency?.Number, CreatedAt = db.Now };
            db.Actors.Add(actor);
            await db.SaveChangesAsync(cancel);
        }

        return actor;
    }
}
