using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Tests.Indexing;

/// <summary>The real engine, with faults a test asks for.</summary>
public sealed class UnrulyIndex(IEvidenceIndex inner) : IEvidenceIndex
{
    /// <summary>Records whose documents the engine will not take.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>The engine cannot be reached at all.</summary>
    public bool Away { get; set; }

    /// <summary>Searches it was asked for.</summary>
    public ConcurrentQueue<SearchRequest> Asked { get; } = [];

    /// <summary>How often it was asked to join its pieces.</summary>
    public int Settles { get; private set; }

    /// <summary>Called when a write was taken.</summary>
    public Action? AfterWrite { get; set; }

    /// <summary>Called after a write was taken and before it is made durable.</summary>
    public Func<Task>? BeforeRefresh { get; set; }

    /// <summary>Called when a list was taken and before it is given out.</summary>
    public Func<Task>? AfterList { get; set; }

    /// <summary>What a build makes of a document it is given; null: it is lost without a word.</summary>
    public Func<IndexWrite, IndexWrite?> BuildTakes { get; set; } = write => write;

    /// <summary>Called while a build is being settled.</summary>
    public Func<Task>? WhileSettling { get; set; }

    /// <summary>Thrown once instead of putting a build in the live one's place.</summary>
    public Exception? SwitchFails { get; set; }

    /// <summary>Called while a build is made ready to take the live one's place.</summary>
    public Func<Task>? BeforeSwitch { get; set; }

    /// <summary>The analysis it says it was made by; null: as it is.</summary>
    public string? OfAnalysis { get; set; }

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        ThrowIfAway();
        var taken = writes.Where(w => !Refused.Contains(w.Id)).ToList();
        var refused = writes.Where(w => Refused.Contains(w.Id)).Select(w => new RefusedWrite(w.Id, "refused by the test")).ToList();
        var all = await inner.WriteAsync(taken, cancel);
        AfterWrite?.Invoke();
        return [.. all, .. refused];
    }

    public async Task RefreshAsync(CancellationToken cancel)
    {
        ThrowIfAway();
        if (BeforeRefresh is { } first)
        {
            await first();
        }

        await inner.RefreshAsync(cancel);
    }

    public Task<bool> SettleAsync(CancellationToken cancel)
    {
        ThrowIfAway();
        Settles++;
        return inner.SettleAsync(cancel);
    }

    public async Task<IndexState> StateAsync(CancellationToken cancel)
    {
        var state = await inner.StateAsync(cancel);
        return state with { AnalysisVersion = OfAnalysis ?? state.AnalysisVersion };
    }

    public Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancel)
    {
        ThrowIfAway();
        Asked.Enqueue(request);
        return inner.SearchAsync(request, cancel);
    }

    public Task<PagesAnswer> PagesAsync(PagesRequest request, CancellationToken cancel) => inner.PagesAsync(request, cancel);

    public Task<IReadOnlyList<Hit>> MoreLikeAsync(string id, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel) =>
        inner.MoreLikeAsync(id, size, leftOut, cancel);

    public Task<IReadOnlyList<string>> SuggestAsync(string typed, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel) =>
        inner.SuggestAsync(typed, size, leftOut, cancel);

    public async IAsyncEnumerable<IndexedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var listed = await inner.ListAsync(cancel).ToListAsync(cancel);
        if (AfterList is { } then)
        {
            await then();
        }

        foreach (var record in listed)
        {
            yield return record;
        }
    }

    public async Task<IIndexBuild> BeginBuildAsync(CancellationToken cancel)
    {
        ThrowIfAway();
        return new Build(this, await inner.BeginBuildAsync(cancel));
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void ThrowIfAway()
    {
        if (Away)
        {
            throw new IndexUnavailableException("The engine is away.");
        }
    }

    private sealed class Build(UnrulyIndex index, IIndexBuild inner) : IIndexBuild
    {
        public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
        {
            var refused = writes.Where(w => index.Refused.Contains(w.Id)).Select(w => new RefusedWrite(w.Id, "refused by the test")).ToList();
            var taken = writes.Where(w => !index.Refused.Contains(w.Id)).Select(index.BuildTakes).OfType<IndexWrite>().ToList();
            return [.. await inner.WriteAsync(taken, cancel), .. refused];
        }

        public async Task<bool> SettleAsync(CancellationToken cancel)
        {
            await (index.WhileSettling?.Invoke() ?? Task.CompletedTask);
            return await inner.SettleAsync(cancel);
        }

        public IAsyncEnumerable<IndexedRecord> ListAsync(CancellationToken cancel) => inner.ListAsync(cancel);

        public async Task SwitchAsync(Func<Func<Task>, Task> fenced, CancellationToken cancel)
        {
            await (index.BeforeSwitch?.Invoke() ?? Task.CompletedTask);
            if (index.SwitchFails is { } problem)
            {
                index.SwitchFails = null;
                throw problem;
            }

            await inner.SwitchAsync(fenced, cancel);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
