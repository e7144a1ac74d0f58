using Npgsql;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>A database of its own on the server of the tests, gone afterwards.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly string _name = $"registry_{Guid.NewGuid():n}";

    public string Name => _name;

    public string Connection => new NpgsqlConnectionStringBuilder(Servers.Postgres()) { Database = _name, Pooling = false }.ConnectionString;

    public static async Task<PostgresDatabase> MakeAsync()
    {
        var made = new PostgresDatabase();
        await RunAsync($"CREATE DATABASE {made._name}");
        return made;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE {_name} WITH (FORCE)");

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Servers.Postgres());
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is made here, of hexadecimal digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
