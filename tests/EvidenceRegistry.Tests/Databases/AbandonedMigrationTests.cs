using EvidenceRegistry.Storage;
using Microsoft.Data.Sqlite;

namespace EvidenceRegistry.Tests.Databases;

public sealed class AbandonedMigrationTests
{
    [Fact]
    public async Task A_start_that_was_killed_while_it_made_the_tables_does_not_hold_up_the_next_one()
    {
        var folder = Directory.CreateTempSubdirectory("registry-migration-");
        var file = Path.Combine(folder.FullName, "registry.db");
        await using (var left = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await left.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = left.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using (var dbs = RegistryDbs.Sqlite(file, TimeProvider.System))
        {
            await dbs.MigrateAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await using var db = dbs.Open();
            Assert.Empty(db.Records);
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
