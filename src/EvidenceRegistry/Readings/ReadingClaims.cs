using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Readings;

/// <param name="FirstPage">The first page that is not stored yet.</param>
/// <param name="Characters">Of the pages that are.</param>
/// <param name="By">Name of this claim: one that ran out is lost to another reader of the same process as well.</param>
internal sealed record ClaimedReading(string FileId, string RecordId, string Sha256, long Length, int TextRevision, int FirstPage, long Characters, bool Wanted, string By);

/// <summary>Hands out files that wait to be read, each to one reader at a time.</summary>
internal sealed class ReadingClaims(RegistryDbs dbs)
{
    // Reading stores something at least twice a minute (PageBatch); ten misses mean that its process is gone.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PutBackFor = TimeSpan.FromMinutes(1);

    // Tries in which not one page could be stored. Pages that end their reader are counted by PdfChildren, within one try.
    private const int MostAttempts = 5;

    /// <summary>Tells this process from others and from its own past.</summary>
    private readonly string _holder = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():n}";

    private long _claims;

    public static DateTime Until(DateTime now) => now + Lease;

    /// <summary>The next file, oldest write first; null when none waits. A file that was claimed too often without a page is given up.</summary>
    public async Task<ClaimedReading?> NextAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        while (await Waiting(db).OrderBy(r => r.Origin).ThenBy(r => r.FileId).Select(r => r.FileId).FirstOrDefaultAsync(cancel) is { } id)
        {
            if (await TakeAsync(db, id, cancel) is { } claimed)
            {
                return claimed;
            }
        }

        return null;
    }

    /// <returns>Null where another reader, here or in another process, saw it waiting at the same moment and has it.</returns>
    private async Task<ClaimedReading?> TakeAsync(RegistryDb db, string id, CancellationToken cancel)
    {
        await using var scope = await db.BeginWriteAsync(cancel);
        await HeldRows.ReadingAsync(db, id, cancel);
        if (await Waiting(db).FirstOrDefaultAsync(r => r.FileId == id, cancel) is not { } reading)
        {
            return null;
        }

        var by = $"{_holder}-{Interlocked.Increment(ref _claims)}";
        var file = await db.Files.AsNoTracking().FirstAsync(f => f.Id == reading.FileId, cancel);
        var revision = reading.Underway ?? reading.TextRevision;
        var last = await db.Pages.Where(p => p.FileId == reading.FileId && p.TextRevision == revision).MaxAsync(p => (int?)p.Number, cancel) ?? 0;
        (reading.State, reading.ClaimedBy, reading.ClaimedUntil) = (ReadingState.Running, by, Until(db.Now));
        reading.Attempts++;
        await db.SaveChangesAsync(cancel);
        await scope.CommitAsync(cancel);
        return new ClaimedReading(
            file.Id, file.RecordId, file.Sha256, file.Length, revision, last + 1, reading.Characters, file.RemovedAt is null && reading.Attempts <= MostAttempts, by);
    }

    /// <summary>Puts a file back that could not be begun for no fault of its own; the try is not held against it.</summary>
    public async Task PutBackAsync(ClaimedReading claimed, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var reading = await db.Readings.FirstAsync(r => r.FileId == claimed.FileId, cancel);
        if (reading.State == ReadingState.Running && reading.ClaimedBy == claimed.By)
        {
            (reading.State, reading.ClaimedBy) = (ReadingState.Queued, null);
            (reading.ClaimedUntil, reading.Attempts) = (db.Now + PutBackFor, Math.Max(0, reading.Attempts - 1));
            await db.SaveChangesAsync(cancel);
        }
    }

    private IQueryable<Reading> Waiting(RegistryDb db)
    {
        // With the embedded database this is the only process: what another one claimed, it left behind.
        var (now, alone, holder) = (db.Now, dbs.Embedded, _holder);
        return db.Readings.Where(r =>
            (r.State == ReadingState.Queued && (r.ClaimedUntil == null || r.ClaimedUntil <= now))
            || (r.State == ReadingState.Running && (r.ClaimedUntil <= now || (alone && !r.ClaimedBy!.StartsWith(holder)))));
    }
}
