using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Bytes that no file and no import names: of requests that were refused when their files had come already, and of what ended before it wrote
/// its rows. No purge could reach them, so they go.
/// </summary>
/// <remarks>What versions say of files, the rows of those files say too, for as long as the version says it.</remarks>
public sealed class UnnamedBytes(RegistryDbs dbs, FileStore store, TimeProvider time)
{
    // Bytes come before the rows that name them; the longest upload and the batch of an import are over by then.
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <summary>Hashes held and asked for at once, however large the store is.</summary>
    private const int Portion = 500;

    /// <summary>Walks the whole store.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var (before, gone) = (time.GetUtcNow().UtcDateTime - Young, 0);
        foreach (var portion in store.CameBefore(before).Chunk(Portion))
        {
            await using var db = dbs.Open();
            var named = await db.Files.Where(f => portion.Contains(f.Sha256)).Select(f => f.Sha256).Distinct().ToListAsync(cancel);
            foreach (var sha256 in portion.Except(named, StringComparer.Ordinal))
            {
                gone += !await IsNamedAsync(db, sha256, cancel) && await DeleteAsync(sha256, before, cancel) ? 1 : 0;
            }
        }

        return gone;
    }

    /// <summary>After a refusal: what the request brought and the store had not yet.</summary>
    public async Task ForgetAsync(IEnumerable<IntakeFile> sent, CancellationToken cancel)
    {
        foreach (var sha256 in sent.Where(f => f.Bytes.IsNew).Select(f => f.Bytes.Sha256).Distinct(StringComparer.Ordinal))
        {
            await DeleteAsync(sha256, DateTime.MaxValue, cancel);
        }
    }

    private async Task<bool> DeleteAsync(string sha256, DateTime before, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.BytesAloneAsync(db, sha256, cancel);
        if (!store.CameBefore(sha256, before) || await IsNamedAsync(db, sha256, cancel))
        {
            return false;
        }

        store.Delete(sha256);
        return true;
    }

    private static async Task<bool> IsNamedAsync(RegistryDb db, string sha256, CancellationToken cancel) =>
        await db.Files.AnyAsync(f => f.Sha256 == sha256, cancel)
        || await db.Jobs.AnyAsync(j => j.Kind == ImportOrder.Kind && j.Input!.Contains(sha256), cancel);
}
