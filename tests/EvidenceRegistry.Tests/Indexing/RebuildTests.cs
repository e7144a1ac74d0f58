using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Indexing;

public sealed class RebuildTests : IAsyncLifetime
{
    private IndexFixture _registry = null!;
    private JobQueue _jobs = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _registry = await IndexFixture.OpenAsync();
        _jobs = new JobQueue(_registry.Dbs, _registry.Time);
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Promise_4_a_rebuilt_index_answers_as_the_fed_one_did()
    {
        foreach (var title in new[] { "ข้าวไร่", "ข้าวนาปี", "ผ้าไหมยกดอก", "ปะการังเทียม" })
        {
            await _registry.KeepAsync(title);
        }

        await _registry.Feed.DrainAsync(Cancel);
        var before = await ListAsync();
        var fed = await AnswersAsync();
        var generation = (await _registry.Index.StateAsync(Cancel)).Generation;
        var job = await RebuildAsync();
        Assert.Equal((JobState.Done, 4L), (job.State, job.Counts["read"]));
        Assert.NotEqual(generation, (await _registry.Index.StateAsync(Cancel)).Generation);
        Assert.Equal(before, await ListAsync());
        Assert.Equal(fed, await AnswersAsync());
    }

    [Fact]
    public async Task Promise_3_what_changes_during_a_rebuild_is_in_the_old_index_and_in_the_new_one()
    {
        await _registry.KeepAsync("มาก่อน");
        await _registry.Feed.DrainAsync(Cancel);
        await _registry.Hand.BeginBuildAsync(Cancel);
        var id = await _registry.KeepAsync("มาระหว่างสร้างใหม่");
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(1, (await _registry.SearchAsync("ระหว่างสร้างใหม่")).Total);
        await _registry.Hand.SwitchAsync(_registry.Lease, _registry.Lease.Epoch, Cancel);
        Assert.Equal(id, Assert.Single((await _registry.SearchAsync("ระหว่างสร้างใหม่")).Hits).Id);
    }

    [Fact]
    public async Task An_index_made_anew_is_not_settled_until_its_own_pieces_are_joined()
    {
        await _registry.KeepAsync("มาก่อน");
        await _registry.Feed.StartAsync(Cancel);
        await SettledAsync();
        var settles = _registry.Index.Settles;
        await _registry.Hand.BeginBuildAsync(Cancel);
        await _registry.Hand.SwitchAsync(_registry.Lease, _registry.Lease.Epoch, Cancel);
        Assert.False(_registry.Feed.Settled);
        await SettledAsync();
        Assert.True(_registry.Index.Settles > settles);
        await _registry.Feed.StopAsync(Cancel);
    }

    private Task SettledAsync() => Until.SoAsync(
        () =>
        {
            _registry.Time.Advance(TimeSpan.FromSeconds(1));
            return _registry.Feed.Settled;
        },
        "The index did not settle.", Cancel);

    [Fact]
    public async Task A_rebuild_that_fails_leaves_the_live_index_and_no_trace()
    {
        await _registry.KeepAsync("ของเดิม");
        await _registry.Feed.DrainAsync(Cancel);
        var folders = Directory.GetDirectories(_registry.IndexFolder).Length;
        await _registry.Hand.BeginBuildAsync(Cancel);
        await _registry.Hand.AbandonAsync();
        Assert.Equal(1, (await _registry.SearchAsync("ของเดิม")).Total);
        Assert.Equal(folders, Directory.GetDirectories(_registry.IndexFolder).Length);
    }

    [Fact]
    public async Task Promise_5_an_index_folder_that_was_deleted_comes_back_by_itself()
    {
        await _registry.KeepAsync("สำคัญ");
        await _registry.Feed.DrainAsync(Cancel);
        await _registry.Index.DisposeAsync();
        Directory.Delete(_registry.IndexFolder, recursive: true);
        await _registry.OpenIndexAsync();
        Assert.Equal(1, (await _registry.Consistency.CompareAsync(Cancel)).Missing);

        await Start().LookAsync(Cancel);
        await Worker().DrainAsync(Cancel);
        await _registry.Feed.DrainAsync(Cancel);
        var view = await _registry.Consistency.CompareAsync(Cancel);
        Assert.Equal((0, 0, 0, 1L, 1L), (view.Missing, view.Orphan, view.Stale, view.Records, view.Documents));
    }

