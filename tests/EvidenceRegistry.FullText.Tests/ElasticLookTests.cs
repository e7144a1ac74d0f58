using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Elasticsearch;
using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>A cluster may be fit to be searched and not to say what is live, or to be changed: no master, or an operator who closed it for a while.</summary>
public sealed class ElasticLookTests : IAsyncLifetime
{
    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private readonly FakeTimeProvider _time = new();
    private UnrulyServer _server = null!;
    private ElasticEvidenceIndex _index = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new UnrulyServer(_cluster.Options.Addresses[0]);
        _index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address], Timeout = UnrulyServer.Patience }, Analysis.OfTheProject, _time);
        await _index.With(Study("first", "น้ำบาดาล"));
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        _time.Advance(TimeSpan.FromSeconds(6));
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _server.Dispose();
        await _cluster.DisposeAsync();
    }

    private string Look => $"/{_cluster.Options.Prefix}-records,{_cluster.Options.Prefix}-pages";

    [Fact]
    public async Task Searches_go_on_while_nobody_says_which_index_is_live()
    {
        (_server.Befalls, _server.Now) = (path => path == Look || path.StartsWith("/_index_template", StringComparison.Ordinal), (Fault.Page, int.MaxValue));
        int looks = _server.Asked.Count(request => request == $"GET {Look}");
        Task<string[]> search = _index.Ids(Ask("น้ำบาดาล"));
        Assert.Equal(["first"], await WhileTimePassesAsync(search));
        Assert.True(_server.Asked.Count(request => request == $"GET {Look}") > looks);
    }

    [Fact]
    public async Task A_search_waits_a_second_for_the_answer_and_not_as_long_as_the_cluster_takes()
    {
        var never = new TaskCompletionSource();
        int asked = _server.Asked.Count(request => request == $"GET {Look}");
        _server.Before = request => request == $"GET {Look}" ? never.Task : Task.CompletedTask;
        Task<string[]> search = _index.Ids(Ask("น้ำบาดาล"));
        await _server.AskedAsync($"GET {Look}", asked + 1);
        Assert.Equal(["first"], await WhileTimePassesAsync(search));
        never.SetResult();
    }

    [Fact]
    public async Task A_process_that_starts_beside_indices_closed_to_changes_searches_them()
    {
        await ClosedAsync(true);
        await using var another = new ElasticEvidenceIndex(_cluster.Options with { Retries = 1 }, Analysis.OfTheProject, _time);
        Assert.Equal(["first"], await another.Ids(Ask("น้ำบาดาล")));
        await ClosedAsync(null);
        await another.With(Study("second", "น้ำผิวดิน"));
        Assert.Equal(["second"], await another.Ids(Ask("น้ำผิวดิน")));
    }

    [Fact]
    public async Task Templates_are_put_once_and_not_by_every_look()
    {
        int put = _server.Asked.Count(request => request.StartsWith("PUT ", StringComparison.Ordinal));
        await _index.StateAsync(CancellationToken.None);
        await _index.StateAsync(CancellationToken.None);
        Assert.Equal(put, _server.Asked.Count(request => request.StartsWith("PUT ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Thai_is_sent_as_it_is_and_not_in_escapes_of_twice_its_size()
    {
        _server.Largest = 15_000;
        Assert.Empty(await _index.WriteAsync([Put(Study("long", "รายงาน", string.Concat(Enumerable.Repeat("เขื่อนลำปาวและอ่างเก็บน้ำ ", 40))))], CancellationToken.None));
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal(["long"], await _index.Ids(Ask("เขื่อนลำปาว")));
    }

    /// <summary>What the search waits for by the clock of the index comes at once.</summary>
    private async Task<string[]> WhileTimePassesAsync(Task<string[]> search)
    {
        while (!search.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        return await search;
    }

    /// <summary>As an operator closes indices for maintenance; taken back with the same call.</summary>
    private async Task ClosedAsync(bool? closed)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = _cluster.Options.Addresses[0] };
        using HttpResponseMessage answer = await client.PutAsJsonAsync(
            $"{_cluster.Options.Prefix}-records-*,{_cluster.Options.Prefix}-pages-*/_settings", new JsonObject { ["index.blocks.read_only"] = closed });
        answer.EnsureSuccessStatusCode();
    }
}
