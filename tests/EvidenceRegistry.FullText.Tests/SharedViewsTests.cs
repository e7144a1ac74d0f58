using System.Net.Http.Json;
using EvidenceRegistry.FullText.Elasticsearch;
using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Points in time cost the server files for as long as cursors live: searches share them.</summary>
public sealed class SharedViewsTests : IAsyncLifetime
{
    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55));
    private UnrulyServer _server = null!;
    private ElasticEvidenceIndex _index = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new UnrulyServer(_cluster.Options.Addresses[0]);
        _index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address], Timeout = UnrulyServer.Patience }, Analysis.OfTheProject, _time);
        await _index.With(Study("first", "น้ำบาดาล"));
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _server.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Searches_of_one_second_share_a_point_in_time_and_later_ones_have_their_own()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _index.SearchAsync(Ask("น้ำบาดาล"), CancellationToken.None)));
        Assert.Single(_server.Views);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _index.SearchAsync(Ask("น้ำบาดาล"), CancellationToken.None);
        Assert.Equal(2, _server.Views.Count);
    }

    [Fact]
    public async Task What_this_process_refreshed_is_found_at_once()
    {
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        await _index.With(Study("second", "ทางหลวง"));
        Assert.Equal(["second"], await _index.Ids(Ask("ทางหลวง")));
    }

    [Fact]
    public async Task What_another_process_wrote_is_found_a_second_later()
    {
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        await using (var other = new ElasticEvidenceIndex(_cluster.Options, Analysis.OfTheProject, TimeProvider.System))
        {
            await other.With(Study("second", "ทางหลวง"));
        }

        Assert.Empty(await _index.Ids(Ask("ทางหลวง")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["second"], await _index.Ids(Ask("ทางหลวง")));
    }

    [Fact]
    public async Task A_point_in_time_that_the_server_lost_is_opened_anew()
    {
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        using var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = _cluster.Options.Addresses[0] };
        using var close = new HttpRequestMessage(HttpMethod.Delete, "_pit") { Content = JsonContent.Create(new { id = Assert.Single(_server.Views) }) };
        (await http.SendAsync(close)).EnsureSuccessStatusCode();
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        Assert.Equal(2, _server.Views.Count);
    }
}
