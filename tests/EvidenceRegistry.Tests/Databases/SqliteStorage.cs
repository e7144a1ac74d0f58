using EvidenceRegistry.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Databases;

public sealed class SqliteStorage : StorageContract, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-storage-").FullName;
    private RegistryDbs? _dbs;

    protected override RegistryDbs Dbs => _dbs!;

    public async ValueTask InitializeAsync()
    {
        _dbs = RegistryDbs.Sqlite(Path.Combine(_folder, "registry.db"), Time);
        await _dbs.MigrateAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Promise_10_every_commit_is_flushed()
    {
        await using var db = Dbs.Open();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal("2", await AskAsync(db, "PRAGMA synchronous"));
        Assert.Equal("wal", await AskAsync(db, "PRAGMA journal_mode"));
        Assert.Equal("1", await AskAsync(db, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        await using (var db = Dbs.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_FromTheFuture', '99.0.0')", TestContext.Current.CancellationToken);
        }

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Dbs.MigrateAsync(TestContext.Current.CancellationToken));
        Assert.Contains("29990101000000_FromTheFuture", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _dbs?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string?> AskAsync(RegistryDb db, string pragma)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The text is one of three constants above.
        command.CommandText = pragma;
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }
}
