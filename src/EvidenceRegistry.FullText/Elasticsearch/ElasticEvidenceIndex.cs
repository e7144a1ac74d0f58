using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The engine for more than one machine: an Elasticsearch 8 cluster that any number of processes read and one writes. It gets ready tokens of
/// our analysis and answers by our ranking, as the embedded engine does. A server that is away makes every call
/// <see cref="IndexUnavailableException"/> until it is back; nothing has to be opened again.
/// </summary>
public sealed class ElasticEvidenceIndex : IEvidenceIndex
{
    /// <summary>How long a search that began before a switch may still be under way.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromSeconds(30);

    private readonly ElasticOptions _options;
    private readonly TextAnalysis _analysis;
    private readonly TimeProvider _time;
    private readonly ElasticClient _client;
    private readonly ElasticNames _names;
    private readonly ElasticGenerations _generations;
    private readonly ElasticLive _live;
    private readonly ElasticSearch _search;
    private readonly ElasticPageSearch _pages;
    private readonly ElasticRecordList _list;
    private readonly ElasticFeed _feed;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ElasticBuild? _build;
    private long? _switched;
    private string? _version;

    /// <summary>In the generation before the last switch.</summary>
    private bool IsLingering => _switched is { } at && _time.GetElapsedTime(at) < Lingers;

    /// <summary>Asks nothing of the server yet.</summary>
    /// <exception cref="IOException">The mappings cannot be read.</exception>
    public ElasticEvidenceIndex(ElasticOptions options, TextAnalysis analysis, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _analysis, _time) = (options, analysis, time);
        _client = new ElasticClient(options, time);
        _names = new ElasticNames(options.Prefix);
        _generations = new ElasticGenerations(_client, _names, options, analysis, time);
        _live = new ElasticLive(_generations, time);
        _search = new ElasticSearch(_client, _names, analysis, options, time);
        _pages = new ElasticPageSearch(_client, _names, analysis, options, time);
        _list = new ElasticRecordList(_client, _names, options);
        _feed = new ElasticFeed(_client, options, analysis, time, _names.RecordsToWrite, _names.PagesToWrite, byAlias: true);
    }

    public async Task<IndexState> StateAsync(CancellationToken cancel)
    {
        GenerationMeta live = await _live.NowAsync(cancel);
        Task<ElasticAnswer> pages = _client.GetAsync($"{_names.Pages}/_count", cancel);
        Task<ElasticAnswer> size = _client.GetAsync($"{_names.Records},{_names.Pages}/_stats/store", cancel);
        return new IndexState(
            Count(await _client.GetAsync($"{_names.Records}/_count", cancel)),
            Count(await pages),
            live.Generation,
            live.OurAnalysis,
            (await size).Taken().GetProperty("_all").GetProperty("primaries").GetProperty("store").GetProperty("size_in_bytes").GetInt64(),
            live.IsNew,
            await VersionAsync(cancel));
    }

    /// <summary>Asked until it is said, then kept. The state stands without it: whoever uses this server may have no leave to ask (cluster privilege <c>monitor</c>).</summary>
    private async Task<string?> VersionAsync(CancellationToken cancel)
    {
        if (_version is null)
        {
            try
            {
                ElasticAnswer root = await _client.GetAsync("", cancel);
                _version = root.Body.TryGetProperty("version", out JsonElement version) && version.TryGetProperty("number", out JsonElement number) ? number.GetString() : null;
            }
            catch (IndexUnavailableException)
            {
            }
        }

        return _version;
    }

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await _live.LatelyAsync(cancel);
            IReadOnlyList<RefusedWrite> refused = await _feed.WriteAsync(writes, cancel);
            return _build is { } build ? [.. refused.UnionBy(await build.MirrorAsync(writes, cancel), refusal => refusal.Id, StringComparer.Ordinal)] : refused;
        }
        catch (IndexUnavailableException)
        {
            // The indices may be gone: the next write looks first.
            _live.Forget();
            throw;
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
            await _live.LatelyAsync(cancel);
            await _feed.RefreshAsync(cancel);
        }
        catch (IndexUnavailableException)
        {
            _live.Forget();
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The server merges by itself. What a switch left goes once nobody can still be answered from it: cursors ended with the switch.</summary>
    public async Task<bool> SettleAsync(CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (IsLingering)
            {
                return true;
            }

            _switched = null;
            await _generations.SweepAsync((await _live.NowAsync(cancel)).Generation, _build?.Generation, cancel);
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancel) =>
        await _search.SearchAsync(await _live.LastAsync(cancel), request, cancel);

    public async Task<PagesAnswer> PagesAsync(PagesRequest request, CancellationToken cancel) =>
        await _pages.OfAsync(new CursorSeal((await _live.LastAsync(cancel)).CursorKey), request, cancel);

    public async Task<IReadOnlyList<Hit>> MoreLikeAsync(string id, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel)
    {
        await _live.LastAsync(cancel);
        return await new ElasticMoreLike(_client, _names, _options).OfAsync(id, size, leftOut, cancel);
    }

    public async Task<IReadOnlyList<string>> SuggestAsync(string typed, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel)
    {
        await _live.LastAsync(cancel);
        return await new ElasticCompletions(_client, _names, _analysis, leftOut).OfAsync(typed, size, cancel);
    }

    public async IAsyncEnumerable<IndexedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await _live.LastAsync(cancel);
        await foreach (IndexedRecord record in _list.OfAsync(_names.Records, _names.Pages, cancel))
        {
            yield return record;
        }
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

            GenerationMeta live = await _live.NowAsync(cancel);
            if (!IsLingering)
            {
                // A build whose end met no server would take the room of this one.
                await _generations.SweepAsync(live.Generation, null, cancel);
            }

            string generation = await _generations.BeginAsync(cancel);
            var feed = new ElasticFeed(_client, _options, _analysis, _time, _names.RecordsOf(generation), _names.PagesOf(generation), byAlias: false);
            return _build = new ElasticBuild(generation, feed, _generations, cancelled => _list.OfAsync(_names.RecordsOf(generation), _names.PagesOf(generation), cancelled), SwitchAsync, EndBuildAsync);
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SwitchAsync(ElasticBuild build, Func<Func<Task>, Task> fenced, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            GenerationMeta live = await _live.NowAsync(cancel);
            await build.FinishAsync(cancel);
            await _generations.SwitchAsync(build.Generation, live.Generation, fenced, cancel);
            build.End();
            _live.Forget();
            (_build, _switched) = (null, _time.GetTimestamp());
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task EndBuildAsync(ElasticBuild build)
    {
        await _writing.WaitAsync();
        try
        {
            _live.Forget();
            _build = _build == build ? null : _build;
            await _generations.GiveUpAsync(build.Generation);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static long Count(ElasticAnswer answer) => answer.Taken().GetProperty("count").GetInt64();
}
