using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Indexing;

public sealed class FeedTests : IAsyncLifetime
{
    private IndexFixture _registry = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _registry = await IndexFixture.OpenAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_record_is_found_once_the_feed_has_carried_its_row_and_the_row_is_gone()
    {
        var id = await _registry.KeepAsync("การเลี้ยงไหมในภาคอีสาน");
        Assert.Equal(0, (await _registry.SearchAsync("เลี้ยงไหม")).Total);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(id, Assert.Single((await _registry.SearchAsync("เลี้ยงไหม")).Hits).Id);
        Assert.Equal(0, await _registry.RowsAsync());
    }

    [Fact]
    public async Task Promise_2_rows_go_only_after_the_index_has_the_change()
    {
        await _registry.KeepAsync("ข้าวหอมมะลิ");
        var rows = -1;
        _registry.Index.BeforeRefresh = async () => rows = await _registry.RowsAsync();
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(1, rows);
        Assert.Equal(0, await _registry.RowsAsync());
    }

    [Fact]
    public async Task The_state_of_the_index_has_another_name_as_soon_as_the_rows_of_what_it_shows_are_gone()
    {
        var names = new List<string?> { await StateAsync() };
        foreach (var title in new[] { "ข้าวหอมมะลิ", "ข้าวเหนียว" })
        {
            await _registry.KeepAsync(title);
            string? during = null;
            _registry.Index.BeforeRefresh = async () => during = await StateAsync();
            await _registry.Feed.DrainAsync(Cancel);
            Assert.Equal(names[^1], during);
            names.Add(await StateAsync());
        }

        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(names[^1], await StateAsync());
        Assert.Null(names[0]);
        Assert.Equal(3, names.Distinct().Count());

        async Task<string?> StateAsync()
        {
            await using var db = _registry.Dbs.Open();
            return (await NarrowingState.ReadAsync(db, Cancel)).Index;
        }
    }

    [Fact]
    public async Task Promise_3_rows_stay_where_another_process_took_over_while_they_were_carried()
    {
        using var other = new IndexLease(_registry.Dbs, _registry.Time);
        await _registry.KeepAsync("ข้าวหอมมะลิ");
        _registry.Index.BeforeRefresh = async () => Assert.True(await other.HoldAsync(Cancel));
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(1, await _registry.RowsAsync());
        _registry.Index.BeforeRefresh = null;
        _registry.Time.Advance(IndexLease.For);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(0, await _registry.RowsAsync());
    }

