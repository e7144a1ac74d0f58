using EvidenceRegistry.FullText.Elasticsearch;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>A build takes what the live index takes meanwhile.</summary>
public sealed class ElasticBuildTests : IAsyncLifetime
{
    private const string Bulk = "POST /_bulk";

    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private UnrulyServer _server = null!;
    private ElasticEvidenceIndex _index = null!;

    public ValueTask InitializeAsync()
    {
        _server = new UnrulyServer(_cluster.Options.Addresses[0]);
        _index = new ElasticEvidenceIndex(_cluster.Options with { Addresses = [_server.Address] }, Analysis.OfTheProject, TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _server.Dispose();
        await _cluster.DisposeAsync();
    }

    /// <summary>Its pages are there already, its record is not: whoever swept now would take the pages away.</summary>
    [Fact]
    public async Task A_write_that_is_under_way_while_the_build_settles_keeps_its_pages()
    {
        IndexDocument first = Study("a", "รายงาน", "", 1, Page(1, "อ่างเก็บน้ำห้วยหลวง"));
        await _index.With(first);
        await using IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(first)], CancellationToken.None);
        int before = _server.Asked.Count(asked => asked == Bulk);
        var swept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Pages and record of the live index, then those of the build: its record waits.
        _server.Before = asked => asked == Bulk && _server.Asked.Count(one => one == Bulk) == before + 4 ? swept.Task : Task.CompletedTask;
        IndexDocument second = Study("a", "รายงาน", "", 2, Page(1, "เขื่อนลำปาว"));
        Task<IReadOnlyList<RefusedWrite>> write = _index.WriteAsync([Put(second)], CancellationToken.None);
        await _server.AskedAsync(Bulk, before + 4);
        Task<bool> settling = build.SettleAsync(CancellationToken.None);
        await Record.ExceptionAsync(() => settling.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        swept.SetResult();
        Assert.Empty(await write);
        await settling;
        IndexedRecord listed = Assert.Single(await build.ListAsync(CancellationToken.None).ToListAsync());
        Assert.Equal(new IndexedRecord("a", 2, second.PagesHash), listed);
    }

    [Fact]
    public async Task What_the_build_alone_refuses_is_refused()
    {
        await _index.With(Study("a", "น้ำบาดาล"));
        await using IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None);
        int sent = 0;
        _server.ItemStatus = id => id == "a" && ++sent == 2 ? 400 : 0;
        RefusedWrite refused = Assert.Single(await _index.WriteAsync([Put(Study("a", "น้ำบาดาล", "", 2)), Put(Study("b", "น้ำผิวดิน"))], CancellationToken.None));
        Assert.Equal("a", refused.Id);
        Assert.Equal(["b"], (await build.ListAsync(CancellationToken.None).ToListAsync()).Select(record => record.Id));
    }

    /// <summary>Between the look at what lives and the removal of what does not, another process may have switched.</summary>
    [Fact]
    public async Task A_generation_that_went_live_while_it_was_to_be_swept_stays()
    {
        await _index.With(Study("old", "น้ำบาดาล"));
        await using var other = new ElasticEvidenceIndex(_cluster.Options, Analysis.OfTheProject, TimeProvider.System);
        IIndexBuild build = await other.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(Study("new", "น้ำบาดาล"))], CancellationToken.None);
        bool switched = false;
        _server.Before = async asked =>
        {
            if (!switched && (asked.StartsWith("DELETE ", StringComparison.Ordinal) || asked == "POST /_aliases"))
            {
                switched = true;
                await build.SwitchAsync(CancellationToken.None);
            }
        };
        await Record.ExceptionAsync(() => _index.SettleAsync(CancellationToken.None));
        Assert.True(switched);
        _server.Before = _ => Task.CompletedTask;
        Assert.Equal(["new"], await other.Ids(Ask("น้ำบาดาล")));
        await build.DisposeAsync();
    }
}
