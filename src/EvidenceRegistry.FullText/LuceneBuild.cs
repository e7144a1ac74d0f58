using System.Runtime.CompilerServices;

namespace EvidenceRegistry.FullText;

/// <summary>
/// A generation being built beside the live one. Writes to the live index meanwhile come here as well, so that nothing is
/// older after the switch than before.
/// </summary>
internal sealed class LuceneBuild : IIndexBuild
{
    private readonly LuceneOptions _options;
    private readonly TextAnalysis _analysis;
    private readonly Func<LuceneBuild, Func<GenerationWriter>, Task> _switch;
    private readonly Func<LuceneBuild, Task> _end;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly GenerationWriter _writer;
    private readonly GenerationFeed _feed;
    private Exception? _failed;
    private bool _over;

    private LuceneBuild(
        LuceneOptions options, TextAnalysis analysis, string generation, GenerationWriter writer,
        Func<LuceneBuild, Func<GenerationWriter>, Task> toSwitch, Func<LuceneBuild, Task> end)
    {
        (_options, _analysis, Generation, _writer, _switch, _end) = (options, analysis, generation, writer, toSwitch, end);
        _feed = new GenerationFeed(writer, analysis, options, _ => null);
    }

    public string Generation { get; }

    public static LuceneBuild Begin(
        LuceneOptions options, TextAnalysis analysis, Func<LuceneBuild, Func<GenerationWriter>, Task> toSwitch, Func<LuceneBuild, Task> end)
    {
        string generation = GenerationFolder.Next(options.Folder);
        GenerationWriter writer = GenerationWriter.Create(options.Folder, generation, options, new CommitData(analysis.Version, IsNew: true));
        return new LuceneBuild(options, analysis, generation, writer, toSwitch, end);
    }

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            ThrowIfFailed();
            return await _feed.WriteAsync(writes, cancel);
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            _failed = problem;
            throw EngineFailure.Unavailable(problem);
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
                await _feed.WriteAsync(writes, cancel);
            }
        }
        catch (Exception problem) when (EngineFailure.Is(problem) || problem is OperationCanceledException)
        {
            _failed = problem;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Segments are merged while they are written.</summary>
    public Task<bool> SettleAsync(CancellationToken cancel) => Task.FromResult(false);

    public async IAsyncEnumerable<IndexedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        IndexView view = await ReadAsync(cancel);
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
    }

    public Task SwitchAsync(Func<Func<Task>, Task> fenced, CancellationToken cancel) => fenced(() => _switch(this, Finish));

    public async ValueTask DisposeAsync()
    {
        if (_over)
        {
            return;
        }

        await _end(this);
        await _writing.WaitAsync();
        _over = true;
        _writer.Dispose();
        GenerationFolder.Remove(_options.Folder, Generation);
        _writing.Release();
    }

    /// <summary>It is the live index now.</summary>
    public void End() => _over = true;

    /// <summary>Called while the live index is not being written, so that no mirrored write can be under way.</summary>
    private GenerationWriter Finish()
    {
        ThrowIfFailed();
        _writer.Commit(new CommitData(_analysis.Version, IsNew: false));
        return _writer;
    }

    private async Task<IndexView> ReadAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            ThrowIfFailed();
            _writer.Commit();
            return OpenedGeneration.Read(_writer, Generation, _options);
        }
        catch (Exception problem) when (EngineFailure.Is(problem))
        {
            _failed = problem;
            throw EngineFailure.Unavailable(problem);
        }
        finally
        {
            _writing.Release();
        }
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
