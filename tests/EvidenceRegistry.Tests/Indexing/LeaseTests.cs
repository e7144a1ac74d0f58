using EvidenceRegistry.Indexing;

namespace EvidenceRegistry.Tests.Indexing;

public sealed class LeaseTests : IAsyncLifetime
{
    private IndexFixture _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await IndexFixture.OpenAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Promise_3_each_change_of_hands_gives_a_later_epoch()
    {
        var cancel = TestContext.Current.CancellationToken;
        var first = new IndexLease(_registry.Dbs, _registry.Time);
        Assert.True(await first.HoldAsync(cancel));
        Assert.Equal(1, first.Epoch);
        _registry.Time.Advance(IndexLease.For);
        Assert.True(await first.HoldAsync(cancel));
        Assert.Equal(1, first.Epoch);

        // The folder's lock lets one process in at a time: a new one takes the row of a killed one over at once.
        var second = new IndexLease(_registry.Dbs, _registry.Time);
        Assert.True(await second.HoldAsync(cancel));
        Assert.Equal(2, second.Epoch);
    }
}
