using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>After a failure a source rests, longer each time; the next try stands on it for everybody to see.</summary>
internal sealed class HarvestBackOff(RegistryDbs dbs)
{
    /// <summary>Minutes of rest after the first, second, … failure in a row; the last step stays.</summary>
    public static readonly IReadOnlyList<int> Ladder = [1, 5, 15, 60, 180, 360, 720, 1440];

    public async Task NoteAsync(string sourceId, PortalException failed, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var source = await db.HarvestSources.FirstAsync(s => s.Id == sourceId, cancel);
        if (failed.Fault == PortalFault.Paused)
        {
            source.NextTry = db.Now + failed.RetryAfter;
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
            return;
        }

        var rest = TimeSpan.FromMinutes(Ladder[Math.Min(source.Failures, Ladder.Count - 1)]);
        source.Failures++;
        source.NextTry = db.Now + (failed.RetryAfter > rest ? failed.RetryAfter.Value : rest);
        source.LastError = failed.Message;
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    public static void Clear(HarvestSource source) => (source.Failures, source.NextTry, source.LastError) = (0, null, null);
}
