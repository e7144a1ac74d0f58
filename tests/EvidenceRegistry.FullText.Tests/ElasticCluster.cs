using EvidenceRegistry.FullText.Elasticsearch;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The Elasticsearch that tests may use, and names in it that no other test uses; gone after the test.</summary>
internal sealed class ElasticCluster : IAsyncDisposable
{
    private const string Variable = "REGISTRY_ELASTICSEARCH";

    private ElasticCluster(Uri address) => Options = new ElasticOptions
    {
        Addresses = [address],
        MappingsFolder = Analysis.MappingsFolder(),
        Prefix = $"t{Guid.NewGuid():N}",
        BulkDocuments = 500,
    };

    public ElasticOptions Options { get; }

    /// <summary>By its address in the environment, or in a container. Skips the test where there is neither; fails it where servers are required.</summary>
    public static ElasticCluster OfTheTests()
    {
        string? address = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : ServerContainers.Elasticsearch();
        if (address is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", $"REQUIRE_SERVERS=1, {Variable} names no Elasticsearch, and no Docker engine answers.");
            Assert.Skip($"{Variable} names no Elasticsearch, and no Docker engine answers.");
        }

        return new ElasticCluster(new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        using var client = new ElasticClient(Options, TimeProvider.System);
        foreach (string kind in new[] { "records", "pages" })
        {
            ElasticAnswer all = await client.GetAsync($"{Options.Prefix}-{kind}-*/_alias", CancellationToken.None);
            foreach (string index in all.Body.EnumerateObject().Select(one => one.Name))
            {
                await client.DeleteAsync(index, null, CancellationToken.None);
            }

            await client.DeleteAsync($"_index_template/{Options.Prefix}-{kind}", null, CancellationToken.None);
        }
    }
}
