using System.Runtime.CompilerServices;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The embedded engine: Lucene.NET in a folder that this process alone writes. Searches run on the caller's thread and never
/// wait for writes; writes, refreshes and the switch of a build follow each other.
/// </summary>
public sealed class LuceneEvidenceIndex : IEvidenceIndex
{
    private readonly LuceneOptions _options;
    private readonly TextAnalysis _analysis;
    private readonly KeptViews _kept;
    private readonly LuceneSearch _search;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private GenerationWriter? _writer;
    private GenerationFeed _feed;
    private IndexView _view;
    private LuceneBuild? _build;
    private bool _lost;
    private bool _disposed;

    private LuceneEvidenceIndex(LuceneOptions options, TextAnalysis analysis, TimeProvider time, OpenedGeneration opened)
    {
        (_options, _analysis) = (options, analysis);
        _kept = new KeptViews(options, time);
        _search = new LuceneSearch(analysis, options, _kept);
        (_writer, _view) = (opened.Writer, opened.View);
        _feed = Feed(opened.Writer);
    }

    /// <summary>
    /// Opens the index of the folder. One that is missing or damaged is put aside and an empty one begun:
    /// <see cref="IndexState.IsNew"/> then says that a rebuild is due.
    /// </summary>
    /// <exception cref="IndexUnavailableException">Another process has the folder, or it cannot be written.</exception>
    public static async Task<LuceneEvidenceIndex> OpenAsync(LuceneOptions options, TextAnalysis analysis, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(time);
        OpenedGeneration opened = await Task.Run(() => OpenedGeneration.Open(options, analysis));
        return new LuceneEvidenceIndex(options, analysis, time, opened);
    }

    public Task<IndexState> StateAsync(CancellationToken cancel) => InView(view => new IndexState(
        view.RecordCount,
        view.PageReader.NumDocs,
        view.Generation,
        view.Said.AnalysisVersion,
        GenerationFolder.Bytes(_options.Folder, view.Generation),
        view.Said.IsNew, LuceneLibrary.Version));

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            ReopenWriter();
            IReadOnlyList<RefusedWrite> refused = await _feed.WriteAsync(writes, cancel);
            if (_build is { } build)
            {
                await build.MirrorAsync(writes, cancel);
            }

            return refused;
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            _lost |= _feed.HasUncommitted;
            CloseWriter();
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task RefreshAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (_lost)
            {
                _lost = false;
                throw new IndexUnavailableException("The engine failed since the last refresh: what was written since then must be written again.");
            }

            ReopenWriter();
            _writer!.Commit();
            Show(_view.Renewed(_options));
            _feed.Committed();
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            CloseWriter();
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<bool> SettleAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (_writer is not { } writer || _lost || _feed.HasUncommitted)
            {
                return false;
            }

            if (!writer.HasMerged)
            {
                return writer.Settle();
            }

            writer.Commit();
            Show(_view.Renewed(_options));
            return true;
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            CloseWriter();
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancel) =>
        InViewAsync(view => _search.SearchAsync(view, request, cancel));

    public Task<PagesAnswer> PagesAsync(PagesRequest request, CancellationToken cancel) =>
        InView(view => _search.Pages(view, request));

    public Task<IReadOnlyList<Hit>> MoreLikeAsync(string id, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel) =>
        InView(view => MoreLike.Of(view, id, size, leftOut, _options.Weights, cancel));

    public Task<IReadOnlyList<string>> SuggestAsync(string typed, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel) =>
        InView(view => new Completions(view, _analysis, RecordValues.Documents(view, leftOut)).Of(typed, size));

    public async IAsyncEnumerable<IndexedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        IndexView view = Acquire();
        try
        {
            foreach (IndexedRecord record in RecordList.Of(view))
            {
                cancel.ThrowIfCancellationRequested();
                yield return record;
            }
        }
        finally
        {
            view.Release();
        }

        await Task.CompletedTask;
    }

    public async Task<IIndexBuild> BeginBuildAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (_build is not null)
            {
                throw new InvalidOperationException("A build is under way; one at a time.");
            }

            _build = LuceneBuild.Begin(_options, _analysis, SwitchAsync, EndBuildAsync);
            return _build;
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        if (!_disposed)
        {
            _disposed = true;
            CloseWriter();
            _kept.Clear();
            _view.Release();
        }

        _writing.Release();
    }

    private async Task SwitchAsync(LuceneBuild build, Func<GenerationWriter> finish)
    {
        await _writing.WaitAsync();
        IndexView? view = null;
        try
        {
            GenerationWriter writer = finish();
            (GenerationWriter? before, string old) = (_writer, _view.Generation);
            view = OpenedGeneration.Read(writer, build.Generation, _options);
            LivePointer.Write(_options.Folder, build.Generation);

            // The build is the live index from here on, whatever comes of putting the old one away.
            build.End();
            (_writer, _feed, _lost, _build) = (writer, Feed(writer), false, null);
            _kept.Clear();
            Show(view);
            view = null;
            before?.Dispose();
            GenerationFolder.Remove(_options.Folder, old);
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            view?.Release();
            _writing.Release();
        }
    }

    private async Task EndBuildAsync(LuceneBuild build)
    {
        await _writing.WaitAsync();
        _build = _build == build ? null : _build;
        _writing.Release();
    }

    private GenerationFeed Feed(GenerationWriter writer) => new(writer, _analysis, _options, id => RecordValues.Known(_view, id));

    private void Show(IndexView view)
    {
        IndexView old = Interlocked.Exchange(ref _view, view);
        old.Release();
    }

    private void ReopenWriter()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is null)
        {
            _writer = GenerationWriter.Open(_options.Folder, _view.Generation, _options);
            _feed = Feed(_writer);
            Show(_view.Renewed(_options));
        }
    }

    private void CloseWriter()
    {
        GenerationWriter? writer = _writer;
        _writer = null;
        writer?.Dispose();
    }

    private IndexView Acquire()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            IndexView view = Volatile.Read(ref _view);
            if (view.TryAcquire())
            {
                return view;
            }
        }
    }

    private Task<T> InView<T>(Func<IndexView, T> answer) => InViewAsync(view => Task.FromResult(answer(view)));

    private async Task<T> InViewAsync<T>(Func<IndexView, Task<T>> answer)
    {
        IndexView view = Acquire();
        try
        {
            return await answer(view);
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            view.Release();
        }
    }
}
