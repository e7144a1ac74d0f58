using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Record = EvidenceRegistry.Storage.Record;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>What both databases must keep, told once.</summary>
public abstract partial class StorageContract
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));

    protected abstract RegistryDbs Dbs { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise_1_a_changed_record_and_its_outbox_row_are_saved_together()
    {
        var record = NewRecord("ข้าว");
        await using (var db = Dbs.Open(7))
        {
            db.Records.Add(record);
            await db.SaveChangesAsync(Cancel);
            Assert.NotNull(db.LastToken);
        }

        await using (var db = Dbs.Open(7))
        {
            var kept = await db.Records.SingleAsync(r => r.Id == record.Id, Cancel);
            var row = await db.Outbox.SingleAsync(o => o.RecordId == record.Id, Cancel);
            var version = await db.Versions.SingleAsync(v => v.RecordId == record.Id, Cancel);
            Assert.Equal((1, 1L), (kept.Version, kept.Revision));
            Assert.Equal((7, "ข้าว"), (version.ActorId, version.Content!.Title!.Th));
            Assert.False(row.Narrowing);
        }
    }

    [Fact]
    public async Task Promise_1_a_save_that_is_undone_leaves_neither_record_nor_outbox_row()
    {
        var record = NewRecord("นำ");
        await using (var db = Dbs.Open())
        {
            await using var write = await db.BeginWriteAsync(Cancel);
            db.Records.Add(record);
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = Dbs.Open();
        Assert.False(await after.Records.AnyAsync(r => r.Id == record.Id, Cancel));
        Assert.False(await after.Outbox.AnyAsync(o => o.RecordId == record.Id, Cancel));
    }

    /// <summary>Contexts come from a pool.</summary>
    [Fact]
    public async Task A_context_keeps_nothing_of_the_task_before()
    {
        var id = await KeptAsync("ก่อน");
        for (var task = 0; task < 3; task++)
        {
            await using (var db = Dbs.Open(7))
            {
                await using var write = await db.BeginWriteAsync(Cancel);
                (await db.Records.SingleAsync(r => r.Id == id, Cancel)).Year = 2000 + task;
                await db.SaveChangesAsync(Cancel);
                Assert.NotNull(db.LastToken);
                db.AddNew(NewRecord("ไม่เคยบันทึก"), new AuditEntry { Action = "create", At = db.Now, ActorId = 7 });
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                db.Database.SetCommandTimeout(1);
            }

            await using var after = Dbs.Open();
            Assert.Equal((Actor.System, null), (after.ActorId, after.LastToken));
            Assert.Empty(after.ChangeTracker.Entries());
            Assert.True(after.ChangeTracker.AutoDetectChangesEnabled);
            Assert.NotEqual(1, after.Database.GetCommandTimeout());
            Assert.Null(after.Database.CurrentTransaction);
            Assert.Equal(0, await after.SaveChangesAsync(Cancel));
            Assert.NotEqual(2000 + task, (await after.Records.SingleAsync(r => r.Id == id, Cancel)).Year);
        }
    }

    [Fact]
    public async Task A_list_of_ids_is_one_parameter_however_long_it_is()
    {
        var id = await KeptAsync("เสื่อ");
        var ids = Enumerable.Range(0, 3_000).Select(n => $"ไม่มี-{n}").Append(id).ToList();
        await using var db = Dbs.Open();
        var asked = db.Records.Where(r => ids.Contains(r.Id));
        Assert.Single(asked.CreateDbCommand().Parameters.Cast<object>());
        Assert.Equal(id, (await asked.SingleAsync(Cancel)).Id);
    }

    [Fact]
    public async Task Instants_are_kept_to_the_microsecond_also_where_a_caller_says_them_finer()
    {
        Time.Advance(TimeSpan.FromTicks(12_345_678));
        var id = await KeptAsync("นาฬิกา");
        await using (var db = Dbs.Open())
        {
            Assert.Equal(0, db.Now.Ticks % TimeSpan.TicksPerMicrosecond);
            db.Tags.Add(new Tag { RecordId = id, Scheme = "subTarget", Code = "110301", Edition = "2566", Status = TagStatus.Confirmed, At = Time.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = Dbs.Open();
        var at = (await after.Tags.SingleAsync(t => t.RecordId == id, Cancel)).At;
        Assert.Equal((DateTimeKind.Utc, new DateTime(2026, 3, 1, 2, 0, 1, 234, 567, DateTimeKind.Utc)), (at.Kind, at));
    }

    [Fact]
    public async Task A_tag_changes_the_revision_and_not_the_version()
    {
        var id = await KeptAsync("ป่า");
        await using (var db = Dbs.Open())
        {
            db.Tags.Add(new Tag { RecordId = id, Scheme = "subTarget", Code = "110301", Edition = "2566", Status = TagStatus.Confirmed, At = db.Now });
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = Dbs.Open();
        var record = await after.Records.SingleAsync(r => r.Id == id, Cancel);
        Assert.Equal((1, 2L), (record.Version, record.Revision));
        Assert.Equal(2, await after.Outbox.CountAsync(o => o.RecordId == id, Cancel));
    }

    [Fact]
    public async Task Text_that_arrives_carries_the_token_of_the_write_that_brought_the_file()
    {
        var record = NewRecord("เสื้อ");
        record.Files.Add(NewFile(record.Id, "รายงาน.pdf"));
        long token;
        await using (var db = Dbs.Open())
        {
            db.Records.Add(record);
            await db.SaveChangesAsync(Cancel);
            token = db.LastToken!.Value;
        }

        await using (var db = Dbs.Open())
        {
            var reading = await db.Readings.SingleAsync(r => r.RecordId == record.Id, Cancel);
            Assert.Equal(token, reading.Origin);
            reading.State = ReadingState.Read;
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = Dbs.Open();
        var rows = await after.Outbox.Where(o => o.RecordId == record.Id).OrderBy(o => o.Id).ToListAsync(Cancel);
        Assert.Equal([null, token], rows.Select(r => r.Origin));
        Assert.Equal(2, (await after.Records.SingleAsync(r => r.Id == record.Id, Cancel)).Revision);
    }

    [Fact]
    public async Task A_removal_narrows_and_a_second_writer_on_old_ground_is_stopped()
    {
        var id = await KeptAsync("เสือ");
        await using var late = Dbs.Open();
        var seen = await late.Records.SingleAsync(r => r.Id == id, Cancel);
        await using (var db = Dbs.Open())
        {
            var record = await db.Records.SingleAsync(r => r.Id == id, Cancel);
            record.State = RecordState.Removed;
            record.Tombstone = new Tombstone("ส่งผิดฉบับ", 1, db.Now, ByPerson: true);
            await db.SaveChangesAsync(Cancel);
            Assert.True(await db.Outbox.AnyAsync(o => o.RecordId == id && o.Narrowing, Cancel));
        }

        seen.Title = "ชื่อใหม่";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => late.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task A_source_id_exists_once()
    {
        var first = NewRecord("ก");
        var second = NewRecord("ข");
        first.Origins.Add(NewOrigin(first.Id, "RDG 64/10001"));
        second.Origins.Add(NewOrigin(second.Id, "RDG 64/10001"));
        await using var db = Dbs.Open();
        db.Records.Add(first);
        await db.SaveChangesAsync(Cancel);
        db.Records.Add(second);
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel));
    }

    [Fact]
    public async Task Thai_text_orders_by_code_point_and_keeps_every_mark()
    {
        string[] titles = ["ข้าว", "ขาว", "น้ำ", "นำ", "ป่า", "ปา", "Rice", "rice"];
        var ids = new List<string>();
        foreach (var title in titles)
        {
            ids.Add(await KeptAsync(title));
        }

        await using var db = Dbs.Open();
        var ordered = await db.Records.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Title).Select(r => r.Title).ToListAsync(Cancel);
        Assert.Equal(titles.Order(StringComparer.Ordinal), ordered);
        Assert.Equal(1, await db.Records.CountAsync(r => ids.Contains(r.Id) && r.Title == "ขาว", Cancel));
    }

    [Fact]
    public async Task Instants_come_back_as_the_same_utc_instant()
    {
        var id = await KeptAsync("เวลา");
        await using var db = Dbs.Open();
        var record = await db.Records.SingleAsync(r => r.Id == id, Cancel);
        Assert.Equal((Time.GetUtcNow().UtcDateTime, DateTimeKind.Utc), (record.CreatedAt, record.CreatedAt.Kind));
    }

    [Fact]
    public async Task Writers_at_the_same_time_all_get_tokens_of_their_own()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            await using var db = Dbs.Open();
            db.Records.Add(NewRecord($"พร้อมกัน {n}"));
            await db.SaveChangesAsync(Cancel);
            return db.LastToken!.Value;
        }));
        Assert.Equal(20, tokens.Distinct().Count());
    }

    private async Task<string> KeptAsync(string title)
    {
        var record = NewRecord(title);
        await using var db = Dbs.Open();
        db.Records.Add(record);
        await db.SaveChangesAsync(Cancel);
        return record.Id;
    }

    private Record NewRecord(string title) => new()
    {
        Id = NewIds.Next(Time),
        Content = new StudyContent { Title = new LocalText(title), Year = 2023 },
        Title = title,
    };

    private StoredFile NewFile(string recordId, string name)
    {
        var id = NewIds.Next(Time);
        return new StoredFile
        {
            Id = id,
            RecordId = recordId,
            Name = name,
            Sha256 = new string('0', 64),
            MediaType = "application/pdf",
            AddedAt = Time.GetUtcNow().UtcDateTime,
            Reading = new Reading { FileId = id, RecordId = recordId, QueuedAt = Time.GetUtcNow().UtcDateTime },
        };
    }

    private Origin NewOrigin(string recordId, string sourceId) => new()
    {
        Id = NewIds.Next(Time),
        RecordId = recordId,
        Source = "tsri",
        SourceId = sourceId,
        Content = new StudyContent(),
        Hash = "",
        FirstSeen = Time.GetUtcNow().UtcDateTime,
        LastSeen = Time.GetUtcNow().UtcDateTime,
    };
}