    [Fact]
    public async Task Promise_5_an_index_that_is_lost_while_the_registry_runs_comes_back_by_itself()
    {
        var id = await _registry.KeepAsync("สำคัญ");
        await _registry.Feed.DrainAsync(Cancel);
        var start = Start();
        await start.CountAsync(Cancel);
        await _registry.Index.WriteAsync([new IndexWrite(id, 5, null)], Cancel);
        await _registry.Index.RefreshAsync(Cancel);
        await using (var db = _registry.Dbs.Open())
        {
            (await db.Records.SingleAsync(r => r.Id == id, Cancel)).Revision = 9;
            await db.SaveChangesAsync(Cancel);
            await db.Database.ExecuteSqlRawAsync("DELETE FROM Outbox", Cancel);
        }

        // Once may be a change under way; twice in a row it is looked at closely.
        await start.CountAsync(Cancel);
        Assert.Equal(1, (await _registry.Consistency.CompareAsync(Cancel)).Missing);
        await start.CountAsync(Cancel);
        await Worker().DrainAsync(Cancel);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.True((await _registry.Consistency.CompareAsync(Cancel)).AllWell);
        Assert.Equal(1, (await _registry.SearchAsync("สำคัญ")).Total);
    }

    [Fact]
    public async Task Promise_5_missing_orphan_and_stale_are_told_apart_and_mended()
    {
        var missing = await _registry.KeepAsync("หาย");
        var stale = await _registry.KeepAsync("เก่า");
        await _registry.Feed.DrainAsync(Cancel);
        await _registry.Index.WriteAsync([new IndexWrite(missing, 5, null)], Cancel);
        await _registry.Index.WriteAsync([new IndexWrite("zz-orphan", 1, new IndexDocument { Id = "zz-orphan", Revision = 1, Kind = "study", PagesHash = "0" })], Cancel);
        await _registry.Index.RefreshAsync(Cancel);
        await using (var db = _registry.Dbs.Open())
        {
            (await db.Records.SingleAsync(r => r.Id == stale, Cancel)).Revision = 9;
            (await db.Records.SingleAsync(r => r.Id == missing, Cancel)).Revision = 9;
            await db.SaveChangesAsync(Cancel);
            await db.Database.ExecuteSqlRawAsync("DELETE FROM Outbox", Cancel);
        }

        var view = await _registry.Consistency.CompareAsync(Cancel);
        Assert.Equal((1, 1, 1), (view.Missing, view.Orphan, view.Stale));
        Assert.Equal([missing], view.Ids["missing"]);
        Assert.Equal(["zz-orphan"], view.Ids["orphan"]);
        Assert.Equal([stale], view.Ids["stale"]);

        Assert.Equal(3, await _registry.Consistency.MendAsync(view, Cancel));
        await _registry.Feed.DrainAsync(Cancel);
        Assert.True((await _registry.Consistency.CompareAsync(Cancel)).AllWell);
    }

    /// <summary>A dump that was put back beside an index that has gone on: what the index knows at a later revision would be kept there for ever.</summary>
    [Fact]
    public async Task Promise_5_an_index_that_is_ahead_of_a_restored_database_is_made_anew()
    {
        var id = await _registry.KeepAsync("เปิดแล้วปิด");
        await _registry.Feed.DrainAsync(Cancel);
        await RebuildAsync();
        await _registry.Index.WriteAsync([new IndexWrite(id, 9, new IndexDocument { Id = id, Revision = 9, Kind = "study", PagesHash = "0", Texts = [new FieldText(TextField.Title, "หลังสำรองข้อมูล")] })], Cancel);
        await _registry.Index.RefreshAsync(Cancel);
        Assert.Equal(1, (await _registry.Consistency.CompareAsync(Cancel)).Stale);

        // A row of that record excuses it from being stale, and would be dropped as known.
        await _registry.Consistency.MendAsync(await _registry.Consistency.CompareAsync(Cancel), Cancel);
        await Start().LookAsync(Cancel);
        await Worker().DrainAsync(Cancel);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.True((await _registry.Consistency.CompareAsync(Cancel)).AllWell);
        Assert.Equal((1, 0), ((await _registry.SearchAsync("เปิดแล้วปิด")).Total, (await _registry.SearchAsync("หลังสำรองข้อมูล")).Total));
    }