    [Fact]
    public async Task Promise_2_of_a_long_batch_what_was_made_durable_is_not_carried_again_and_the_rest_is()
    {
        for (var i = 0; i < 450; i++)
        {
            await _registry.KeepAsync($"รายงานฉบับที่ {i}");
        }

        var left = new List<int>();
        _registry.Index.AfterWrite = () => _registry.Time.Advance(TimeSpan.FromSeconds(2));
        _registry.Index.BeforeRefresh = async () =>
        {
            left.Add(await _registry.RowsAsync());
            if (left.Count == 2)
            {
                throw new IndexUnavailableException("away for a moment");
            }
        };
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _registry.Feed.DrainAsync(Cancel));
        Assert.Equal([450, 250], left);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(0, await _registry.RowsAsync());
        Assert.Equal(450, (await _registry.SearchAsync("รายงานฉบับที่")).Total);
    }

    [Fact]
    public async Task Promise_2_a_poison_row_waits_alone_with_attempts_error_and_next_try()
    {
        var poison = await _registry.KeepAsync("เอกสารที่เครื่องไม่รับ");
        var good = await _registry.KeepAsync("เอกสารที่เครื่องรับ");
        _registry.Index.Refused.Add(poison);
        for (var attempt = 0; attempt <= PoisonRows.Ladder.Count; attempt++)
        {
            await _registry.Feed.DrainAsync(Cancel);
            _registry.Time.Advance(TimeSpan.FromMinutes(5));
        }

        await using (var db = _registry.Dbs.Open())
        {
            var row = await db.Outbox.SingleAsync(Cancel);
            Assert.Equal((poison, true, "refused by the test"), (row.RecordId, row.Poisoned, row.Error));
            Assert.True(row.Attempts > PoisonRows.Ladder.Count);
            Assert.NotNull(row.NextTry);
        }

        Assert.Equal(good, Assert.Single((await _registry.SearchAsync("เอกสารที่เครื่องรับ")).Hits, h => h.Id == good).Id);
        Assert.Equal((0, 1), await PendingAsync());

        _registry.Index.Refused.Clear();
        _registry.Time.Advance(PoisonRows.Poisoned);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal((0, 0), await PendingAsync());
    }

    [Fact]
    public async Task Promise_2_a_record_that_no_document_can_be_made_of_waits_alone_and_holds_up_nobody()
    {
        var damaged = await _registry.KeepAsync("แถวที่เสียหาย");
        var good = await _registry.KeepAsync("แถวที่ดี");
        await _registry.DamageAsync(damaged);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(good, Assert.Single((await _registry.SearchAsync("แถวที่ดี")).Hits).Id);
        await using var db = _registry.Dbs.Open();
        var row = await db.Outbox.SingleAsync(Cancel);
        Assert.True(row.Attempts > 0);
        Assert.Equal(damaged, row.RecordId);
        Assert.NotEmpty(row.Error!);
        Assert.Null(_registry.Feed.Trouble);
    }

    [Fact]
    public async Task A_study_submitted_while_the_index_is_away_is_found_when_it_is_back()
    {
        _registry.Index.Away = true;
        var id = await _registry.KeepAsync("ปลานิลในกระชัง");
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _registry.Feed.DrainAsync(Cancel));
        _registry.Index.Away = false;
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(id, Assert.Single((await _registry.SearchAsync("ปลานิล")).Hits).Id);
        Assert.Equal((0, 0), await PendingAsync());
    }

    [Fact]
    public async Task Why_the_index_is_not_fed_is_told_until_it_is_fed_again_or_by_another_process()
    {
        _registry.Index.Away = true;
        await _registry.KeepAsync("ปลานิลในกระชัง");
        await _registry.Feed.StartAsync(Cancel);
        await UntilAsync(() => _registry.Feed.Trouble is not null);
        Assert.Equal("The engine is away.", (await StatusAsync(Role.Admin)).Feed.Trouble);
        Assert.Null((await StatusAsync(Role.Reader)).Feed.Trouble);
        _registry.Index.Away = false;
        await UntilAsync(() => _registry.Feed.Trouble is null);
        Assert.Equal(0, await _registry.RowsAsync());
        await _registry.Feed.StopAsync(Cancel);

        Task<StatusView> StatusAsync(Role role) => RegistryStatus.ReadAsync(_registry.Dbs, new FileStore(_registry.IndexFolder), _registry.Index, _registry.Feed, new OldestChange(TimeProvider.System), role, Cancel);

        Task UntilAsync(Func<bool> isSo) => Until.SoAsync(
            () =>
            {
                _registry.Time.Advance(TimeSpan.FromSeconds(1));
                return isSo();
            },
            "The feed did nothing.", Cancel);
    }

    [Fact]
    public async Task Promise_6_a_token_is_visible_once_record_and_text_can_be_found_and_not_before()
    {
        long token;
        var id = NewIds.Next(_registry.Time);
        await using (var db = _registry.Dbs.Open())
        {
            var record = new EvidenceRegistry.Storage.Record { Id = id, Content = new Formats.Drafts.StudyContent(), Title = "มีไฟล์" };
            record.Files.Add(new StoredFile
            {
                Id = id,
                RecordId = id,
                Name = "a.pdf",
                Sha256 = "00",
                MediaType = "application/pdf",
                Reading = new Reading { FileId = id, RecordId = id },
            });
            db.Records.Add(record);
            await db.SaveChangesAsync(Cancel);
            token = db.LastToken!.Value;
        }

        await _registry.Feed.DrainAsync(Cancel);
        Assert.False(await _registry.Visibility.WaitAsync(token, TimeSpan.Zero, Cancel));
        await using (var db = _registry.Dbs.Open())
        {
            (await db.Readings.SingleAsync(Cancel)).State = ReadingState.Failed;
            await db.SaveChangesAsync(Cancel);
        }

        Assert.False(await _registry.Visibility.WaitAsync(token, TimeSpan.Zero, Cancel));
        await _registry.Feed.DrainAsync(Cancel);
        Assert.True(await _registry.Visibility.WaitAsync(token, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task Promise_5_a_record_carried_while_the_two_are_compared_is_not_called_missing()
    {
        await _registry.KeepAsync("มาก่อน");
        await _registry.Feed.DrainAsync(Cancel);
        _registry.Index.AfterList = async () =>
        {
            _registry.Index.AfterList = null;
            await _registry.KeepAsync("มาระหว่างเทียบ");
            await _registry.Feed.DrainAsync(Cancel);
        };
        var view = await _registry.Consistency.CompareAsync(Cancel);
        Assert.Equal((0, 0, 0, 2L, 2L), (view.Missing, view.Orphan, view.Stale, view.Records, view.Documents));
    }

    [Fact]
    public async Task Promise_5_a_record_that_changes_and_is_carried_each_time_the_two_are_compared_is_not_called_stale()
    {
        var id = await _registry.KeepAsync("เปลี่ยนอยู่เรื่อย");
        await _registry.Feed.DrainAsync(Cancel);
        var looks = 0;
        _registry.Index.AfterList = async () =>
        {
            looks++;
            await using (var db = _registry.Dbs.Open())
            {
                (await db.Records.SingleAsync(r => r.Id == id, Cancel)).Year = 2000 + looks;
                await db.SaveChangesAsync(Cancel);
            }

            await _registry.Feed.DrainAsync(Cancel);
        };
        var view = await _registry.Consistency.CompareAsync(Cancel);
        Assert.Equal((2, true), (looks, view.AllWell));
    }

    private async Task<(int Pending, int Poisoned)> PendingAsync()
    {
        var view = await _registry.Consistency.CompareAsync(Cancel);
        Assert.True(view.AllWell);
        return (view.Pending, view.Poisoned);
    }
}
