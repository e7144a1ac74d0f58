using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>
/// Rows held until the writing ends: whoever else decides about the same thing, in this process or another, waits here and then reads what
/// was decided. A row written in vain is held by every database; reading alone holds nothing in PostgreSQL.
/// </summary>
internal static class HeldRows
{
    public static Task JobAsync(RegistryDb db, string id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE \"Jobs\" SET \"Id\" = \"Id\" WHERE \"Id\" = {id}", cancel);

    /// <returns>Whether that holder has it under that epoch.</returns>
    public static async Task<bool> LeaseAsync(RegistryDb db, string name, string holder, long epoch, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"UPDATE \"Leases\" SET \"Name\" = \"Name\" WHERE \"Name\" = {name} AND \"Holder\" = {holder} AND \"Epoch\" = {epoch}", cancel) == 1;

    public static Task HarvestSourceAsync(RegistryDb db, string id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"UPDATE \"HarvestSources\" SET \"Id\" = \"Id\" WHERE \"Id\" = {id}", cancel);
}
