using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Jobs;

/// <summary>Jobs that bring many records at once. What can wait rests meanwhile: two cores have enough to do.</summary>
public static class BringingJobs
{
    /// <summary>Named in chapters to the right.</summary>
    private static readonly string[] Kinds = ["submission", "harvest-run", "harvest-undo"];

    /// <summary>Whether one is running, in any process.</summary>
    public static async Task<bool> AnyAsync(RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Jobs.AnyAsync(j => Kinds.Contains(j.Kind) && j.State == JobState.Running, cancel);
    }
}
