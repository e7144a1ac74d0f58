using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

public enum RevocationOutcome
{
    /// <summary>From now on, also for uploads under way: they are asked again before they commit.</summary>
    Revoked,

    AlreadyRevoked,

    Unknown,

    /// <summary>Nobody could administer the registry afterwards: make another admin key first.</summary>
    LastAdmin,
}

public static class KeyRevocation
{
    public static async Task<RevocationOutcome> RevokeAsync(RegistryDb db, string id, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var key = await db.Keys.FirstOrDefaultAsync(k => k.Id == id, cancel);
        if (key is null)
        {
            return RevocationOutcome.Unknown;
        }

        if (key.RevokedAt is not null)
        {
            return RevocationOutcome.AlreadyRevoked;
        }

        var now = db.Now;
        if (key.Role == Role.Admin
            && !await db.Keys.AnyAsync(k => k.Role == Role.Admin && k.Id != id && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now), cancel))
        {
            return RevocationOutcome.LastAdmin;
        }

        key.RevokedAt = now;
        db.Audit.Add(new AuditEntry { At = now, ActorId = db.ActorId, Action = "key-revoked", Detail = key.Id });
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return RevocationOutcome.Revoked;
    }
}
