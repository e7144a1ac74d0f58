using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Elasticsearch;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>What a cluster that is unwell does to writes and searches; the table is in docs/engines.md.</summary>
public sealed class ElasticFaultTests : IAsyncLifetime
{
    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private UnrulyServer _server = null!;
    private ElasticEvidenceIndex _index = null!;

    public async ValueTask InitializeAsync()
    {
        _server = new UnrulyServer(_cluster.Options.Addresses[0]);
        _index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address], Timeout = UnrulyServer.Patience, Retries = 2 }, Analysis.OfTheProject, TimeProvider.System);
        await _index.With(Study("first", "น้ำบาดาล"));
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _server.Dispose();
        await _cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.Busy, 2)]
    [InlineData(Fault.Broken, 1)]
    public async Task A_server_that_is_busy_or_cuts_the_connection_for_a_moment_is_asked_again(Fault fault, int times)
    {
        _server.Now = (fault, times);
        await _index.With(Study("second", "น้ำผิวดิน"));
        Assert.Equal(["second"], await _index.Ids(Ask("น้ำผิวดิน")));
    }

    [Fact]
    public async Task Which_version_the_server_is_of_is_asked_until_it_says_so_and_the_state_stands_without_it()
    {
        (_server.Befalls, _server.Now) = (path => path == "/", (Fault.Page, int.MaxValue));
        Assert.Equal((1, null), await StateAsync());
        _server.Now = default;
        Assert.Matches(@"^8\.", (await StateAsync()).Version);
        int asked = _server.Asked.Count(request => request == "GET /");
        Assert.Matches(@"^8\.", (await StateAsync()).Version);
        Assert.Equal(asked, _server.Asked.Count(request => request == "GET /"));

        async Task<(long Records, string? Version)> StateAsync()
        {
            IndexState state = await _index.StateAsync(CancellationToken.None);
            return (state.Records, state.EngineVersion);
        }
    }

    [Theory]
    [InlineData(Fault.Busy, 2)]
    [InlineData(Fault.Broken, 2)]
    [InlineData(Fault.Lost, 2)]
    public async Task Bulk_requests_that_are_sent_again_carry_what_they_carried(Fault fault, int times)
    {
        _server.Befalls = path => path.EndsWith("/_bulk", StringComparison.Ordinal);
        _server.Now = (fault, times);
        IndexDocument[] studies = [.. Enumerable.Range(0, 200).Select(i => Study($"many{i:D3}", $"น้ำฝน ฉบับ {i}"))];
        await _index.With(studies);
        Assert.True(_server.Asked.Count(asked => asked == "POST /_bulk") >= 4 + times);
        foreach (int number in new[] { 0, 60, 120, 199 })
        {
            Assert.Equal([$"many{number:D3}"], await _index.Ids(Ask($"น้ำฝน \"ฉบับ {number}\"")));
        }

        Assert.Equal(201, (await _index.StateAsync(CancellationToken.None)).Records);
    }

    [Fact]
    public async Task A_shard_that_cannot_say_whether_a_record_is_there_says_nothing_and_no_page_goes()
    {
        await _index.With(Study("a", "รายงาน", "", 1, Page(1, "อ่างเก็บน้ำห้วยหลวง")));
        await _index.WriteAsync([Put(Study("a", "รายงาน", "", 2, Page(1, "เขื่อนลำปาว")))], CancellationToken.None);
        _server.Instead = path => path.EndsWith("/_mget", StringComparison.Ordinal)
            ? """{"docs":[{"_index":"x","_id":"a","error":{"type":"no_shard_available_action_exception","reason":"no shard"}}]}"""
            : null;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.RefreshAsync(CancellationToken.None));
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.WriteAsync([Put(Study("a", "รายงาน", "", 3, Page(1, "ฝายราษีไศล")))], CancellationToken.None));
        _server.Instead = _ => null;
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal((0L, 1L), (await PagesAsync("a", "อ่างเก็บน้ำห้วยหลวง"), await PagesAsync("a", "เขื่อนลำปาว")));
    }

    [Fact]
    public async Task A_refresh_that_reached_no_shard_is_none()
    {
        _server.Instead = path => path.EndsWith("/_refresh", StringComparison.Ordinal) ? """{"_shards":{"total":1,"successful":0,"failed":0}}""" : null;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.RefreshAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Page)]
    [InlineData(Fault.Gateway)]
    [InlineData(Fault.Broken)]
    [InlineData(Fault.Slow)]
    public async Task A_server_that_gives_no_answer_is_away_until_it_does_and_nothing_has_to_be_opened_again(Fault fault)
    {
        _server.Now = (fault, int.MaxValue);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.SearchAsync(Ask("น้ำบาดาล"), CancellationToken.None));
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.With(Study("second", "น้ำผิวดิน")));
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.StateAsync(CancellationToken.None));
        _server.Now = default;
        await _index.With(Study("second", "น้ำผิวดิน"));
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        Assert.Equal(["second"], await _index.Ids(Ask("น้ำผิวดิน")));
    }

    [Fact]
    public async Task While_the_server_takes_one_bulk_request_the_next_is_made_and_sent()
    {
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int underWay = 0;
        _server.Before = asked =>
        {
            if (asked.EndsWith("/_bulk", StringComparison.Ordinal) && Interlocked.Increment(ref underWay) == _cluster.Options.BulkRequests)
            {
                together.SetResult();
            }

            return asked.EndsWith("/_bulk", StringComparison.Ordinal) ? together.Task.WaitAsync(UnrulyServer.Patience) : Task.CompletedTask;
        };
        await _index.With([.. Enumerable.Range(0, 300).Select(i => Study($"many{i}", $"น้ำฝน {i}"))]);
        Assert.Equal(301, (await _index.StateAsync(CancellationToken.None)).Records);
    }

    [Fact]
    public async Task Items_refused_for_now_are_sent_again_and_those_alone()
    {
        int refusals = 2;
        _server.ItemStatus = id => id == "busy" && refusals-- > 0 ? 429 : 0;
        await _index.With(Study("busy", "ลุ่มน้ำปิง"), Study("calm", "ลุ่มน้ำยม"));
        Assert.Equal(3, _server.Sent.Count(id => id == "busy"));
        Assert.Equal(1, _server.Sent.Count(id => id == "calm"));
        Assert.Equal(["busy"], await _index.Ids(Ask("ลุ่มน้ำปิง")));
    }

    [Fact]
    public async Task Items_refused_for_good_are_named_with_the_reason_and_hold_up_nobody()
    {
        _server.ItemStatus = id => id == "bad" ? 400 : 0;
        RefusedWrite refused = Assert.Single(await _index.WriteAsync([Put(Study("bad", "ลุ่มน้ำน่าน")), Put(Study("good", "ลุ่มน้ำชี"))], CancellationToken.None));
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal(("bad", "told to answer 400"), (refused.Id, refused.Reason));
        Assert.Equal(["good"], await _index.Ids(Ask("ลุ่มน้ำชี")));
    }

    [Fact]
    public async Task A_record_whose_pages_were_refused_keeps_its_older_state()
    {
        await _index.With(Study("a", "รายงานเดิม", "", 1, Page(1, "อ่างเก็บน้ำห้วยหลวง")));
        _server.ItemStatus = id => id.Contains('.', StringComparison.Ordinal) ? 400 : 0;
        RefusedWrite refused = Assert.Single(await _index.WriteAsync([Put(Study("a", "รายงานใหม่", "", 2, Page(1, "เขื่อนลำปาว")))], CancellationToken.None));
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal("a", refused.Id);
        Assert.Equal(["a"], await _index.Ids(Ask("\"อ่างเก็บน้ำห้วยหลวง\"")));
        Assert.Empty(await _index.Ids(Ask("\"รายงานใหม่\"")));
    }

    [Fact]
    public async Task A_record_that_was_refused_with_other_pages_keeps_the_pages_it_names()
    {
        await _index.With(Study("a", "รายงานเดิม", "", 1, Page(1, "อ่างเก็บน้ำห้วยหลวง")));
        _server.ItemStatus = id => id == "a" ? 400 : 0;
        Assert.Single(await _index.WriteAsync([Put(Study("a", "รายงานใหม่", "", 2, Page(1, "เขื่อนลำปาว")))], CancellationToken.None));
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal(1, await PagesAsync("a", "อ่างเก็บน้ำห้วยหลวง"));
        _server.ItemStatus = _ => 0;
        await _index.With(Study("a", "รายงานใหม่", "", 2, Page(1, "เขื่อนลำปาว")));
        Assert.Equal((0L, 1L), (await PagesAsync("a", "อ่างเก็บน้ำห้วยหลวง"), await PagesAsync("a", "เขื่อนลำปาว")));
        Assert.Equal(1, (await _index.StateAsync(CancellationToken.None)).Pages);
    }

    [Fact]
    public async Task Pages_that_another_process_has_written_meanwhile_are_not_swept_away()
    {
        await _index.With(Study("a", "รายงาน", "", 1, Page(1, "อ่างเก็บน้ำห้วยหลวง")));
        await _index.WriteAsync([Put(Study("a", "รายงาน", "", 2, Page(1, "เขื่อนลำปาว")))], CancellationToken.None);
        await using var another = new ElasticEvidenceIndex(_cluster.Options, Analysis.OfTheProject, TimeProvider.System);
        await another.With(Study("a", "รายงาน", "", 3, Page(1, "ฝายราษีไศล")));
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal(1, await PagesAsync("a", "ฝายราษีไศล"));
        Assert.Equal(1, (await _index.StateAsync(CancellationToken.None)).Pages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Request entity too large</body></html>")]
    public async Task A_request_that_is_too_large_is_sent_in_parts_and_a_document_that_is_so_alone_is_refused(string said)
    {
        (_server.Largest, _server.TooLarge) = (20_000, said);
        IndexDocument[] studies = [Study("large", "รายงานใหญ่", string.Concat(Enumerable.Repeat("เขื่อนลำปาว ", 2000))), .. Enumerable.Range(1, 30).Select(number => Study($"S{number}", $"ลุ่มน้ำชี ฉบับ {number}", "ระบบนิเวศ การเกษตร"))];
        RefusedWrite refused = Assert.Single(await _index.WriteAsync([.. studies.Select(Put)], CancellationToken.None));
        await _index.RefreshAsync(CancellationToken.None);
        Assert.Equal("large", refused.Id);
        Assert.Contains("413", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(30, (await _index.SearchAsync(Ask("ลุ่มน้ำชี"), CancellationToken.None)).Total);
    }

    [Fact]
    public async Task While_the_disk_is_too_full_for_writes_searches_go_on_and_writes_wait()
    {
        await SettingAsync(true);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.With(Study("second", "น้ำผิวดิน")));
        Assert.Equal(["first"], await _index.Ids(Ask("น้ำบาดาล")));
        await SettingAsync(null);
        await _index.With(Study("second", "น้ำผิวดิน"));
        Assert.Equal(["second"], await _index.Ids(Ask("น้ำผิวดิน")));
    }

    [Fact]
    public async Task A_moment_lost_again_and_again_ends_a_cursor_and_is_a_server_that_is_away_for_all_others()
    {
        await _index.With(Study("second", "น้ำบาดาล", "", 1, Page(1, "บ่อลึก"), Page(2, "บ่อลึก")));
        SearchRequest request = Ask("น้ำบาดาล") with { Size = 1 };
        var pages = new PagesRequest("second", QueryParser.Parse("บ่อลึก", 100), ReadingRights.Open, 1, null);
        string cursor = (await _index.SearchAsync(request, CancellationToken.None)).Next!;
        string next = (await _index.PagesAsync(pages, CancellationToken.None)).Next!;
        _server.LosesMoments = true;
        foreach (string? state in new[] { null, "one" })
        {
            await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.SearchAsync(request with { State = state }, CancellationToken.None));
        }

        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.PagesAsync(pages, CancellationToken.None));
        await Assert.ThrowsAsync<IndexUnavailableException>(async () => await _index.ListAsync(CancellationToken.None).ToListAsync());
        Assert.Equal(SearchOutcome.CursorExpired, (await _index.SearchAsync(request with { Cursor = cursor }, CancellationToken.None)).Outcome);
        Assert.Equal(SearchOutcome.CursorExpired, (await _index.PagesAsync(pages with { Cursor = next }, CancellationToken.None)).Outcome);
        _server.LosesMoments = false;
        Assert.Equal(["first"], await _index.Ids(request));
    }

    [Fact]
    public async Task The_other_nodes_are_asked_when_one_is_gone()
    {
        using var other = new UnrulyServer(_cluster.Options.Addresses[0]);
        await using var index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address, other.Address], Timeout = UnrulyServer.Patience }, Analysis.OfTheProject, TimeProvider.System);
        _server.Now = (Fault.Broken, int.MaxValue);
        for (int time = 0; time < 4; time++)
        {
            Assert.Equal(["first"], await index.Ids(Ask("น้ำบาดาล")));
        }
    }

    private async Task<long> PagesAsync(string id, string words) =>
        (await _index.PagesAsync(new PagesRequest(id, QueryParser.Parse(words, 100), ReadingRights.Open, 10, null), CancellationToken.None)).Total;

    /// <summary>What the server does by itself at the flood stage of its disk.</summary>
    private async Task SettingAsync(bool? closed)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = _cluster.Options.Addresses[0] };
        using HttpResponseMessage answer = await client.PutAsJsonAsync(
            $"{_cluster.Options.Prefix}-records-*,{_cluster.Options.Prefix}-pages-*/_settings", new JsonObject { ["index.blocks.read_only_allow_delete"] = closed });
        answer.EnsureSuccessStatusCode();
    }
}
