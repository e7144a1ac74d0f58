using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Tests.Jobs;

/// <summary>Work that nobody waits for keeps to threads of its own.</summary>
public sealed class OwnThreadsTests
{
    [Fact]
    public async Task What_is_given_to_them_stays_there_after_every_await()
    {
        using var own = new OwnThreads("own test", 1);
        var seen = new List<(int Thread, bool Pool)>();
        await own.RunAsync(async cancel =>
        {
            for (var i = 0; i < 3; i++)
            {
                seen.Add((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
                await Task.Yield();
                await Task.Run(() => { }, cancel);
            }
        }, TestContext.Current.CancellationToken);
        Assert.Equal(3, seen.Count);
        Assert.Equal((seen[0].Thread, false), Assert.Single(seen.Distinct()));
    }

    [Fact]
    public async Task A_fault_is_met_by_whoever_waits()
    {
        using var own = new OwnThreads("own test", 2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => own.RunAsync(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("no");
        }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Work_that_outlives_them_ends_on_the_pool()
    {
        var own = new OwnThreads("own test", 1);
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var ended = false;
        var work = own.RunAsync(async _ =>
        {
            begun.SetResult();
            await go.Task;
            ended = Thread.CurrentThread.IsThreadPoolThread;
        }, TestContext.Current.CancellationToken);
        await begun.Task;
        own.Dispose();
        go.SetResult();
        await work.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(ended);
    }
}
