using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Elasticsearch;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Indices that a cluster lost, all or some of them: they are made again, empty, by whoever comes first, and say that they are new.</summary>
public sealed class ElasticLossTests : IAsyncLifetime
{
    private readonly ElasticCluster _cluster = ElasticCluster.OfTheTests();
    private ElasticClient _client = null!;
    private ElasticEvidenceIndex _index = null!;

    private string Prefix => _cluster.Options.Prefix;

    public async ValueTask InitializeAsync()
    {
        _client = new ElasticClient(_cluster.Options, TimeProvider.System);
        _index = Another();
        await _index.With(Study("first", "น้ำบาดาล", "", 1, Page(1, "บ่อลึก")));
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _client.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_starts_later_finds_them_made_again_by_our_mappings()
    {
        await _cluster.DisposeAsync();
        await using ElasticEvidenceIndex another = Another();
        await MadeAnewAsync(another);
    }

    [Fact]
    public async Task A_write_a_moment_later_is_not_taken_by_an_index_of_nobodys_making()
    {
        await LoseAsync("records-first", "pages-first");
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.With(Study("second", "น้ำผิวดิน", "", 1, Page(1, "อ่างเก็บน้ำ"))));
        Assert.Empty(await IndicesAsync());
        await MadeAnewAsync(_index);
    }

    [Fact]
    public async Task A_deletion_a_moment_later_waits_as_well()
    {
        await LoseAsync("records-first", "pages-first");
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _index.WriteAsync([Delete("first", 2)], CancellationToken.None));
        Assert.Empty(await IndicesAsync());
    }

    [Fact]
    public async Task A_build_whose_indices_were_lost_takes_nothing_more()
    {
        await using IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None);
        string[] built = [.. (await IndicesAsync()).Where(index => !index.EndsWith("-first", StringComparison.Ordinal))];
        await LoseAsync(built);
        await Assert.ThrowsAsync<IndexUnavailableException>(async () => await build.WriteAsync([Put(Study("second", "น้ำผิวดิน"))], CancellationToken.None));
        Assert.Equal(["pages-first", "records-first"], await IndicesAsync());
    }

    [Fact]
    public async Task The_pair_before_does_not_stand_in_the_way()
    {
        await using (IIndexBuild build = await _index.BeginBuildAsync(CancellationToken.None))
        {
            await build.SwitchAsync(CancellationToken.None);
        }

        await LoseAsync([.. (await IndicesAsync()).Where(index => !index.EndsWith("-first", StringComparison.Ordinal))]);
        await using ElasticEvidenceIndex another = Another();
        await MadeAnewAsync(another);
    }

    [Theory]
    [InlineData("records-first")]
    [InlineData("pages-first")]
    public async Task Half_a_pair_is_none(string lost)
    {
        await LoseAsync(lost);
        await using ElasticEvidenceIndex another = Another();
        await MadeAnewAsync(another);
    }

    /// <summary>Removed by a hand that had lost the lease, or an operator's; or an older snapshot of the pages was put back.</summary>
    [Fact]
    public async Task Pages_that_are_gone_are_told_by_the_list_and_come_back_with_a_write_of_the_same_revision()
    {
        IndexDocument study = Study("second", "น้ำผิวดิน", "", 3, Page(1, "อ่างเก็บน้ำ"), Page(2, "ฝาย"));
        await _index.With(study, Study("third", "ไม่มีหน้า"));
        Assert.DoesNotContain("", await HashesAsync("first", "second"));
        (await _client.PostAsync($"{Prefix}-pages/_delete_by_query?refresh=true", new JsonObject { ["query"] = Clause.Term("page", "2") }, CancellationToken.None)).Taken();
        Assert.Equal(["second"], (await _index.ListAsync(CancellationToken.None).ToListAsync()).Where(record => record.PagesHash.Length == 0 && record.Id != "third").Select(record => record.Id));
        await _index.With(study);
        Assert.DoesNotContain("", await HashesAsync("first", "second"));
        Assert.Equal(3, (await _index.StateAsync(CancellationToken.None)).Pages);
    }

    [Theory]
    [InlineData("records-write")]
    [InlineData("pages-write")]
    public async Task An_index_that_took_the_name_of_an_alias_makes_room(string name)
    {
        await _cluster.DisposeAsync();
        (await _client.PutAsync($"{Prefix}-{name}", null, CancellationToken.None)).Taken();
        await using ElasticEvidenceIndex another = Another();
        await MadeAnewAsync(another);
    }

    [Fact]
    public async Task Processes_that_meet_the_loss_together_make_one_pair()
    {
        await LoseAsync("pages-first");
        ElasticEvidenceIndex[] processes = [.. Enumerable.Range(0, 6).Select(_ => Another())];
        IndexState[] states = await Task.WhenAll(processes.Select(process => process.StateAsync(CancellationToken.None)));
        Assert.Single(states.Select(state => state.Generation).Distinct());
        Assert.Equal(2, (await IndicesAsync()).Length);
        await MadeAnewAsync(processes[0]);
        foreach (ElasticEvidenceIndex process in processes)
        {
            await process.DisposeAsync();
        }
    }

    /// <summary>Without records (pages that no record names may be there), new, and taking writes.</summary>
    private static async Task MadeAnewAsync(ElasticEvidenceIndex index)
    {
        IndexState state = await index.StateAsync(CancellationToken.None);
        Assert.Equal((0, true), (state.Records, state.IsNew));
        Assert.Equal(Analysis.OfTheProject.Version, state.AnalysisVersion);
        await index.With(Study("second", "น้ำผิวดิน", "", 1, Page(1, "อ่างเก็บน้ำ")));
        Assert.Equal(["second"], await index.Ids(Ask("น้ำผิวดิน")));
        var pages = new PagesRequest("second", QueryParser.Parse("อ่างเก็บน้ำ", 100), ReadingRights.Open, 10, null);
        Assert.Equal(1, (await index.PagesAsync(pages, CancellationToken.None)).Total);
        await index.WriteAsync([Delete("second", 2)], CancellationToken.None);
        await index.RefreshAsync(CancellationToken.None);
        Assert.Empty(await index.Ids(Ask("น้ำผิวดิน")));
    }

    private async Task<List<string>> HashesAsync(params string[] ids) =>
        await _index.ListAsync(CancellationToken.None).Where(record => ids.Contains(record.Id)).Select(record => record.PagesHash).ToListAsync();

    private ElasticEvidenceIndex Another() => new(_cluster.Options, Analysis.OfTheProject, TimeProvider.System);

    private async Task LoseAsync(params string[] indices)
    {
        foreach (string index in indices)
        {
            (await _client.DeleteAsync($"{Prefix}-{index}", null, CancellationToken.None)).Taken();
        }
    }

    /// <summary>Whatever there is, without the prefix.</summary>
    private async Task<string[]> IndicesAsync() =>
        [.. (await _client.GetAsync($"{Prefix}-*/_alias", CancellationToken.None)).Taken().EnumerateObject().Select(index => index.Name[(Prefix.Length + 1)..]).Order(StringComparer.Ordinal)];
}
