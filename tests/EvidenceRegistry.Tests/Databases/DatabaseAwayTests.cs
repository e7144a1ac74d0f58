using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>A database that goes down is told from a fault of the registry: requests are answered 503, jobs wait.</summary>
public sealed class DatabaseAwayTests
{
    /// <summary>SQLSTATE: admin_shutdown, crash_shutdown, cannot_connect_now, connection_failure; unique_violation (PostgreSQL's manual, appendix A).</summary>
    [Theory]
    [InlineData("57P01", true)]
    [InlineData("57P02", true)]
    [InlineData("57P03", true)]
    [InlineData("08006", true)]
    [InlineData("23505", false)]
    public void A_server_that_goes_down_is_told_from_a_wrong_write(string state, bool away) =>
        Assert.Equal(away, DatabaseAway.Is(new PostgresException("said by the server", "FATAL", "FATAL", state)));

    [Fact]
    public async Task A_transaction_that_went_with_its_connection_is_told_from_a_call_out_of_turn()
    {
        await using var command = new NpgsqlCommand("select 1", new NpgsqlConnection("Host=127.0.0.1"));
        var unopened = await Assert.ThrowsAsync<InvalidOperationException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.True(DatabaseAway.Is(new DbUpdateException("x", unopened)));
        Assert.False(DatabaseAway.Is(new InvalidOperationException("ours")));
        Assert.False(DatabaseAway.Is(null));
    }
}
