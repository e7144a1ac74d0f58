using System.Collections.Concurrent;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Jobs;

/// <summary>
/// Threads for work that nobody waits for. What is given to them goes on there after every await, so it takes no thread of the pool from
/// a request, and the system lets it run behind whatever else wants a core (<see cref="Niceness"/>).
/// </summary>
public sealed class QuietThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _due = [];
    private readonly Thread[] _threads;

    /// <param name="nice">Of <see cref="Niceness.Set"/>.</param>
    public QuietThreads(string name, int count, int nice)
    {
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(() => Work(nice)) { IsBackground = true, Name = name })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    public override int MaximumConcurrencyLevel => _threads.Length;

    /// <summary>Runs it here from its first line to its last.</summary>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        Task.Factory.StartNew(() => work(cancel), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>What is due by now is still done.</summary>
    public void Dispose() => _due.CompleteAdding();

    protected override void QueueTask(Task task) => _due.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _threads.Contains(Thread.CurrentThread) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _due];

    private void Work(int nice)
    {
        Niceness.Set(nice);
        foreach (var task in _due.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
