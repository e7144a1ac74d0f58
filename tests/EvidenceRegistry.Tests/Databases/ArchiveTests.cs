using System.IO.Compression;
using System.Text;
using EvidenceRegistry.Exchange;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Record = EvidenceRegistry.Storage.Record;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>A registry written to an archive and read into an empty one is the same registry, on either database.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-archive-").FullName;
    private RegistryDbs _here = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FileStore Store => new(Path.Combine(_folder, "files"));

    public async ValueTask InitializeAsync()
    {
        _here = RegistryDbs.Sqlite(Path.Combine(_folder, "here.db"), TimeProvider.System);
        await _here.MigrateAsync(Cancel);
        await FillAsync();
    }

    [Fact]
    public async Task An_archive_restored_into_SQLite_gives_the_same_archive_again()
    {
        using var there = RegistryDbs.Sqlite(Path.Combine(_folder, "there.db"), TimeProvider.System);
        await there.MigrateAsync(Cancel);
        await SameAsync(there);
    }

    [Fact]
    public async Task An_archive_restored_into_PostgreSQL_gives_the_same_archive_again()
    {
        await using var server = await PostgresDatabase.MakeAsync();
        using var there = RegistryDbs.Postgres(server.Connection, TimeProvider.System);
        await there.MigrateAsync(Cancel);
        await SameAsync(there);

        // The next rows get keys of their own.
        await using var db = there.Open();
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = 1, Action = "seen" });
        await db.SaveChangesAsync(Cancel);
    }

    /// <summary>Of a million records one statement takes minutes, at the end of an hour's work; a connection waits half a minute where nobody says otherwise.</summary>
    [Fact]
    public async Task A_restore_into_PostgreSQL_waits_for_statements_that_take_longer_than_the_connection_allows()
    {
        await using var server = await PostgresDatabase.MakeAsync();
        using var there = RegistryDbs.Postgres($"{server.Connection};Command Timeout=2", TimeProvider.System);
        await there.MigrateAsync(Cancel);
        await using (var db = there.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(4); RETURN NULL; END $$; "
                + "CREATE TRIGGER slow AFTER INSERT ON \"TagsDue\" FOR EACH STATEMENT EXECUTE FUNCTION slow()", Cancel);
        }

        using var archive = new MemoryStream();
        await Archive.WriteAsync(_here, Store, archive, Cancel);
        archive.Position = 0;
        await Archive.RestoreAsync(there, new FileStore(Path.Combine(_folder, "files-there")), archive, Cancel);
        using var usual = RegistryDbs.Postgres(server.Connection, TimeProvider.System);
        await using var restored = usual.Open();
        Assert.Equal(3, await restored.TagsDue.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_registry_that_holds_something_is_not_restored_into()
    {
        using var archive = new MemoryStream();
        await Archive.WriteAsync(_here, Store, archive, Cancel);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Archive.RestoreAsync(_here, Store, archive, Cancel));
        Assert.Contains("not empty", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_as_on_record_is_found()
    {
        await using var db = _here.Open();
        var file = await db.Files.AsNoTracking().FirstAsync(Cancel);
        Assert.Empty(await FaultsAsync());
        await File.WriteAllTextAsync(Store.PathOf(file.Sha256), "other bytes of another length", Cancel);
        Assert.Equal("wrong-length", Assert.Single(await FaultsAsync()).Fault);
        Store.Delete(file.Sha256);
        Assert.Equal("missing", Assert.Single(await FaultsAsync()).Fault);
    }

    [Fact]
    public void Every_table_is_in_the_archive_or_left_out_by_name()
    {
        using var db = _here.Open();
        Assert.Empty(db.Model.GetEntityTypes().Select(t => t.ClrType).Except(ArchiveTables.Types).Except(ArchiveTables.LeftOut).Select(t => t.Name));
        Assert.Empty(ArchiveTables.Types.Intersect(ArchiveTables.LeftOut));
    }

    public ValueTask DisposeAsync()
    {
        _here.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task SameAsync(RegistryDbs there)
    {
        using var first = new MemoryStream();
        var manifest = await Archive.WriteAsync(_here, Store, first, Cancel);
        Assert.Equal((3, 1), ((int)manifest.Tables["tables/records.ndjson"], (int)manifest.Files));
        first.Position = 0;
        var store = new FileStore(Path.Combine(_folder, "files-there"));
        await Archive.RestoreAsync(there, store, first, Cancel);
        using var second = new MemoryStream();
        await Archive.WriteAsync(there, store, second, Cancel);
        Assert.Equal(Entries(first), Entries(second));
        Assert.DoesNotContain("secret-of-a-key", string.Concat(Entries(first).Values), StringComparison.Ordinal);

        await using var db = there.Open();
        Assert.Equal((3, 3), (await db.Outbox.CountAsync(Cancel), await db.SketchesDue.CountAsync(Cancel)));
    }

    private static SortedDictionary<string, string> Entries(MemoryStream archive)
    {
        archive.Position = 0;
        using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(e => e.FullName != ArchiveTables.Manifest))
        {
            using var text = new StreamReader(entry.Open());
            entries[entry.FullName] = text.ReadToEnd();
        }

        return entries;
    }

    private async Task<List<FileFault>> FaultsAsync()
    {
        var faults = new List<FileFault>();
        await foreach (var fault in FileCheck.AllAsync(_here, Store, () => { }, Cancel))
        {
            faults.Add(fault);
        }

        return faults;
    }

    /// <summary>A study with a file, tags, an overlay and history; one removed; one merged; a pair; a key that must not leave.</summary>
    private async Task FillAsync()
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes("%PDF-1.4 รายงาน"));
        var stored = await Store.SaveAsync(bytes, Cancel);
        await using var db = _here.Open();
        db.Agencies.Add(new Agency { Number = 7, Name = "สกสว." });
        db.Actors.Add(new Actor { Id = Actor.System, Kind = ActorKind.Service, Name = "registry", CreatedAt = db.Now });
        await db.SaveChangesAsync(Cancel);
        db.Keys.Add(new ApiKey { Id = NewIds.Next(TimeProvider.System), ActorId = 1, Prefix = "abc", Hash = "secret-of-a-key", CreatedAt = db.Now });
        var (study, removed, merged) = (New("ระบบเตือนภัยน้ำท่วม", "A/1"), New("ส่งผิด", "A/2"), New("ซ้ำ", "A/3"));
        study.Overlay = """{"funder":"กองทุนตัวอย่าง"}""";
        study.Tags.Add(new Tag { RecordId = study.Id, Scheme = "subTarget", Code = "110301", Edition = "2566", Status = TagStatus.Confirmed, ActorId = 1, At = db.Now });
        var file = new StoredFile { Id = NewIds.Next(TimeProvider.System), RecordId = study.Id, Name = "รายงาน.pdf", Sha256 = stored.Sha256, Length = stored.Length, MediaType = "application/pdf", AddedAt = db.Now };
        file.Reading = new Reading { FileId = file.Id, RecordId = study.Id, QueuedAt = db.Now };
        study.Files.Add(file);
        db.Records.AddRange(study, removed, merged);
        await db.SaveChangesAsync(Cancel);
        db.Pages.Add(new Page { FileId = file.Id, TextRevision = 1, Number = 1, Raw = "รายงาน", Text = "รายงาน", Sha256 = "0", TextSource = "pdf" });
        (removed.State, removed.Tombstone) = (RecordState.Removed, new Tombstone("ส่งผิดฉบับ", 1, db.Now, ByPerson: true));
        (merged.State, merged.MergedInto) = (RecordState.Merged, study.Id);
        db.DuplicatePairs.Add(new DuplicatePair { First = study.Id, Second = merged.Id, Score = 0.91, Reasons = ["title 0.91"], State = DuplicateState.Same, FoundAt = db.Now });
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = 1, Action = "removed", RecordId = removed.Id, Detail = "ส่งผิดฉบับ" });
        db.Jobs.Add(new Job { Id = NewIds.Next(TimeProvider.System), Kind = "submission", State = JobState.Done, CreatedAt = db.Now, EndedAt = db.Now, Counts = { ["read"] = 3 } });
        db.JobParts.Add(new JobPart { JobId = "x", Part = 0, Lines = 1, Body = [1, 2, 3] });
        await db.SaveChangesAsync(Cancel);
    }

    private static Record New(string title, string sourceId)
    {
        var record = new Record { Id = NewIds.Next(TimeProvider.System), Content = new StudyContent { Title = new LocalText(title), Year = 2023, Budget = 1.5m, CompletedOn = new DateOnly(2023, 9, 30) }, Title = title };
        record.Origins.Add(new Origin
        {
            Id = NewIds.Next(TimeProvider.System),
            RecordId = record.Id,
            Source = "tsri",
            SourceId = sourceId,
            Content = record.Content,
            Hash = "h",
            AgencyNumber = 7,
        });
        return record;
    }
}
