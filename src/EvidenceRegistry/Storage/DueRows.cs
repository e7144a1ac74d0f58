using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>Notes records whose likeness to others or whose tags are to be looked at anew; noted twice is noted once.</summary>
internal static class DueRows
{
    private const int AtOnce = 400;

    /// <summary>What is said of them changed.</summary>
    public static async Task AddAsync(RegistryDb db, IReadOnlyList<string> recordIds, CancellationToken cancel)
    {
        await AddAsync(db, "SketchesDue", recordIds, cancel);
        await AddTagsAsync(db, recordIds, cancel);
    }

    /// <summary>Only the text of their files did: likeness does not look at it.</summary>
    public static Task AddTagsAsync(RegistryDb db, IReadOnlyList<string> recordIds, CancellationToken cancel) => AddAsync(db, "TagsDue", recordIds, cancel);

    private static async Task AddAsync(RegistryDb db, string table, IReadOnlyList<string> recordIds, CancellationToken cancel)
    {
        foreach (var some in recordIds.Chunk(AtOnce))
        {
            var places = string.Join(", ", some.Select((_, at) => $"({{{at}}})"));
#pragma warning disable EF1002 // Only the name of a table and the numbers of parameters stand in the text.
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO \"{table}\" (\"RecordId\") VALUES {places} ON CONFLICT DO NOTHING", some, cancel);
#pragma warning restore EF1002
        }
    }
}
