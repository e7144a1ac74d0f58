using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Tests.Jobs;

/// <summary>Work that nobody waits for keeps to threads of its own, which stand back.</summary>
public sealed class QuietThreadsTests
{
    private const int Nice = 7;

    [Fact]
    public async Task What_is_given_to_them_stays_there_after_every_await()
    {
        using var quiet = new QuietThreads("quiet test", 1, Nice);
        var seen = new List<(int Thread, bool Pool)>();
        await quiet.RunAsync(async cancel =>
        {
            for (var i = 0; i < 3; i++)
            {
                seen.Add((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
                await Task.Delay(1, cancel);
                await Task.Run(() => { }, cancel);
            }
        }, TestContext.Current.CancellationToken);
        Assert.Equal(3, seen.Count);
        Assert.Equal((seen[0].Thread, false), Assert.Single(seen.Distinct()));
    }

    [Fact]
    public async Task The_system_lets_them_run_behind_others()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The niceness of a thread is read from /proc.");
        using var quiet = new QuietThreads("quiet test", 1, Nice);
        var stat = "";
        await quiet.RunAsync(_ => Task.FromResult(stat = File.ReadAllText("/proc/thread-self/stat")), TestContext.Current.CancellationToken);

        // proc(5): the 19th field is the niceness, the first two are the id and the name in brackets.
        Assert.Equal("7", stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]);
    }

    [Fact]
    public async Task A_fault_is_met_by_whoever_waits()
    {
        using var quiet = new QuietThreads("quiet test", 2, Nice);
        await Assert.ThrowsAsync<InvalidOperationException>(() => quiet.RunAsync(async cancel =>
        {
            await Task.Delay(1, cancel);
            throw new InvalidOperationException("no");
        }, TestContext.Current.CancellationToken));
    }
}
