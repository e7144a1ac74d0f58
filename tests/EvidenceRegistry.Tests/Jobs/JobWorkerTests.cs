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

    private static async Task<Job> RunAsync(RegistryApp app, Counting work)
    {
        var cancel = TestContext.Current.CancellationToken;
        var queue = new JobQueue(app.Databases, app.Time);
        var id = (await queue.EnqueueAsync(work.Kind, null, 1, cancel)).Id;
        using var worker = new JobWorker(app.Databases, queue, [work], app.Time, NullLogger<JobWorker>.Instance);
        await worker.DrainAsync(cancel);
        await using var db = app.Databases.Open();
        return await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, cancel);
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
