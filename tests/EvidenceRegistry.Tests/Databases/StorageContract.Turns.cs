using EvidenceRegistry.Duplicates;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>What several processes look for at the same moment is done by one of them, and none of them stumbles over another.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task A_file_that_many_would_read_at_once_is_read_by_one_of_them()
    {
        await using (var db = Dbs.Open())
        {
            for (var number = 0; number < 5; number++)
            {
                var record = NewRecord($"รายงานที่ {number}");
                db.Records.Add(record);
                db.Files.Add(new StoredFile { Id = $"file-{number}", RecordId = record.Id, Name = "a.pdf", Sha256 = new string('a', 64), Length = 3, MediaType = "application/pdf", AddedAt = db.Now });
                db.Readings.Add(new Reading { FileId = $"file-{number}", RecordId = record.Id, Origin = number + 1, QueuedAt = db.Now });
            }

            await db.SaveChangesAsync(Cancel);
        }

        var claims = Enumerable.Range(0, 4).Select(_ => new ReadingClaims(Dbs)).ToArray();
        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => claims[Dbs.Embedded ? 0 : n % claims.Length].NextAsync(Cancel), Cancel)));
        Assert.Equal(["file-0", "file-1", "file-2", "file-3", "file-4"], claimed.OfType<ClaimedReading>().Select(one => one.FileId).Order(StringComparer.Ordinal));
        await using var after = Dbs.Open();
        Assert.All(await after.Readings.ToListAsync(Cancel), reading => Assert.Equal((ReadingState.Running, 1), (reading.State, reading.Attempts)));
    }

    [Fact]
    public async Task Records_that_many_would_compare_at_once_are_compared_by_one_of_them()
    {
        await using (var db = Dbs.Open())
        {
            db.Records.AddRange(Enumerable.Range(0, 300).Select(number => NewRecord($"การศึกษาคุณภาพน้ำในลุ่มน้ำ ครั้งที่ {number}")));
            await db.SaveChangesAsync(Cancel);
        }

        var watches = Enumerable.Range(0, 4).Select(_ => Watch()).ToList();
        await Task.WhenAll(watches.Select(watch => Task.Run(() => watch.DrainAsync(Cancel), Cancel)));
        await using var after = Dbs.Open();
        Assert.Equal((0, 300), (await after.SketchesDue.CountAsync(Cancel), await after.Sketches.CountAsync(Cancel)));
    }

    private DuplicateWatch Watch() => new(Dbs, new OwnThreads("duplicates of a test", 1), new Courtesy(Time), Time, NullLogger<DuplicateWatch>.Instance);
}
