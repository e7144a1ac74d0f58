using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EvidenceRegistry.Tests.Jobs;

/// <summary>What becomes of a job whose database goes away under it.</summary>
public sealed class JobWorkerTests
{
    [Fact]
    public async Task A_job_cut_off_by_a_restart_of_the_database_goes_on_at_its_checkpoint_with_its_counts()
    {
        await using var app = new RegistryApp().Started();
        var cut = new Counting(app.Databases, 3, new DbUpdateException("the save failed", new PostgresException("terminating connection", "FATAL", "FATAL", "57P01")));
        var job = await RunAsync(app, cut);
        Assert.Equal((JobState.Done, null, 5L), (job.State, job.Error, job.Counts["steps"]));
        Assert.Equal([0, 3], cut.Began);
    }

    [Fact]
    public async Task A_job_that_fails_of_itself_has_failed()
    {
        await using var app = new RegistryApp().Started();
        var job = await RunAsync(app, new Counting(app.Databases, 3, new InvalidDataException("a fault of ours")));
        Assert.Equal((JobState.Failed, "a fault of ours"), (job.State, job.Error));
    }

    [Fact]
    public async Task A_job_that_its_processes_die_of_is_given_up()
    {
        await using var app = new RegistryApp().Started();
        var cancel = TestContext.Current.CancellationToken;
        var queue = new JobQueue(app.Databases, app.Time);
        var id = (await queue.EnqueueAsync("deadly", null, 1, cancel)).Id;
        for (var start = 0; start < JobQueue.MostLost; start++)
        {
            Assert.Equal(id, (await queue.ClaimAsync($"process {start}", ["deadly"], others: false, cancel))?.Id);
            await queue.ReleaseAllAsync(cancel);
        }

        Assert.Null(await queue.ClaimAsync("the next process", ["deadly"], others: false, cancel));
        var job = await JobAsync(app, id, cancel);
        Assert.Equal((JobState.Failed, app.Time.GetUtcNow().UtcDateTime, null), (job.State, job.EndedAt, job.ClaimedBy));
        Assert.Contains("5 processes ended", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_comes_further_each_time_is_not_given_up_however_often_its_process_dies()
    {
        await using var app = new RegistryApp().Started();
        var cancel = TestContext.Current.CancellationToken;
        var queue = new JobQueue(app.Databases, app.Time);
        await queue.EnqueueAsync("long", null, 1, cancel);
        for (var start = 0; start < 3 * JobQueue.MostLost; start++)
        {
            var job = await queue.ClaimAsync($"process {start}", ["long"], others: false, cancel);
            Assert.NotNull(job);
            if (start % 4 == 3)
            {
                using var cancelled = new CancellationTokenSource();
                await new JobRun(app.Databases, job, $"process {start}", cancelled).SaveAsync($"{start}", cancel);
            }

            await queue.ReleaseAllAsync(cancel);
        }
    }

    [Fact]
    public async Task A_job_cancelled_while_its_process_was_dead_does_not_run_again()
    {
        await using var app = new RegistryApp().Started();
        var cancel = TestContext.Current.CancellationToken;
        var queue = new JobQueue(app.Databases, app.Time);
        var id = (await queue.EnqueueAsync("counting", null, 1, cancel)).Id;
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var next = (await queue.EnqueueAsync("counting", null, 1, cancel)).Id;
        Assert.Equal(id, (await queue.ClaimAsync("a process that dies", ["counting"], others: false, cancel))?.Id);
        Assert.True(await queue.CancelAsync(id, 1, cancel));
        await queue.ReleaseAllAsync(cancel);
        Assert.Equal(next, (await queue.ClaimAsync("the next process", ["counting"], others: false, cancel))?.Id);
        var job = await JobAsync(app, id, cancel);
        Assert.Equal((JobState.Cancelled, app.Time.GetUtcNow().UtcDateTime), (job.State, job.EndedAt));
    }

    [Fact]
    public async Task A_job_that_works_for_minutes_without_a_word_is_nobody_elses()
    {
        await using var app = new RegistryApp().Started();
        var began = 0;
        Silent silent = null!;
        silent = new Silent(async (job, cancel) =>
        {
            if (++began > 1)
            {
                return;
            }

            for (var third = 0; third < 7; third++)
            {
                app.Time.Advance(JobRun.ClaimedFor / 3);
                await RenewedAsync(app, job, cancel);
            }

            using var another = Worker(app, silent);
            await another.DrainAsync(cancel);
        });
        var job = await RunAsync(app, silent);
        Assert.Equal((JobState.Done, 1), (job.State, began));
    }

    [Fact]
    public async Task A_job_taken_over_by_somebody_else_stops_here_although_its_work_tells_nothing()
    {
        await using var app = new RegistryApp().Started();
        var stopped = false;
        var job = await RunAsync(app, new Silent(async (id, cancel) =>
        {
            await using (var db = app.Databases.Open())
            {
                (await db.Jobs.SingleAsync(j => j.Id == id, cancel)).ClaimedBy = "somebody else";
                await db.SaveChangesAsync(cancel);
            }

            stopped = await StoppedAsync(app, cancel);
        }));
        Assert.Equal((true, JobState.Running, "somebody else", null), (stopped, job.State, job.ClaimedBy, job.EndedAt));
    }

    [Fact]
    public async Task A_job_asked_to_stop_stops_although_its_work_tells_nothing()
    {
        await using var app = new RegistryApp().Started();
        var stopped = false;
        var job = await RunAsync(app, new Silent(async (id, cancel) =>
        {
            Assert.True(await new JobQueue(app.Databases, app.Time).CancelAsync(id, 1, cancel));
            stopped = await StoppedAsync(app, cancel);
        }));
        Assert.Equal((true, JobState.Cancelled, null), (stopped, job.State, job.ClaimedBy));
    }

    private static async Task<Job> RunAsync(RegistryApp app, IJobWork work)
    {
        var cancel = TestContext.Current.CancellationToken;
        var id = (await new JobQueue(app.Databases, app.Time).EnqueueAsync(work.Kind, null, 1, cancel)).Id;
        using var worker = Worker(app, work);
        await worker.DrainAsync(cancel);
        return await JobAsync(app, id, cancel);
    }

    private static JobWorker Worker(RegistryApp app, IJobWork work) =>
        new(app.Databases, new JobQueue(app.Databases, app.Time), [work], app.Time, NullLogger<JobWorker>.Instance);

    private static async Task<Job> JobAsync(RegistryApp app, string id, CancellationToken cancel)
    {
        await using var db = app.Databases.Open();
        return await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, cancel);
    }

    /// <summary>The claim is renewed beside the work, a moment after the clock has moved.</summary>
    private static Task RenewedAsync(RegistryApp app, string id, CancellationToken cancel) => Until.SoAsync(
        async () => (await JobAsync(app, id, cancel)).ClaimedUntil > app.Time.GetUtcNow().UtcDateTime + (JobRun.ClaimedFor / 2), "The claim was not renewed.", cancel);

    /// <summary>Whether the work is told to stop when its claim is due to be renewed.</summary>
    private static async Task<bool> StoppedAsync(RegistryApp app, CancellationToken cancel)
    {
        app.Time.Advance(JobRun.ClaimedFor / 3);
        await Until.SoAsync(() => cancel.IsCancellationRequested, "The work was not told to stop.", TestContext.Current.CancellationToken);
        return cancel.IsCancellationRequested;
    }

    /// <summary>Work that never tells of progress.</summary>
    private sealed class Silent(Func<string, CancellationToken, Task> work) : IJobWork
    {
        public string Kind => "silent";

        public Task RunAsync(JobRun run, CancellationToken cancel) => work(run.Id, cancel);
    }

    /// <summary>Counts to five, a checkpoint each; before one of them something is thrown, once, when it was counted already.</summary>
    private sealed class Counting(RegistryDbs dbs, int fails, Exception thrown) : IJobWork
    {
        private bool _thrown;

        public string Kind => "counting";

        public List<int> Began { get; } = [];

        public async Task RunAsync(JobRun run, CancellationToken cancel)
        {
            var from = int.Parse(run.Checkpoint ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            Began.Add(from);
            for (var step = from; step < 5; step++)
            {
                run.Add("steps");
                if (step == fails && !_thrown)
                {
                    _thrown = true;
                    throw thrown;
                }

                await using var db = dbs.Open(run.ActorId);
                await using var write = await db.BeginWriteAsync(cancel);
                Assert.True(await run.SaveInAsync(db, $"{step + 1}", cancel));
                await write.CommitAsync(cancel);
            }
        }
    }
}
