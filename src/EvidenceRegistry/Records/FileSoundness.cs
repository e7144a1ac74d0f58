using System.Collections.Concurrent;
using System.Security.Cryptography;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>
/// Opens a stored file only while its bytes are those on record. Hashes it on the first opening since start and whenever its
/// length or time of writing changed, so a large file read often is not hashed often.
/// </summary>
public sealed class FileSoundness(FileStore store)
{
    private readonly ConcurrentDictionary<string, (long Length, DateTime Written)> _sound = new(StringComparer.Ordinal);

    /// <summary>Null when the bytes are missing or not those on record.</summary>
    public async Task<FileStream?> OpenAsync(string sha256, long length, CancellationToken cancel)
    {
        var info = new FileInfo(store.PathOf(sha256));
        if (!info.Exists || info.Length != length)
        {
            return null;
        }

        var seen = (info.Length, info.LastWriteTimeUtc);
        if (!_sound.TryGetValue(sha256, out var known) || known != seen)
        {
            await using var bytes = store.Open(sha256);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancel)) != sha256)
            {
                return null;
            }

            _sound[sha256] = seen;
        }

        return store.Open(sha256);
    }
}
