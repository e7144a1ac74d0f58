using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>Notes records whose likeness to others and whose tags are to be looked at anew; noted twice is noted once.</summary>
internal static class DueRows
{
    private const int AtOnce = 400;

    public static async Task AddAsync(RegistryDb db, IReadOnlyList<string> recordIds, CancellationToken cancel)
    {
        foreach (var some in recordIds.Chunk(AtOnce))
        {
            var places = string.Join(", ", some.Select((_, at) => $"({{{at}}})"));
#pragma warning disable EF1002 // Only the numbers of parameters stand in the text.
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"SketchesDue\" (\"RecordId\") VALUES {places} ON CONFLICT DO NOTHING", some, cancel);
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"TagsDue\" (\"RecordId\") VALUES {places} ON CONFLICT DO NOTHING", some, cancel);
#pragma warning restore EF1002
        }
    }
}
