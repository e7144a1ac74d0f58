using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <summary>The registry's own actor, and an admin key where no key exists.</summary>
public static class FirstStart
{
    public const string SystemName = "registry";

    public const string AdminName = "first admin";

    /// <param name="given">Admin key of the operator; null: one is made.</param>
    /// <returns>The admin key that now is the first one; null when keys existed.</returns>
    public static async Task<string?> EnsureAsync(RegistryDb db, bool embedded, string? given, CancellationToken cancel)
    {
        await EnsureSystemAsync(db, embedded, cancel);
        if (await db.Keys.AnyAsync(cancel))
        {
            return null;
        }

        var first = await KeyIssue.IssueAsync(db, new KeyWish(Role.Admin, AdminName), cancel, given);
        return first.Secret;
    }

    public static async Task EnsureSystemAsync(RegistryDb db, bool embedded, CancellationToken cancel)
    {
        if (await db.Actors.AnyAsync(a => a.Id == Actor.System, cancel))
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancel);
        db.Actors.Add(new Actor { Id = Actor.System, Kind = ActorKind.Service, Name = SystemName, CreatedAt = db.Now });
        await db.SaveChangesAsync(cancel);
        if (!embedded)
        {
            // PostgreSQL counts on from its own sequence, which does not see ids given by hand.
            await db.Database.ExecuteSqlRawAsync("""SELECT setval(pg_get_serial_sequence('"Actors"', 'Id'), (SELECT max("Id") FROM "Actors"))""", cancel);
        }

        await write.CommitAsync(cancel);
    }
}
