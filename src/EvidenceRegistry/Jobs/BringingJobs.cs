using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Jobs;

/// <summary>Jobs that bring many records at once. What can wait rests until what they brought can be found: two cores have enough to do.</summary>
public static class BringingJobs
{
    /// <summary>Named in chapters to the right.</summary>
    private static readonly string[] Kinds = ["submission", "harvest-run", "harvest-undo"];

    /// <summary>Changes that the index may not show yet without anyone having to wait for it.</summary>
    private const int Backlog = 1_000;

    /// <summary>Whether one is running, in any process, or the index is behind.</summary>
    public static async Task<bool> UnsettledAsync(RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Jobs.AnyAsync(j => Kinds.Contains(j.Kind) && j.State == JobState.Running, cancel)
            || await db.Outbox.Where(o => !o.Poisoned).OrderBy(o => o.Id).Skip(Backlog).AnyAsync(cancel);
    }
}
