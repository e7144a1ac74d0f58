using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Indexing;

/// <summary>What may befall a rebuild: whatever it is, the index that answers is never poorer for it, and the rebuild comes in the end.</summary>
public sealed class RebuildFaultTests : IAsyncLifetime
{
    private IndexFixture _registry = null!;
    private JobQueue _jobs = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _registry = await IndexFixture.OpenAsync();
        _jobs = new JobQueue(_registry.Dbs, _registry.Time);
        await _registry.KeepAsync("ของเดิม");
        await _registry.Feed.DrainAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Promise_3_while_a_build_is_settled_what_is_fed_can_be_found_and_stays_so()
    {
        _registry.Index.WhileSettling = async () =>
        {
            await _registry.KeepAsync("มาระหว่างรวมชิ้น");
            await _registry.Feed.DrainAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
            Assert.Equal(1, (await _registry.SearchAsync("มาระหว่างรวมชิ้น")).Total);
        };
        var before = await GenerationAsync();
        Assert.Equal(JobState.Done, (await RebuildAsync()).State);
        Assert.NotEqual(before, await GenerationAsync());
        Assert.Equal(1, (await _registry.SearchAsync("มาระหว่างรวมชิ้น")).Total);
    }

    [Fact]
    public async Task Promise_3_a_build_is_not_switched_in_once_another_process_has_written_and_is_begun_anew()
    {
        using var other = new IndexLease(_registry.Dbs, _registry.Time);
        _registry.Index.WhileSettling = async () =>
        {
            _registry.Index.WhileSettling = null;
            Assert.True(await other.HoldAsync(Cancel));
        };
        await FailsOnceAsync(JobState.Queued);
    }

    /// <summary>What comes before the one step may take minutes, and the lease go meanwhile (a database that was restarted, a machine that slept).</summary>
    [Fact]
    public async Task Promise_3_a_build_is_not_switched_in_where_another_process_took_over_while_it_was_made_ready()
    {
        using var other = new IndexLease(_registry.Dbs, _registry.Time);
        _registry.Index.BeforeSwitch = async () =>
        {
            _registry.Index.BeforeSwitch = null;
            Assert.True(await other.HoldAsync(Cancel));
        };
        await FailsOnceAsync(JobState.Queued);
    }

    [Fact]
    public async Task A_switch_that_failed_for_an_index_that_is_away_is_tried_again()
    {
        _registry.Index.SwitchFails = new IndexUnavailableException("away for a moment");
        await FailsOnceAsync(JobState.Queued);
    }

    [Fact]
    public async Task A_switch_that_failed_leaves_no_trace_and_room_for_the_next_build()
    {
        _registry.Index.SwitchFails = new InvalidOperationException("a fault of ours");
        await FailsOnceAsync(JobState.Failed);
    }

    [Fact]
    public async Task A_rebuild_waits_for_an_index_that_is_away_and_holds_up_no_other_job()
    {
        _registry.Index.Away = true;
        var rebuild = await _jobs.EnqueueAsync(IndexRebuild.KindName, null, Actor.System, Cancel);
        _registry.Time.Advance(TimeSpan.FromSeconds(1));
        var other = await _jobs.EnqueueAsync("other", null, Actor.System, Cancel);
        using var worker = _registry.Worker(_jobs, new Other());
        await worker.DrainAsync(Cancel);
        Assert.Equal((JobState.Queued, JobState.Done), ((await JobAsync(rebuild.Id)).State, (await JobAsync(other.Id)).State));
        _registry.Index.Away = false;
        _registry.Time.Advance(TimeSpan.FromSeconds(30));
        await worker.DrainAsync(Cancel);
        Assert.Equal((JobState.Done, 1L), ((await JobAsync(rebuild.Id)).State, (await JobAsync(rebuild.Id)).Counts["read"]));
    }

    [Theory]
    [InlineData(false, "1 missing, 0 orphan, 0 stale")]
    [InlineData(true, "0 missing, 0 orphan, 1 stale")]
    public async Task Promise_5_a_build_that_differs_from_the_database_takes_nobodys_place(bool older, string said)
    {
        var id = await _registry.KeepAsync("ต้องไม่หาย", r => r.Revision = 4);
        await _registry.Feed.DrainAsync(Cancel);
        var before = await GenerationAsync();
        _registry.Index.BuildTakes = write => write.Id != id ? write : older ? write with { Revision = 1, Document = write.Document! with { Revision = 1 } } : null;
        var job = await RebuildAsync();
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains($"{said}, such as {id}", job.Error, StringComparison.Ordinal);
        Assert.Equal(before, await GenerationAsync());
        Assert.Equal(1, (await _registry.SearchAsync("ต้องไม่หาย")).Total);
    }