    [Fact]
    public async Task Promise_5_what_was_mended_in_vain_is_made_anew()
    {
        var removedLater = await _registry.KeepAsync("ลบหลังสำรองข้อมูล");
        var neverKept = new IndexWrite("zz", 1, new IndexDocument { Id = "zz", Revision = 1, Kind = "study", PagesHash = "0" });
        await _registry.Feed.DrainAsync(Cancel);
        await RebuildAsync();
        await _registry.Index.WriteAsync([new IndexWrite(removedLater, 9, null), neverKept], Cancel);
        await _registry.Index.RefreshAsync(Cancel);

        // As many as are kept: only a look tells.
        var start = Start();
        await start.LookAsync(Cancel);
        await start.CountAsync(Cancel);
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(1, (await _registry.Consistency.CompareAsync(Cancel)).Missing);
        await start.CountAsync(Cancel);
        await Worker().DrainAsync(Cancel);
        Assert.True((await _registry.Consistency.CompareAsync(Cancel)).AllWell);
        Assert.Equal(1, (await _registry.SearchAsync("ลบหลังสำรองข้อมูล")).Total);
        await start.CountAsync(Cancel);
        Assert.Null(await _jobs.UnfinishedAsync(IndexRebuild.KindName, Cancel));
    }

    /// <summary>The database may go away while the two are compared, or the server lose the moment that is listed.</summary>
    [Fact]
    public async Task Whatever_goes_wrong_at_the_first_look_it_is_looked_at_again()
    {
        var id = await _registry.KeepAsync("สำคัญ");
        await _registry.Feed.DrainAsync(Cancel);
        await RebuildAsync();
        await _registry.Index.WriteAsync([new IndexWrite(id, 9, null)], Cancel);
        await _registry.Index.RefreshAsync(Cancel);
        _registry.Index.AfterList = () =>
        {
            _registry.Index.AfterList = null;
            throw new TimeoutException("away for a moment");
        };
        using var start = Start();
        await start.StartAsync(Cancel);
        await Until.SoAsync(
            async () =>
            {
                Assert.False(start.ExecuteTask!.IsFaulted);
                _registry.Time.Advance(TimeSpan.FromSeconds(1));
                return await _registry.RowsAsync() > 0;
            },
            "Nobody looked again.", Cancel);

        await start.StopAsync(Cancel);
    }

    private async Task<Job> RebuildAsync()
    {
        var job = await _jobs.EnqueueAsync(IndexRebuild.KindName, null, Actor.System, Cancel);
        await Worker().DrainAsync(Cancel);
        await using var db = _registry.Dbs.Open();
        return await db.Jobs.SingleAsync(j => j.Id == job.Id, Cancel);
    }

    private IndexStart Start() => _registry.Start(_jobs);

    private JobWorker Worker() => _registry.Worker(_jobs);

    private async Task<List<IndexedRecord>> ListAsync() => await _registry.Index.ListAsync(Cancel).ToListAsync(Cancel);

    private async Task<List<string>> AnswersAsync()
    {
        var answers = new List<string>();
        foreach (var words in new[] { "ข้าว", "ผ้าไหม", "", "ปะการัง เทียม" })
        {
            var answer = await _registry.SearchAsync(words);
            answers.Add($"{answer.Total} {string.Join(' ', answer.Hits.Select(h => $"{h.Id}:{h.Score:R}"))}");
        }

        return answers;
    }
}
