using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Exchange;

/// <param name="Fault">missing, wrong-length or wrong-hash.</param>
public sealed record FileFault(string Sha256, string RecordId, string Name, string Fault);

/// <summary>Whether the bytes in the store are those that rows name.</summary>
public static class FileCheck
{
    private const int AtOnce = 500;

    /// <summary>Every file that a record shows or a version names, once each; ends with the files looked at.</summary>
    public static async IAsyncEnumerable<FileFault> AllAsync(RegistryDbs dbs, FileStore store, Action looked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = "";
        while (true)
        {
            await using var db = dbs.Open();
#pragma warning disable CA1309 // Translated to SQL, which compares by code point in both databases.
            var some = await db.Files.AsNoTracking().Where(f => string.Compare(f.Id, last) > 0).OrderBy(f => f.Id).Take(AtOnce).ToListAsync(cancel);
#pragma warning restore CA1309
            if (some.Count == 0)
            {
                yield break;
            }

            foreach (var file in some)
            {
                looked();
                if (await FaultAsync(store, file.Sha256, file.Length, cancel) is { } fault)
                {
                    yield return new FileFault(file.Sha256, file.RecordId, file.Name, fault);
                }
            }

            last = some[^1].Id;
        }
    }

    /// <summary>Null when all is well.</summary>
    public static async Task<string?> FaultAsync(FileStore store, string sha256, long? length, CancellationToken cancel)
    {
        if (!store.Has(sha256))
        {
            return "missing";
        }

        await using var bytes = store.Open(sha256);
        return length is { } wanted && bytes.Length != wanted ? "wrong-length"
            : Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel)) != sha256 ? "wrong-hash"
            : null;
    }
}
