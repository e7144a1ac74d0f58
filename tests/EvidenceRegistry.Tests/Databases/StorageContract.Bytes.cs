using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>Bytes go with the last row that names them, never before.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task Bytes_that_a_writing_names_stay_though_they_were_to_be_deleted_while_it_was_open()
    {
        var folder = Directory.CreateTempSubdirectory("registry-bytes-");
        try
        {
            var store = new FileStore(folder.FullName);
            var bytes = new BytesToDelete(Dbs, store);
            var sha256 = (await store.SaveAsync(new MemoryStream([1, 2, 3]), Cancel)).Sha256;
            await NoteAsync(sha256, commit: true);
            Task deleting;
            await using (var db = Dbs.Open())
            {
                await using var write = await db.BeginWriteAsync(Cancel);
                await HeldRows.BytesAsync(db, [sha256, new string('f', 64)], Cancel);
                Assert.True(store.Has(sha256));
                deleting = bytes.DeleteAsync(Cancel);
                var record = NewRecord("ข้าว");
                db.Records.Add(record);
                db.Files.Add(new StoredFile { Id = "of-that-record", RecordId = record.Id, Name = "a.pdf", Sha256 = sha256, Length = 3, MediaType = "application/pdf", AddedAt = db.Now });
                await db.SaveChangesAsync(Cancel);
                await write.CommitAsync(Cancel);
            }

            await deleting;
            Assert.True(store.Has(sha256));
            await using var after = Dbs.Open();
            Assert.False(await after.Settings.AnyAsync(s => s.Name.EndsWith(sha256), Cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Bytes_of_a_writing_that_is_undone_stay_and_those_of_a_committed_one_go()
    {
        var folder = Directory.CreateTempSubdirectory("registry-bytes-");
        try
        {
            var store = new FileStore(folder.FullName);
            var bytes = new BytesToDelete(Dbs, store);
            var (undone, done) = ((await store.SaveAsync(new MemoryStream([4]), Cancel)).Sha256, (await store.SaveAsync(new MemoryStream([5]), Cancel)).Sha256);
            await NoteAsync(undone, commit: false);
            await NoteAsync(done, commit: true);
            await NoteAsync(done, commit: true);
            await bytes.DeleteAsync(Cancel);
            Assert.Equal((true, false), (store.Has(undone), store.Has(done)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task NoteAsync(string sha256, bool commit)
    {
        await using var db = Dbs.Open();
        await using var write = await db.BeginWriteAsync(Cancel);
        await BytesToDelete.NoteAsync(db, [sha256], Cancel);
        await db.SaveChangesAsync(Cancel);
        if (commit)
        {
            await write.CommitAsync(Cancel);
        }
    }
}
