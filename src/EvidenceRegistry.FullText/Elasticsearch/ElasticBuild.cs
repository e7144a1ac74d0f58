namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>A generation being built beside the live one; what the live one takes meanwhile comes here as well.</summary>
internal sealed class ElasticBuild(string generation, ElasticFeed feed, Func<ElasticBuild, CancellationToken, Task> toSwitch, Func<ElasticBuild, Task> end) : IIndexBuild
{
    private readonly SemaphoreSlim _writing = new(1, 1);
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

    /// <summary>Takes what the live index takes; a failure here spoils the build, not the live write.</summary>
    public async Task MirrorAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (!_over && _failed is null)
            {
                await feed.WriteAsync(writes, cancel);
            }
        }
        catch (Exception problem) when (problem is IndexUnavailableException or OperationCanceledException)
        {
            _failed = problem;
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task SwitchAsync(CancellationToken cancel) => toSwitch(this, cancel);

    /// <summary>What was written can be found, in few segments; writes may come meanwhile.</summary>
    public async Task SettleAsync(ElasticGenerations generations, CancellationToken cancel)
    {
        ThrowIfFailed();
        await feed.RefreshAsync(cancel);
        await generations.MergeAsync(generation, cancel);
    }

    /// <summary>Called while the live index is not being written, so that no mirrored write can be under way.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        ThrowIfFailed();
        await feed.RefreshAsync(cancel);
        _over = true;
    }

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
