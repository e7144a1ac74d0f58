using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EvidenceRegistry.Storage;

/// <summary>The embedded default: one file, write-ahead log, every commit flushed.</summary>
public sealed class SqliteRegistryDb(DbContextOptions<SqliteRegistryDb> options, WriteGate gate, TimeProvider time) : RegistryDb(options, gate, time)
{
    // A list of ids is one parameter: of a parameter for each, EF Core makes the names anew every time, at a cost that grows with their number squared.
    public static DbContextOptions<SqliteRegistryDb> Options(string file) => new DbContextOptionsBuilder<SqliteRegistryDb>()
        .UseSqlite($"Data Source={file};Foreign Keys=True;Default Timeout=30", o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .AddInterceptors(new Pragmas())
        .Options;

    private sealed class Pragmas : DbConnectionInterceptor
    {
        // synchronous=FULL: a commit that was acknowledged survives a power cut (DESIGN promise 10).
        private const string Text = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;";

        // EF Core looks whether the database exists over a connection that may not write, and a file that is not in WAL mode yet
        // (a backup made by VACUUM INTO, a start killed at once) cannot be brought into it there.
        private static string TextFor(DbConnection connection) =>
            new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? "PRAGMA busy_timeout=30000;" : Text;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = TextFor(connection);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = TextFor(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>For <c>dotnet ef</c> alone; no file is opened.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteRegistryDb>
{
    public SqliteRegistryDb CreateDbContext(string[] args) => new(SqliteRegistryDb.Options("design.db"), WriteGate.Open(), TimeProvider.System);
}
