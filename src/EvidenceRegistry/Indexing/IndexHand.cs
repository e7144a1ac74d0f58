using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// The one hand that writes the index in this process. While a rebuild runs, the engine takes everything the feed carries into the
/// live index and into the one being built; revisions decide, so order does not matter.
/// </summary>
public sealed class IndexHand(IEvidenceIndex index) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IIndexBuild? _build;

    public IEvidenceIndex Index => index;

    /// <summary>How often a build took the live index's place.</summary>
    public int Switches { get; private set; }

    /// <summary>Taken by the engine; durable and visible after <see cref="RefreshAsync"/>.</summary>
    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await index.WriteAsync(writes, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Everything written is durable and visible when this returns.</summary>
    /// <exception cref="IndexUnavailableException">Not so, or not all of it: it must be written again.</exception>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await index.RefreshAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>As <see cref="IEvidenceIndex.SettleAsync"/>.</summary>
    public async Task<bool> SettleAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await index.SettleAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>From here on what the feed carries goes into the build as well.</summary>
    public async Task<IIndexBuild> BeginBuildAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return _build = await index.BeginBuildAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Puts the build in the live index's place, with the feed of this process held for that moment and every other's kept out. Where that fails the build is to be given up.</summary>
    /// <exception cref="IndexUnavailableException">Not done: the engine is away, or another process has written the index since <paramref name="epoch"/> began.</exception>
    public async Task SwitchAsync(IndexLease lease, long epoch, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await _build!.SwitchAsync(step => lease.WhileHeldAsync(epoch, step, cancel), cancel);
            _build = null;
            Switches++;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Gives a build up; nothing of it remains.</summary>
    public async Task AbandonAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_build is not null)
            {
                await _build.DisposeAsync();
            }
        }
        finally
        {
            _build = null;
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
