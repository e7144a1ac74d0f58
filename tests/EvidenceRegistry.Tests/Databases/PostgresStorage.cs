using EvidenceRegistry.Storage;
using Npgsql;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>The same promises on a real PostgreSQL, each test in a database of its own.</summary>
public sealed class PostgresStorage : StorageContract, IAsyncLifetime
{
    private readonly string _name = $"registry_{Guid.NewGuid():n}";
    private RegistryDbs? _dbs;

    protected override RegistryDbs Dbs => _dbs!;

    public async ValueTask InitializeAsync()
    {
        var server = Servers.Postgres();
        await RunAsync(server, $"CREATE DATABASE {_name}");
        _dbs = RegistryDbs.Postgres(new NpgsqlConnectionStringBuilder(server) { Database = _name, Pooling = false }.ConnectionString, Time);
        await _dbs.MigrateAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_dbs is not null)
        {
            _dbs.Dispose();
            await RunAsync(Servers.Postgres(), $"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is made here, of hexadecimal digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
