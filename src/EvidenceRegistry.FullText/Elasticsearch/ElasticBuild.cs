using System.Runtime.CompilerServices;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>A generation being built beside the live one; what the live one takes meanwhile comes here as well.</summary>
internal sealed class ElasticBuild(
    string generation, ElasticFeed feed, ElasticGenerations generations, Func<CancellationToken, IAsyncEnumerable<IndexedRecord>> list,
    Func<ElasticBuild, Func<Func<Task>, Task>, CancellationToken, Task> toSwitch, Func<ElasticBuild, Task> end) : IIndexBuild
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private Queue<string>? _merges;
    private Exception? _failed;
    private bool _over;

    public string Generation => generation;

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            ThrowIfFailed();
            return await feed.WriteAsync(writes, cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Takes what the live index takes; a failure here spoils the build, not the live write. What this one alone refuses is refused.</summary>
    public async Task<IReadOnlyList<RefusedWrite>> MirrorAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            return _over || _failed is not null ? [] : await feed.WriteAsync(writes, cancel);
        }
        catch (Exception problem) when (problem is IndexUnavailableException or OperationCanceledException)
        {
            _failed = problem;
            return [];
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The server merges by itself once it is asked to.</summary>
    public async Task<bool> SettleAsync(CancellationToken cancel)
    {
        ThrowIfFailed();
        if (_merges is null)
        {
            await FinishAsync(cancel);
            _merges = new Queue<string>(await generations.BeginMergeAsync(generation, cancel));
        }

        while (_merges.TryPeek(out string? merge))
        {
            if (await generations.IsMergingAsync(merge, cancel))
            {
                return true;
            }

            _merges.Dequeue();
        }

        return false;
    }

    public async IAsyncEnumerable<IndexedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await FinishAsync(cancel);
        await foreach (IndexedRecord record in list(cancel))
        {
            yield return record;
        }
    }

    public Task SwitchAsync(Func<Func<Task>, Task> fenced, CancellationToken cancel) => toSwitch(this, fenced, cancel);

    /// <summary>What was written until now can be found, and no write is under way: its pages would be there already and its record not yet.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            ThrowIfFailed();
            await feed.RefreshAsync(cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>It is the live index now.</summary>
    public void End() => _over = true;

    public async ValueTask DisposeAsync()
    {
        if (_over)
        {
            return;
        }

        _over = true;
        await end(this);
    }

    private void ThrowIfFailed()
    {
        ObjectDisposedException.ThrowIf(_over, this);
        if (_failed is { } problem)
        {
            throw new IndexUnavailableException($"The build cannot be finished: {problem.Message}", problem);
        }
    }
}
