using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <summary>Finds the key that a secret is, for whoever shows one: a header of the API or a session of the pages.</summary>
internal static class KeyLookup
{
    private static readonly PreparedQuestion<Func<RegistryDb, string, CancellationToken, Task<Found?>>> Asked = new(() =>
        EF.CompileAsyncQuery((RegistryDb db, string hash, CancellationToken _) => db.Keys.AsNoTracking().Where(k => k.Hash == hash)
            .Join(db.Actors.AsNoTracking(), k => k.ActorId, a => a.Id, (k, a) => new Found(k, a)).FirstOrDefault()));

    /// <returns>Nulls where no key has this secret. Whether it is still good says <see cref="KeyCheck"/>.</returns>
    public static async Task<(ApiKey? Key, Actor? Actor)> FindAsync(RegistryDbs dbs, string secret, CancellationToken cancel)
    {
        if (!secret.StartsWith(KeySecret.Start, StringComparison.Ordinal))
        {
            return (null, null);
        }

        var hash = KeySecret.HashOf(secret);
        await using var db = dbs.Open();
        var found = await Asked.For(db)(db, hash, cancel);
        return found is not null && KeySecret.Same(found.Key.Hash, hash) ? (found.Key, found.Actor) : (null, null);
    }

    private sealed record Found(ApiKey Key, Actor Actor);
}
