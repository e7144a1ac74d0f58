using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>
/// Rows held until the writing ends: whoever else decides about the same thing, in this process or another, waits here and then reads what
/// was decided. A row written in vain is held by every database; reading alone holds nothing in PostgreSQL.
/// </summary>
internal static class HeldRows
{
    /// <summary>Apart from all other locks of the database.</summary>
    private const int BytesLock = 110302;

    private const int TagsLock = 110305;

    /// <summary>
    /// Bytes that this writing looks for and then names: nobody deletes them before it ends. Any number of writings may hold the same.
    /// SQLite has one writing at a time and needs none of it.
    /// </summary>
    public static async Task BytesAsync(RegistryDb db, IEnumerable<string> sha256, CancellationToken cancel)
    {
        if (db.Database.IsNpgsql() && sha256.Select(Bucket).Distinct().ToArray() is { Length: > 0 } buckets)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({BytesLock}, bucket) FROM unnest({buckets}) AS bucket", cancel);
        }
    }

    /// <summary>Bytes that this writing is to delete: waits for all who hold them, and reads afterwards what those wrote.</summary>
    public static async Task BytesAloneAsync(RegistryDb db, string sha256, CancellationToken cancel)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({BytesLock}, {Bucket(sha256)})", cancel);
        }
    }

    /// <summary>Proposals: two writings of the same record's tags would each miss what the other adds.</summary>
    public static async Task TagsAsync(RegistryDb db, CancellationToken cancel)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({TagsLock})", cancel);
        }
    }

    public static Task ReadingAsync(RegistryDb db, string fileId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE \"Readings\" SET \"FileId\" = \"FileId\" WHERE \"FileId\" = {fileId}", cancel);

    public static Task JobAsync(RegistryDb db, string id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE \"Jobs\" SET \"Id\" = \"Id\" WHERE \"Id\" = {id}", cancel);

    /// <returns>Whether that holder has it under that epoch.</returns>
    public static async Task<bool> LeaseAsync(RegistryDb db, string name, string holder, long epoch, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"UPDATE \"Leases\" SET \"Name\" = \"Name\" WHERE \"Name\" = {name} AND \"Holder\" = {holder} AND \"Epoch\" = {epoch}", cancel) == 1;

    public static Task HarvestSourceAsync(RegistryDb db, string id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE \"HarvestSources\" SET \"Id\" = \"Id\" WHERE \"Id\" = {id}", cancel);

    // The server has room for some thousands of locks in all, and a batch may bring as many files.
    private static int Bucket(string sha256) => Convert.ToInt32(sha256[..2], 16);
}
