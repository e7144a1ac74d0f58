using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Elasticsearch;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>A cluster of three nodes that asks who one is: one of them is lost, and a key may do no more than it must.</summary>
[Collection(Alone)]
public sealed class ElasticClusterTests(ElasticNodes nodes) : IClassFixture<ElasticNodes>, IAsyncLifetime
{
    public const string Alone = "A cluster alone";

    private const int Batches = 20;
    private const int BatchSize = 10;

    /// <summary>Until the others have a new master and know what they hold.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async ValueTask InitializeAsync() => await nodes.UpAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The master, which the two others have to replace first.</summary>
    [Fact]
    public async Task A_node_is_killed_while_studies_come_in_and_all_are_found_with_it_away_and_with_it_back()
    {
        ElasticOptions options = nodes.Options() with { Replicas = 1 };
        using var client = new ElasticClient(options, TimeProvider.System);
        await using var index = new ElasticEvidenceIndex(options, Analysis.OfTheProject, TimeProvider.System);
        await index.StateAsync(CancellationToken.None);
        await HealthyAsync($"{options.Prefix}-*?wait_for_nodes={ElasticNodes.Count}&wait_for_status=green");
        JsonElement masters = (await client.GetAsync("_cat/master?format=json", CancellationToken.None)).Taken();
        int master = masters[0].GetProperty("node").GetString()![^1] - '0';

        Task power = Task.CompletedTask;
        for (int batch = 0; batch < Batches; batch++)
        {
            if (batch == 5)
            {
                power = nodes.KillAsync(master);
            }
            else if (batch == 15)
            {
                await power;
                await HealthyAsync("?wait_for_nodes=2");
                power = nodes.StartAgainAsync(master);
            }

            IndexDocument[] studies = [.. Enumerable.Range(batch * BatchSize, BatchSize).Select(number => Study($"S{number:D3}", $"น้ำบาดาล ฉบับ {number}", "", 1, Page(1, $"บ่อลึก {number}")))];
            await WhenItCanAsync(() => index.With(studies));
            SearchAnswer found = await WhenItCanAsync(() => index.SearchAsync(Ask("น้ำบาดาล"), CancellationToken.None));
            Assert.Equal((batch + 1) * BatchSize, found.Total);
        }

        await power;
        await HealthyAsync($"{options.Prefix}-*?wait_for_nodes={ElasticNodes.Count}&wait_for_status=green");
        IndexState state = await index.StateAsync(CancellationToken.None);
        Assert.Equal((Batches * BatchSize, Batches * BatchSize), (state.Records, state.Pages));
        Assert.Equal(
            Enumerable.Range(0, Batches * BatchSize).Select(number => $"S{number:D3}"),
            await index.ListAsync(CancellationToken.None).Select(record => record.Id).ToListAsync());
        Assert.Equal(["S137"], await index.Ids(Ask("\"ฉบับ 137\"")));

        // Each copy of both, those that came again as well.
        (await client.PostAsync($"{options.Prefix}-*/_refresh", null, CancellationToken.None)).Taken();
        JsonElement copies = (await client.GetAsync($"_cat/shards/{options.Prefix}-*?h=docs&format=json", CancellationToken.None)).Taken();
        Assert.Equal(Enumerable.Repeat($"{Batches * BatchSize}", 4), copies.EnumerateArray().Select(copy => copy.GetProperty("docs").GetString()));

        async Task HealthyAsync(string asked)
        {
            JsonElement health = await WhenItCanAsync(async () =>
                (await client.GetAsync($"_cluster/health/{asked}&timeout=20s", CancellationToken.None)).Taken());
            Assert.False(health.GetProperty("timed_out").GetBoolean());
        }
    }

