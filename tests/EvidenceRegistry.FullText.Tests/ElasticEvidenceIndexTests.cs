using EvidenceRegistry.FullText.Elasticsearch;
using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The contract, kept by Elasticsearch.</summary>
public sealed class ElasticEvidenceIndexTests : EvidenceIndexContract
{
    private readonly List<ElasticCluster> _clusters = [];
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55)) { AutoAdvanceAmount = TimeSpan.Zero };

    /// <summary>A moment kept from an earlier search would still show what was closed in between, and not what is said to be visible.</summary>
    [Fact]
    public async Task What_another_process_wrote_or_removed_shows_in_the_very_next_search()
    {
        var cluster = ElasticCluster.OfTheTests();
        _clusters.Add(cluster);
        await using var writer = new ElasticEvidenceIndex(cluster.Options, Analysis.OfTheProject, _time);
        await using var reader = new ElasticEvidenceIndex(cluster.Options, Analysis.OfTheProject, _time);
        await writer.With(Study("first", "น้ำบาดาล"));
        Assert.Equal(["first"], await reader.Ids(Ask("น้ำบาดาล")));
        await writer.With(Study("second", "ทางหลวง"));
        Assert.Equal(["second"], await reader.Ids(Ask("ทางหลวง")));
        await writer.WriteAsync([new IndexWrite("first", 2, null)], CancellationToken.None);
        await writer.RefreshAsync(CancellationToken.None);
        Assert.Empty(await reader.Ids(Ask("น้ำบาดาล")));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (ElasticCluster cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }
    }

    protected override Task<IEvidenceIndex> OpenAsync() => Open();

    protected override Task<IEvidenceIndex> OpenAnotherAsync() => Open();

    protected override void LetCursorsExpire() => _time.Advance(TimeSpan.FromMinutes(11));

    private Task<IEvidenceIndex> Open()
    {
        var cluster = ElasticCluster.OfTheTests();
        _clusters.Add(cluster);
        return Task.FromResult<IEvidenceIndex>(new ElasticEvidenceIndex(cluster.Options, Analysis.OfTheProject, _time));
    }
}
