using System.Collections.Concurrent;

namespace EvidenceRegistry.Jobs;

/// <summary>
/// Threads for work that nobody waits for: what is given to them goes on there after every await, so it takes no thread of the pool from a
/// request. Their priority is the usual one: a lower one would be handed on to every thread of the pool that their work causes to be made (ADR 0020).
/// </summary>
public sealed class OwnThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _due = [];
    private readonly Thread[] _threads;

    public OwnThreads(string name, int count)
    {
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Work) { IsBackground = true, Name = name })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    public override int MaximumConcurrencyLevel => _threads.Length;

    /// <summary>Runs it here from its first line to its last.</summary>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        Task.Factory.StartNew(() => work(cancel), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>What is due by now is still done here; what comes after it, on the pool.</summary>
    public void Dispose() => _due.CompleteAdding();

    protected override void QueueTask(Task task)
    {
        try
        {
            _due.Add(task);
        }
        catch (InvalidOperationException) when (_due.IsAddingCompleted)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _threads.Contains(Thread.CurrentThread) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _due];

    private void Work()
    {
        foreach (var task in _due.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