    [Fact]
    public async Task A_key_with_the_privileges_that_the_manual_names_is_enough()
    {
        string manual = await File.ReadAllTextAsync(Path.Combine(Analysis.MappingsFolder(), "../docs/operations.md"), TestContext.Current.CancellationToken);
        Assert.Contains("needs `all` on `<prefix>-*` and the cluster privileges `manage_index_templates` and `monitor`", manual, StringComparison.Ordinal);
        ElasticOptions options = nodes.Options();
        options = options with { ApiKey = await KeyAsync(options, $"{options.Prefix}-*", "all", "manage_index_templates", "monitor"), User = null };
        using var client = new ElasticClient(options, TimeProvider.System);
        await using var index = new ElasticEvidenceIndex(options, Analysis.OfTheProject, TimeProvider.System);
        await index.With(Study("first", "น้ำบาดาล", "", 1, Page(1, "อ่างเก็บน้ำห้วยหลวง")), Study("second", "น้ำบาดาล"), Study("third", "น้ำผิวดิน"));
        await index.With(Study("first", "น้ำบาดาล", "", 2, Page(1, "เขื่อนลำปาว")));
        SearchRequest request = Ask("น้ำบาดาล") with { Size = 1 };
        SearchAnswer page = await index.SearchAsync(request, CancellationToken.None);
        Assert.Equal(2, page.Total);
        Assert.Equal(page.Hits[0].Id == "first" ? ["second"] : ["first"], await index.Ids(request with { Cursor = page.Next }));
        Assert.Equal(3, await index.ListAsync(CancellationToken.None).CountAsync());
        await index.MoreLikeAsync("first", 1, [], CancellationToken.None);
        await index.SuggestAsync("น้ำ", 5, [], CancellationToken.None);
        IndexState before = await index.StateAsync(CancellationToken.None);
        Assert.Equal((3L, 1L), (before.Records, before.Pages));
        Assert.Matches(@"^8\.", before.EngineVersion);

        await using (IIndexBuild build = await index.BeginBuildAsync(CancellationToken.None))
        {
            await build.WriteAsync([Put(Study("new", "น้ำบาดาล"))], CancellationToken.None);
            while (await build.SettleAsync(CancellationToken.None))
            {
                (await client.GetAsync("_tasks?actions=*forcemerge*&wait_for_completion=true&timeout=20s", CancellationToken.None)).Taken();
            }

            await build.SwitchAsync(CancellationToken.None);
        }

        Assert.NotEqual(before.Generation, (await index.StateAsync(CancellationToken.None)).Generation);
        Assert.Equal(["new"], await index.Ids(Ask("น้ำบาดาล")));

        // The process that switched leaves the generation before alone for a while; another does not.
        Assert.Equal(4, await IndicesAsync());
        await using var other = new ElasticEvidenceIndex(options, Analysis.OfTheProject, TimeProvider.System);
        Assert.False(await other.SettleAsync(CancellationToken.None));
        Assert.Equal(2, await IndicesAsync());

        // That a moment may not be closed would be seen nowhere else: nobody waits for it.
        string moment = (await client.PostAsync($"{options.Prefix}-records/_pit?keep_alive=1m", null, CancellationToken.None)).Taken().GetProperty("id").GetString()!;
        (await client.DeleteAsync("_pit", new JsonObject { ["id"] = moment }, CancellationToken.None)).Taken();

        async Task<int> IndicesAsync() => (await client.GetAsync($"{options.Prefix}-*/_alias", CancellationToken.None)).Taken().EnumerateObject().Count();
    }

    [Fact]
    public async Task A_key_that_the_cluster_does_not_know_or_that_may_too_little_is_said_so()
    {
        ElasticOptions options = nodes.Options();
        string other = await KeyAsync(options, "another-*", "all", "manage_index_templates", "monitor");
        foreach ((string key, string words) in new[] { ("d3Jvbmc6d3Jvbmc=", "unable to authenticate"), (other, "unauthorized for API key") })
        {
            await using var index = new ElasticEvidenceIndex(options with { ApiKey = key, User = null }, Analysis.OfTheProject, TimeProvider.System);
            IndexUnavailableException said = await Assert.ThrowsAsync<IndexUnavailableException>(() => index.With(Study("first", "น้ำบาดาล")));
            Assert.Contains(words, said.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<string> KeyAsync(ElasticOptions options, string indices, string privilege, params string[] ofTheCluster)
    {
        using var client = new ElasticClient(options, TimeProvider.System);
        var role = new JsonObject
        {
            ["cluster"] = new JsonArray([.. ofTheCluster.Select(one => JsonValue.Create(one))]),
            ["indices"] = new JsonArray(new JsonObject { ["names"] = new JsonArray(indices), ["privileges"] = new JsonArray(privilege) }),
        };
        var asked = new JsonObject { ["name"] = options.Prefix, ["role_descriptors"] = new JsonObject { ["registry"] = role } };
        return (await client.PostAsync("_security/api_key", asked, CancellationToken.None)).Taken().GetProperty("encoded").GetString()!;
    }

    /// <summary>Asked again while the cluster is away, as the feed does; the client has waited between its own tries.</summary>
    private static async Task<T> WhenItCanAsync<T>(Func<Task<T>> step)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await step();
            }
            catch (IndexUnavailableException) when (TimeProvider.System.GetElapsedTime(begun) < Patience)
            {
            }
        }
    }
}

[CollectionDefinition(ElasticClusterTests.Alone, DisableParallelization = true)]
public sealed class ElasticClusterAlone;
