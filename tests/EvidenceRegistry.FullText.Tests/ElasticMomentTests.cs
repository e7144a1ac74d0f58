using EvidenceRegistry.FullText.Elasticsearch;
using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>What the server is asked to keep for searches and cursors, and for how long.</summary>
public sealed class ElasticMomentTests : IAsyncLifetime
{
    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55)) { AutoAdvanceAmount = TimeSpan.Zero };
    private UnrulyServer _server = null!;
    private ElasticEvidenceIndex _index = null!;

    private static SearchRequest One(string state) => Ask("น้ำบาดาล") with { State = state, Size = 1 };

    private static SearchRequest All(string state) => Ask("น้ำบาดาล") with { State = state };

    public async ValueTask InitializeAsync()
    {
        _server = new UnrulyServer(_cluster.Options.Addresses[0]);
        _index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address], CursorMoments = 2 }, Analysis.OfTheProject, _time);
        await _index.With(Study("first", "น้ำบาดาล"), Study("second", "น้ำบาดาล"));
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _server.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_shared_moment_is_closed_once_it_is_replaced_and_asked_for_by_no_more_than_one_request()
    {
        foreach (string state in new[] { "one", "two", "three" })
        {
            await _index.Ids(All(state));
            await _index.Ids(All(state));
        }

        await ClosedAsync(2);
        Assert.Equal(3, Opened);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _index.Ids(All("three"));
        await ClosedAsync(3);
    }

    [Fact]
    public async Task A_moment_that_a_search_still_uses_is_not_closed()
    {
        var (asked, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        bool first = true;
        _server.Before = async request =>
        {
            if (request == "POST /_search" && first)
            {
                first = false;
                asked.SetResult();
                await goOn.Task;
            }
        };
        Task<string[]> slow = _index.Ids(All("one"));
        await asked.Task;
        Assert.Equal(2, (await _index.Ids(All("two"))).Length);
        await _index.Ids(All("three"));
        await ClosedAsync(1);
        goOn.SetResult();
        Assert.Equal(["first", "second"], await slow);
        await ClosedAsync(2);
    }

    [Fact]
    public async Task A_moment_that_gave_a_cursor_is_kept_and_of_too_many_the_one_used_longest_ago_goes()
    {
        var cursors = new List<string>();
        foreach (string state in new[] { "one", "two", "three" })
        {
            cursors.Add((await _index.SearchAsync(One(state), CancellationToken.None)).Next!);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // The newest is shared still; of the two before none is over.
        Assert.Equal(SearchOutcome.Answered, await AfterAsync(cursors[0]));
        Assert.Equal(0, Closed);
        await _index.Ids(All("four"));
        await ClosedAsync(1);
        Assert.Equal([SearchOutcome.Answered, SearchOutcome.CursorExpired, SearchOutcome.Answered], [await AfterAsync(cursors[0]), await AfterAsync(cursors[1]), await AfterAsync(cursors[2])]);
    }

    [Fact]
    public async Task A_moment_of_its_own_is_closed_when_the_search_ends_without_an_answer()
    {
        _server.LosesMoments = true;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.SearchAsync(Ask("น้ำบาดาล"), CancellationToken.None));
        await ClosedAsync(1);
    }

    [Fact]
    public async Task The_generation_before_goes_in_a_quiet_moment_and_one_being_built_stays()
    {
        string before = (await _index.StateAsync(CancellationToken.None)).Generation;
        await using (IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None))
        {
            await build.WriteAsync([Put(Study("first", "น้ำบาดาล"))], CancellationToken.None);
            await build.SwitchAsync(CancellationToken.None);
        }

        Assert.True(await _index.SettleAsync(CancellationToken.None));
        Assert.Equal(4, (await IndicesAsync()).Length);
        _time.Advance(TimeSpan.FromSeconds(30));
        await using IIndexBuild next = await _index.BeginBuildAsync(CancellationToken.None);
        Assert.False(await _index.SettleAsync(CancellationToken.None));
        Assert.Equal(4, (await IndicesAsync()).Length);
        Assert.DoesNotContain(await IndicesAsync(), index => index.EndsWith(before, StringComparison.Ordinal));
        await next.DisposeAsync();
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
    }

    [Fact]
    public async Task The_number_of_copies_is_that_of_the_newest_start()
    {
        using var client = new ElasticClient(_cluster.Options, TimeProvider.System);
        await using (var another = new ElasticEvidenceIndex(_cluster.Options with { Replicas = 1 }, Analysis.OfTheProject, _time))
        {
            await another.StateAsync(CancellationToken.None);
        }

        foreach (string index in await IndicesAsync())
        {
            Assert.Contains("\"number_of_replicas\":\"1\"", (await client.GetAsync($"{index}/_settings", CancellationToken.None)).Taken().GetRawText(), StringComparison.Ordinal);
        }
    }

    private int Opened => _server.Asked.Count(request => request.EndsWith("/_pit", StringComparison.Ordinal) && request.StartsWith("POST", StringComparison.Ordinal));

    private int Closed => _server.Asked.Count(request => request == "DELETE /_pit");

    /// <summary>Nobody waits for a closing, but this.</summary>
    private async Task ClosedAsync(int wanted)
    {
        await _server.AskedAsync("DELETE /_pit", wanted);
        Assert.Equal(wanted, Closed);
    }

    private async Task<SearchOutcome> AfterAsync(string cursor) => (await _index.SearchAsync(One("later") with { Cursor = cursor }, CancellationToken.None)).Outcome;

    private async Task<string[]> IndicesAsync()
    {
        using var client = new ElasticClient(_cluster.Options, TimeProvider.System);
        return [.. (await client.GetAsync($"{_cluster.Options.Prefix}-*/_alias", CancellationToken.None)).Taken().EnumerateObject().Select(index => index.Name)];
    }
}
