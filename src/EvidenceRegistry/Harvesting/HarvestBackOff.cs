using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>After a failure a source rests, longer each time; the next try stands on it for everybody to see.</summary>
internal sealed class HarvestBackOff(RegistryDbs dbs)
{
    /// <summary>Minutes of rest after the first, second, … failure in a row; the last step stays.</summary>
    public static readonly IReadOnlyList<int> Ladder = [1, 5, 15, 60, 180, 360, 720, 1440];

    /// <summary>Word for a fault that is not the portal's.</summary>
    private const string Failed = "failed";

    /// <summary>Whether it is a failure of the harvest: not one who was told to stop, and no database that is away for a moment.</summary>
    public static bool Counts(Exception thrown, CancellationToken cancel) => thrown is PortalException || (!cancel.IsCancellationRequested && !DatabaseAway.Is(thrown));

    public static string WordOf(Exception failed) => failed is PortalException portal ? PortalException.Word(portal.Fault) : Failed;

    public async Task NoteAsync(string sourceId, Exception failed, CancellationToken cancel)
    {
        var asked = (failed as PortalException)?.RetryAfter;
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var source = await db.HarvestSources.FirstAsync(s => s.Id == sourceId, cancel);
        if (failed is PortalException { Fault: PortalFault.Paused })
        {
            source.NextTry = db.Now + asked;
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
            return;
        }

        var rest = TimeSpan.FromMinutes(Ladder[Math.Min(source.Failures, Ladder.Count - 1)]);
        source.Failures++;
        source.NextTry = db.Now + (asked > rest ? asked.Value : rest);
        source.LastError = failed is PortalException ? failed.Message : $"{Failed}: {PortalText.Cut(failed.Message)}";
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    public static void Clear(HarvestSource source) => (source.Failures, source.NextTry, source.LastError) = (0, null, null);
}