    [Fact]
    public async Task A_record_that_the_engine_refuses_is_missing_after_a_rebuild_and_waits_with_its_reason()
    {
        var id = await _registry.KeepAsync("เครื่องใหม่ไม่รับ");
        await _registry.Feed.DrainAsync(Cancel);
        _registry.Index.Refused.Add(id);
        var job = await RebuildAsync();
        Assert.Equal((JobState.Done, 2L, 1L), (job.State, job.Counts["read"], job.Counts["refused"]));
        await using (var db = _registry.Dbs.Open())
        {
            Assert.Equal((id, "refused by the test"), ((await db.Outbox.SingleAsync(Cancel)).RecordId, (await db.Outbox.SingleAsync(Cancel)).Error));
        }

        _registry.Index.Refused.Clear();
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(1, (await _registry.SearchAsync("เครื่องใหม่ไม่รับ")).Total);
    }

    [Fact]
    public async Task A_record_that_no_document_can_be_made_of_is_missing_after_a_rebuild_and_waits_with_its_reason()
    {
        var id = await _registry.KeepAsync("แถวที่เสียหาย");
        await _registry.Feed.DrainAsync(Cancel);
        await _registry.DamageAsync(id);
        var job = await RebuildAsync();
        Assert.Equal((JobState.Done, 2L, 1L), (job.State, job.Counts["read"], job.Counts["refused"]));
        await using var db = _registry.Dbs.Open();
        var row = await db.Outbox.SingleAsync(Cancel);
        Assert.Equal(id, row.RecordId);
        Assert.NotEmpty(row.Error!);
        Assert.Equal((1, 0), ((await _registry.SearchAsync("ของเดิม")).Total, (await _registry.SearchAsync("แถวที่เสียหาย")).Total));
    }

    [Fact]
    public async Task An_index_of_another_analysis_is_asked_to_be_made_anew_until_it_is_but_not_at_once_after_a_failure()
    {
        _registry.Index.OfAnalysis = "an older one";
        _registry.Index.BuildTakes = _ => null;
        var start = _registry.Start(_jobs);
        using var worker = _registry.Worker(_jobs);
        await start.CountAsync(Cancel);
        await worker.DrainAsync(Cancel);
        await start.CountAsync(Cancel);
        Assert.Equal([JobState.Failed], await StatesAsync());
        _registry.Time.Advance(TimeSpan.FromMinutes(11));
        await start.CountAsync(Cancel);
        Assert.Equal([JobState.Failed, JobState.Queued], await StatesAsync());
    }

    [Fact]
    public async Task An_index_of_another_analysis_is_made_anew_where_it_is_empty_too()
    {
        await using var empty = await IndexFixture.OpenAsync();
        var jobs = new JobQueue(empty.Dbs, empty.Time);
        empty.Index.OfAnalysis = "an older one";
        await empty.Start(jobs).LookAsync(Cancel);
        Assert.NotNull(await jobs.UnfinishedAsync(IndexRebuild.KindName, Cancel));
    }

    private async Task FailsOnceAsync(JobState state)
    {
        var (before, folders) = (await GenerationAsync(), Directory.GetDirectories(_registry.IndexFolder).Length);
        Assert.Equal(state, (await RebuildAsync()).State);
        Assert.Equal((before, folders), (await GenerationAsync(), Directory.GetDirectories(_registry.IndexFolder).Length));
        await _registry.KeepAsync("มาทีหลัง");
        await _registry.Feed.DrainAsync(Cancel);
        _registry.Time.Advance(TimeSpan.FromMinutes(1));
        if (state == JobState.Failed)
        {
            await _jobs.EnqueueAsync(IndexRebuild.KindName, null, Actor.System, Cancel);
        }

        using var worker = _registry.Worker(_jobs);
        await worker.DrainAsync(Cancel);
        Assert.Equal(JobState.Done, (await StatesAsync())[^1]);
        Assert.NotEqual(before, await GenerationAsync());
        Assert.Equal((1, 1), ((await _registry.SearchAsync("ของเดิม")).Total, (await _registry.SearchAsync("มาทีหลัง")).Total));
    }

    private async Task<Job> RebuildAsync()
    {
        var job = await _jobs.EnqueueAsync(IndexRebuild.KindName, null, Actor.System, Cancel);
        using var worker = _registry.Worker(_jobs);
        await worker.DrainAsync(Cancel);
        return await JobAsync(job.Id);
    }

    private async Task<string> GenerationAsync() => (await _registry.Index.StateAsync(Cancel)).Generation;

    private async Task<Job> JobAsync(string id)
    {
        await using var db = _registry.Dbs.Open();
        return await db.Jobs.SingleAsync(j => j.Id == id, Cancel);
    }

    private async Task<List<JobState>> StatesAsync()
    {
        await using var db = _registry.Dbs.Open();
        return await db.Jobs.OrderBy(j => j.CreatedAt).Select(j => j.State).ToListAsync(Cancel);
    }

    private sealed class Other : IJobWork
    {
        public string Kind => "other";

        public Task RunAsync(JobRun run, CancellationToken cancel) => Task.CompletedTask;
    }
}
