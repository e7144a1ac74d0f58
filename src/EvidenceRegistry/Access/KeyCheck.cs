using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <summary>Whether a key is good, at the door and once more before a long upload is committed.</summary>
public static class KeyCheck
{
    /// <summary>Ask inside the writing scope, before the commit: a key revoked while the body came in writes nothing.</summary>
    /// <returns>Null when the caller's key is still good, else the refusal.</returns>
    public static async Task<ProblemKind?> FaultNowAsync(RegistryDb db, Caller caller, CancellationToken cancel)
    {
        if (caller.KeyId is not { } id)
        {
            return null;
        }

        var key = await db.Keys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, cancel);
        return key is null ? ProblemKinds.KeyUnknown : Fault(key, db.Now);
    }

    /// <inheritdoc cref="FaultNowAsync"/>
    public static async Task<bool> StillValidAsync(RegistryDb db, Caller caller, CancellationToken cancel) =>
        await FaultNowAsync(db, caller, cancel) is null;

    internal static ProblemKind? Fault(ApiKey key, DateTime now) =>
        key.RevokedAt is not null ? ProblemKinds.KeyRevoked
        : key.ExpiresAt <= now ? ProblemKinds.KeyExpired
        : null;
}
