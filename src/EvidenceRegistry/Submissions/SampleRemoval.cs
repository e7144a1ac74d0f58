using System.Globalization;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Takes all sample records out again, whole: rows, pages and bytes. They were never evidence, so no tombstones stay; the audit
/// keeps who did it and how many they were. What a real source tells of too is left. Searches leave them out from the first answer on.
/// </summary>
public sealed class SampleRemoval(RegistryDbs dbs, BytesToDelete bytes)
{
    private const int AtOnce = 50;

    /// <returns>Records removed, and the token of the last write (null when there were none).</returns>
    public async Task<(int Removed, long? Token)> RunAsync(int actorId, CancellationToken cancel)
    {
        await StopSeedingAsync(actorId, cancel);
        var removed = 0;
        long? token = null;
        var after = "";
        while (true)
        {
            await using var db = dbs.Open(actorId);
            var (last, count) = await SomeAsync(db, after, cancel);
            if (last is null)
            {
                return (removed, token);
            }

            after = last;
            removed += count;
            token = db.LastToken ?? token;
            await bytes.DeleteAsync(CancellationToken.None);
        }
    }

    private async Task StopSeedingAsync(int actorId, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Settings.FindAsync([SampleSeed.DoneName], cancel) is { } done)
        {
            done.Value = "removed";
        }
        else
        {
            db.Settings.Add(new Setting { Name = SampleSeed.DoneName, Value = "removed" });
        }

        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    private static async Task<(string? Last, int Count)> SomeAsync(RegistryDb db, string after, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(cancel);
        var marked = await db.Records.Where(r => r.Sample && r.Id.CompareTo(after) > 0).OrderBy(r => r.Id).Take(AtOnce)
            .Include(r => r.Origins).Include(r => r.Tags).Include(r => r.Files).ThenInclude(f => f.Reading).AsSplitQuery().ToListAsync(cancel);
        if (marked.Count == 0)
        {
            return (null, 0);
        }

        // Marked by a sample that was once laid beside a real source: it stays, and is a sample no more.
        var records = marked.Where(r => r.Origins.All(o => o.Content.Sample is true)).ToList();
        foreach (var real in marked.Except(records))
        {
            Composition.Apply(real);
        }

        var ids = records.Select(r => r.Id).ToList();
        var files = records.SelectMany(r => r.Files).ToList();
        var fileIds = files.Select(f => f.Id).ToList();
        db.Pages.RemoveRange(await db.Pages.Where(p => fileIds.Contains(p.FileId)).ToListAsync(cancel));
        db.Versions.RemoveRange(await db.Versions.Where(v => ids.Contains(v.RecordId)).ToListAsync(cancel));
        db.Readings.RemoveRange(files.Select(f => f.Reading).OfType<Reading>());
        db.Files.RemoveRange(files);
        db.Tags.RemoveRange(records.SelectMany(r => r.Tags));
        db.TagDecisions.RemoveRange(await db.TagDecisions.Where(d => ids.Contains(d.RecordId)).ToListAsync(cancel));
        db.TagStates.RemoveRange(await db.TagStates.Where(s => ids.Contains(s.RecordId)).ToListAsync(cancel));
        db.Origins.RemoveRange(records.SelectMany(r => r.Origins));
        db.Records.RemoveRange(records);
        if (ids.Count > 0)
        {
            var count = ids.Count.ToString(CultureInfo.InvariantCulture);
            db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "samples-removed", Detail = count });
        }

        await BytesToDelete.NoteAsync(db, files.Select(f => f.Sha256), cancel);
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return (marked[^1].Id, ids.Count);
    }
}
