using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Elasticsearch;
using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The contract, kept by Elasticsearch.</summary>
public sealed class ElasticEvidenceIndexTests : EvidenceIndexContract
{
    private readonly List<ElasticCluster> _clusters = [];
    private readonly List<IEvidenceIndex> _processes = [];
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55)) { AutoAdvanceAmount = TimeSpan.Zero };

    /// <summary>A moment kept from an earlier search would still show what was closed in between, and not what is said to be visible.</summary>
    [Fact]
    public async Task What_another_process_wrote_or_removed_shows_in_the_very_next_search()
    {
        (IEvidenceIndex writer, IEvidenceIndex reader) = await TwoAsync();
        await writer.With(Study("first", "น้ำบาดาล"));
        Assert.Equal(["first"], await reader.Ids(Ask("น้ำบาดาล")));
        await writer.With(Study("second", "ทางหลวง"));
        Assert.Equal(["second"], await reader.Ids(Ask("ทางหลวง")));
        await writer.WriteAsync([new IndexWrite("first", 2, null)], CancellationToken.None);
        await writer.RefreshAsync(CancellationToken.None);
        Assert.Empty(await reader.Ids(Ask("น้ำบาดาล")));
    }

    [Fact]
    public async Task Searches_that_know_of_one_state_share_a_moment_and_another_state_shows_all_that_was_written_before_it()
    {
        (IEvidenceIndex writer, IEvidenceIndex reader) = await TwoAsync();
        await writer.With(Study("first", "น้ำบาดาล"));
        Assert.Equal(["first"], await reader.Ids(Ask("น้ำบาดาล") with { State = "one" }));
        await writer.With(Study("second", "น้ำบาดาล"));
        Assert.Equal(["first"], await reader.Ids(Ask("น้ำบาดาล") with { State = "one" }));
        Assert.Equal(["first", "second"], await reader.Ids(Ask("น้ำบาดาล") with { State = "two" }));
        await writer.WriteAsync([new IndexWrite("first", 2, null)], CancellationToken.None);
        await writer.RefreshAsync(CancellationToken.None);
        Assert.Equal(["second"], await reader.Ids(Ask("น้ำบาดาล")));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["second"], await reader.Ids(Ask("น้ำบาดาล") with { State = "two" }));
    }

    [Fact]
    public async Task A_moment_that_went_with_its_generation_is_opened_anew_for_a_search_and_over_for_a_cursor()
    {
        (IEvidenceIndex writer, IEvidenceIndex reader) = await TwoAsync();
        await writer.With(Study("first", "น้ำบาดาล"), Study("second", "น้ำบาดาล"));
        SearchRequest request = Ask("น้ำบาดาล") with { State = "one", Size = 1 };
        string cursor = (await reader.SearchAsync(request, CancellationToken.None)).Next!;
        for (int time = 0; time < 2; time++)
        {
            await using IIndexBuild build = await writer.BeginBuildAsync(CancellationToken.None);
            await build.WriteAsync([Put(Study("first", "น้ำบาดาล")), Put(Study("second", "น้ำบาดาล"))], CancellationToken.None);
            await build.SwitchAsync(CancellationToken.None);
        }

        Assert.Equal(["first"], await reader.Ids(request));
        Assert.Equal(SearchOutcome.CursorExpired, (await reader.SearchAsync(request with { Cursor = cursor }, CancellationToken.None)).Outcome);
    }

    /// <summary>After an upgrade the index of before answers until it has been made anew.</summary>
    [Fact]
    public async Task An_index_of_an_older_mapping_answers_with_its_facets_and_says_that_it_is_not_ours()
    {
        (IEvidenceIndex writer, IEvidenceIndex reader) = await TwoAsync();
        await writer.With(Study("first", "น้ำบาดาล"));
        ElasticOptions options = _clusters[^1].Options;
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = options.Addresses[0] };
        JsonObject meta = (await client.GetFromJsonAsync<JsonObject>($"{options.Prefix}-records/_mapping"))!.Single().Value!["mappings"]!["_meta"]!.AsObject();
        meta["mapping"] = "older";
        var older = new JsonObject
        {
            ["id"] = "older", ["revision"] = 1, ["prior"] = 1, ["year"] = 0, ["changedAt"] = 0, ["pageCount"] = 0,
            ["facet"] = new JsonObject { ["target"] = new JsonObject { ["claimed"] = new JsonArray("11"), ["confirmed"] = new JsonArray("11", "12") } },
        };
        using HttpResponseMessage put = await client.PutAsJsonAsync($"{options.Prefix}-records/_doc/older?refresh=true", older);
        put.EnsureSuccessStatusCode();
        using HttpResponseMessage answer = await client.PutAsJsonAsync($"{options.Prefix}-records/_mapping", new JsonObject { ["_meta"] = meta.DeepClone() });
        answer.EnsureSuccessStatusCode();
        Assert.Equal("", (await reader.StateAsync(CancellationToken.None)).AnalysisVersion);
        SearchAnswer found = await reader.SearchAsync(Ask("") with { Facets = true }, CancellationToken.None);
        Assert.Equal(["11:1", "12:1"], found.Facets[FacetNames.Target].Select(value => $"{value.Value}:{value.Count}"));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (IEvidenceIndex process in _processes)
        {
            await process.DisposeAsync();
        }

        foreach (ElasticCluster cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }
    }

    protected override Task<IEvidenceIndex> OpenAsync() => Open();

    protected override Task<IEvidenceIndex> OpenAnotherAsync() => Open();

    protected override void LetCursorsExpire() => _time.Advance(TimeSpan.FromMinutes(11));

    /// <summary>As two processes on the same indices.</summary>
    private async Task<(IEvidenceIndex Writer, IEvidenceIndex Reader)> TwoAsync()
    {
        IEvidenceIndex writer = await Open();
        _processes.AddRange(writer, new ElasticEvidenceIndex(_clusters[^1].Options, Analysis.OfTheProject, _time));
        return (writer, _processes[^1]);
    }

    private Task<IEvidenceIndex> Open()
    {
        var cluster = ElasticCluster.OfTheTests();
        _clusters.Add(cluster);
        return Task.FromResult<IEvidenceIndex>(new ElasticEvidenceIndex(cluster.Options, Analysis.OfTheProject, _time));
    }
}
