using EvidenceRegistry.FullText.Elasticsearch;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>A switch that is refused, or whose answer is lost on the way.</summary>
public sealed class ElasticSwitchTests : IAsyncLifetime
{
    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private UnrulyServer _server = null!;
    private ElasticEvidenceIndex _index = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new UnrulyServer(_cluster.Options.Addresses[0]) { Befalls = path => path.EndsWith("_aliases", StringComparison.Ordinal) };
        _index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address], Timeout = UnrulyServer.Patience, Retries = 1 }, Analysis.OfTheProject, TimeProvider.System);
        await _index.With(Study("old", "น้ำบาดาล"));
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _server.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task One_that_is_refused_leaves_the_live_index_and_room_for_the_next_build()
    {
        string before = await GenerationAsync();
        _server.Now = (Fault.Gateway, int.MaxValue);
        await Assert.ThrowsAsync<IndexUnavailableException>(BuildAsync);
        Assert.Equal(before, await GenerationAsync());
        await _index.With(Study("newer", "น้ำผิวดิน"));
        Assert.Equal(["old"], await _index.Ids(Ask("น้ำบาดาล")));
        _server.Now = default;
        await BuildAsync();
        Assert.Equal(["new"], await _index.Ids(Ask("น้ำบาดาล")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task One_whose_answer_is_lost_is_seen_to_have_been_made(int answers)
    {
        string before = await GenerationAsync();
        _server.Now = (Fault.Lost, answers);
        await BuildAsync();
        Assert.NotEqual(before, await GenerationAsync());
        Assert.Equal(["new"], await _index.Ids(Ask("น้ำบาดาล")));
        await _index.With(Study("newer", "น้ำผิวดิน"));
        Assert.Equal(["newer"], await _index.Ids(Ask("น้ำผิวดิน")));
    }

    [Fact]
    public async Task One_that_another_process_was_faster_with_is_refused()
    {
        await using var other = new ElasticEvidenceIndex(_cluster.Options, Analysis.OfTheProject, TimeProvider.System);
        await using IIndexBuild late = await other.BeginBuildAsync(CancellationToken.None);
        await BuildAsync();

        // Its own indices went with that switch, as of a build that nobody finished.
        await Assert.ThrowsAsync<IndexUnavailableException>(() => late.SwitchAsync(CancellationToken.None));
        Assert.Equal(["new"], await _index.Ids(Ask("น้ำบาดาล")));
    }

    [Fact]
    public async Task The_server_takes_none_in_the_place_of_what_lives_no_longer()
    {
        using var client = new ElasticClient(_cluster.Options, TimeProvider.System);
        var generations = new ElasticGenerations(client, new ElasticNames(_cluster.Options.Prefix), _cluster.Options, Analysis.OfTheProject, TimeProvider.System);
        string before = await GenerationAsync();
        await BuildAsync();
        string late = await generations.BeginAsync(CancellationToken.None);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => generations.SwitchAsync(late, before, step => step(), CancellationToken.None));
        Assert.Equal(["new"], await _index.Ids(Ask("น้ำบาดาล")));
    }

    /// <summary>The server went while the build was given up: what is left of it must not take the room of the next one.</summary>
    [Fact]
    public async Task A_build_that_could_not_be_given_up_goes_before_the_next_is_filled()
    {
        IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None);
        _server.Befalls = _ => true;
        _server.Now = (Fault.Broken, int.MaxValue);
        await Assert.ThrowsAsync<IndexUnavailableException>(async () => await build.DisposeAsync());
        _server.Now = default;
        Assert.Equal(4, await IndicesAsync());
        await using IIndexBuild next = await _index.BeginBuildAsync(CancellationToken.None);
        Assert.Equal(4, await IndicesAsync());
        Assert.Equal(["old"], await _index.Ids(Ask("น้ำบาดาล")));
    }

    /// <summary>Searches that began before a switch may still be under way in the generation of before.</summary>
    [Fact]
    public async Task The_generation_before_stays_a_while_where_another_build_is_begun_at_once()
    {
        await BuildAsync();
        await using IIndexBuild next = await _index.BeginBuildAsync(CancellationToken.None);
        Assert.Equal(6, await IndicesAsync());
    }

    private async Task<int> IndicesAsync()
    {
        using var client = new ElasticClient(_cluster.Options, TimeProvider.System);
        return (await client.GetAsync($"{_cluster.Options.Prefix}-*/_alias", CancellationToken.None)).Taken().EnumerateObject().Count();
    }

    [Fact]
    public async Task One_that_may_not_be_made_any_more_is_not_and_nothing_else_waits_behind_the_fence()
    {
        await using IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(Study("new", "น้ำบาดาล"))], CancellationToken.None);
        var steps = new List<string[]>();
        await Assert.ThrowsAsync<IndexUnavailableException>(() => build.SwitchAsync(FencedAsync, CancellationToken.None));
        Assert.Equal(["old"], await _index.Ids(Ask("น้ำบาดาล")));
        await build.SwitchAsync(FencedAsync, CancellationToken.None);
        Assert.Equal(["new"], await _index.Ids(Ask("น้ำบาดาล")));
        Assert.Equal(["POST /_aliases"], steps[^1]);
        Assert.DoesNotContain(steps.SelectMany(step => step), asked => asked.Contains("_refresh", StringComparison.Ordinal) || asked.Contains("_delete_by_query", StringComparison.Ordinal));

        async Task FencedAsync(Func<Task> step)
        {
            if (steps.Count == 1)
            {
                steps.Add([]);
                throw new IndexUnavailableException("another process took over");
            }

            int before = _server.Asked.Count;
            await step();
            steps.Add([.. _server.Asked.Skip(before)]);
        }
    }

    private async Task BuildAsync()
    {
        await using IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(Study("new", "น้ำบาดาล"))], CancellationToken.None);
        while (await build.SettleAsync(CancellationToken.None))
        {
            await Task.Delay(100, CancellationToken.None);
        }

        await build.SwitchAsync(CancellationToken.None);
    }

    private async Task<string> GenerationAsync() => (await _index.StateAsync(CancellationToken.None)).Generation;
}
