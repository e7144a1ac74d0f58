using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>What was closed is marked and counted with the write that closed it.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task Closing_a_file_marks_the_outbox_row_and_counts_a_narrowing()
    {
        var record = NewRecord("วิทยุ");
        record.Files.Add(NewFile(record.Id, "a.pdf"));
        await using (var db = Dbs.Open())
        {
            db.Records.Add(record);
            await db.SaveChangesAsync(Cancel);
            Assert.Null(await db.Settings.FindAsync([Setting.Narrowings], Cancel));
        }

        await using (var db = Dbs.Open())
        {
            (await db.Files.SingleAsync(f => f.RecordId == record.Id, Cancel)).Access = AccessRights.Restricted;
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = Dbs.Open();
        Assert.True(await after.Outbox.AnyAsync(o => o.RecordId == record.Id && o.Narrowing, Cancel));
        Assert.Equal("1", (await after.Settings.FindAsync([Setting.Narrowings], Cancel))!.Value);
        Assert.Equal(2, (await after.Records.SingleAsync(r => r.Id == record.Id, Cancel)).Version);
    }

    [Fact]
    public async Task Promise_9_closings_at_one_moment_are_counted_each()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => KeptAsync($"ปิด {n}")));
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            await using var db = Dbs.Open();
            (await db.Records.SingleAsync(r => r.Id == id, Cancel)).State = RecordState.Removed;
            await db.SaveChangesAsync(Cancel);
        }, Cancel)));
        await using var after = Dbs.Open();
        Assert.Equal("6", (await after.Settings.FindAsync([Setting.Narrowings], Cancel))!.Value);
    }
}
