using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Indexing;

public sealed class LeaseTests : IAsyncLifetime
{
    private IndexFixture _registry = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _registry = await IndexFixture.OpenAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Promise_3_each_change_of_hands_gives_a_later_epoch()
    {
        using var first = new IndexLease(_registry.Dbs, _registry.Time);
        Assert.True(await first.HoldAsync(Cancel));
        Assert.Equal(1, first.Epoch);
        _registry.Time.Advance(IndexLease.For);
        Assert.True(await first.HoldAsync(Cancel));
        Assert.Equal(1, first.Epoch);

        // The folder's lock lets one process in at a time: a new one takes the row of a killed one over at once.
        using var second = new IndexLease(_registry.Dbs, _registry.Time);
        Assert.True(await second.HoldAsync(Cancel));
        Assert.Equal(2, second.Epoch);
    }

    [Fact]
    public async Task Promise_3_a_step_that_takes_longer_than_the_lease_is_believed_does_not_lose_it()
    {
        await _registry.KeepAsync("เอกสารยาวมาก");
        var (begun, over) = (new TaskCompletionSource(), new TaskCompletionSource());
        _registry.Index.BeforeRefresh = async () =>
        {
            begun.TrySetResult();
            await over.Task;
        };
        await _registry.Feed.StartAsync(Cancel);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        for (var step = 0; step < 12; step++)
        {
            _registry.Time.Advance(TimeSpan.FromSeconds(5));
            if (step % 4 == 3)
            {
                await Until.SoAsync(async () => await UntilAsync() >= _registry.Time.GetUtcNow().UtcDateTime.AddSeconds(5), "The lease was not renewed.", Cancel);
            }
        }

        over.SetResult();
        await _registry.Feed.StopAsync(Cancel);
    }

    [Fact]
    public async Task Promise_3_of_many_processes_that_ask_at_one_moment_one_holds_the_lease()
    {
        await using var database = await PostgresDatabase.MakeAsync();
        using var dbs = await OpenAsync(database, _registry.Time);
        var leases = Enumerable.Range(0, 8).Select(_ => new IndexLease(dbs, _registry.Time)).ToList();
        Assert.True(await leases[0].HoldAsync(Cancel));
        _registry.Time.Advance(IndexLease.For * 2);
        var held = await Task.WhenAll(leases.Skip(1).Select(lease => Task.Run(() => lease.HoldAsync(Cancel), Cancel)));
        Assert.Single(held, h => h);
        Assert.False(await leases[0].HoldAsync(Cancel));
        leases.ForEach(lease => lease.Dispose());
    }

    [Fact]
    public async Task Promise_3_nobody_takes_the_lease_over_while_something_is_done_that_cannot_be_taken_back()
    {
        await using var database = await PostgresDatabase.MakeAsync();
        using var dbs = await OpenAsync(database, _registry.Time);
        using var first = new IndexLease(dbs, _registry.Time);
        using var second = new IndexLease(dbs, _registry.Time);
        Assert.True(await first.HoldAsync(Cancel));
        Task<bool> taking = null!;
        await first.WhileHeldAsync(first.Epoch, async () =>
        {
            // This process sleeps.
            _registry.Time.Advance(IndexLease.For * 2);
            taking = Task.Run(() => second.HoldAsync(Cancel), Cancel);
            await Until.SoAsync(async () => taking.IsCompleted || await WaitsAsync(dbs), "Nobody waits for the lease.", Cancel);
            Assert.False(taking.IsCompleted);
        }, Cancel);
        Assert.True(await taking);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => first.WhileHeldAsync(first.Epoch, () => throw new InvalidOperationException("done without the lease"), Cancel));
    }

    /// <summary>Whether somebody in that database waits for what another holds.</summary>
    private static async Task<bool> WaitsAsync(RegistryDbs dbs)
    {
        await using var db = dbs.Open();
        return await db.Database.SqlQueryRaw<int>("""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""").SingleAsync(Cancel) > 0;
    }

    private static async Task<RegistryDbs> OpenAsync(PostgresDatabase database, FakeTimeProvider time)
    {
        var dbs = RegistryDbs.Postgres(database.Connection, time);
        await dbs.MigrateAsync(Cancel);
        return dbs;
    }

    private async Task<DateTime> UntilAsync()
    {
        await using var db = _registry.Dbs.Open();
        return (await db.Leases.AsNoTracking().SingleAsync(Cancel)).Until!.Value;
    }
}
