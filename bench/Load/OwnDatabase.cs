using Npgsql;

namespace EvidenceRegistry.Bench.Load;

/// <summary>An empty database on the server that a connection names, whatever stands in the one it names; gone after the run.</summary>
public sealed class OwnDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"bench_{Guid.NewGuid():n}";

    private OwnDatabase(string server) => _server = server;

    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public static async Task<OwnDatabase> MakeAsync(string server)
    {
        var made = new OwnDatabase(server);
        await made.RunAsync($"CREATE DATABASE {made._name}");
        return made;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is made here, of hexadecimal digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
