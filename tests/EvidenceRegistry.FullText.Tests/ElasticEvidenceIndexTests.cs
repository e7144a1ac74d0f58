using EvidenceRegistry.FullText.Elasticsearch;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The contract, kept by Elasticsearch.</summary>
public sealed class ElasticEvidenceIndexTests : EvidenceIndexContract
{
    private readonly List<ElasticCluster> _clusters = [];
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55)) { AutoAdvanceAmount = TimeSpan.Zero };

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
