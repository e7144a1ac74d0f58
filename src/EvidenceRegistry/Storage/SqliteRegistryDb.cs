using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace EvidenceRegistry.Storage;

/// <summary>The embedded default: one file, write-ahead log, every commit flushed.</summary>
public sealed class SqliteRegistryDb(DbContextOptions<SqliteRegistryDb> options) : RegistryDb(options)
{
    // A list of ids is one parameter: of a parameter for each, EF Core makes the names anew every time, at a cost that grows with their number squared.
    public static DbContextOptions<SqliteRegistryDb> Options(string file) => new DbContextOptionsBuilder<SqliteRegistryDb>()
        .UseSqlite($"Data Source={file};Default Timeout=30", o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .AddInterceptors(new Pragmas())
        .Options;

    private sealed class Pragmas : DbConnectionInterceptor
    {
        // synchronous=FULL: a commit that was acknowledged survives a power cut (DESIGN promise 10).
        private const string Text = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;";

        // EF Core looks whether the database exists over a connection that may not write, and a file that is not in WAL mode yet
        // (a backup made by VACUUM INTO, a start killed at once) cannot be brought into it there.
        private static string TextFor(SqliteConnection connection) =>
            new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? "PRAGMA busy_timeout=30000;" : Text;

        /// <summary>Connections that were told once: one that comes back from the pool remembers, and a search would say it again for each of its questions.</summary>
        private readonly ConditionalWeakTable<sqlite3, string> _told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            // The provider has no asynchronous way: its own only calls this one.
            Tell((SqliteConnection)connection);
            return Task.CompletedTask;
        }

        private void Tell(SqliteConnection connection)
        {
            if (connection.Handle is { } handle && _told.TryGetValue(handle, out _))
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = TextFor(connection);
            command.ExecuteNonQuery();
            _told.AddOrUpdate(connection.Handle!, command.CommandText);
        }
    }
}

/// <summary>For <c>dotnet ef</c> alone; no file is opened.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteRegistryDb>
{
    public SqliteRegistryDb CreateDbContext(string[] args) => new(SqliteRegistryDb.Options("design.db"));
}
