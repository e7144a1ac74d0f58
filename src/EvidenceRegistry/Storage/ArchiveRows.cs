using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EvidenceRegistry.Storage;

/// <summary>What an archive needs of the database and nobody else may use: rows as they are, past the stamping of the save.</summary>
public static class ArchiveRows
{
    /// <summary>Everything read until this is disposed is of one moment; writers go on meanwhile.</summary>
    public static async Task<IDbContextTransaction> ReadOneMomentAsync(this RegistryDb db, CancellationToken cancel)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        }

        await db.Database.OpenConnectionAsync(cancel);
        return (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancel))!;
    }

    /// <summary>Into an empty registry, inside the writing of a restore: nothing is stamped, keys are kept.</summary>
    public static Task WriteAsTheyAreAsync<T>(this RegistryDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class => rows.Count == 0 ? Task.CompletedTask : NewRows.WriteAsync(db, rows, new JsonMemo(), cancel, keepKeys: true);

    /// <summary>
    /// After a restore: sequences go on behind the highest key, and every record is due for the index and for the search for duplicates,
    /// which an archive does not hold.
    /// </summary>
    public static async Task CountOnAsync(this RegistryDb db, CancellationToken cancel)
    {
        // Behind the tokens that readings carry, so that no new token is an old one.
        var token = await db.Readings.MaxAsync(r => (long?)r.Origin, cancel) ?? 0;
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"Outbox\" (\"Id\", \"RecordId\", \"Narrowing\", \"Attempts\", \"Poisoned\") SELECT {token} + ROW_NUMBER() OVER (ORDER BY \"Id\"), \"Id\", {false}, 0, {false} FROM \"Records\"", cancel);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"SketchesDue\" (\"RecordId\") SELECT \"Id\" FROM \"Records\"", cancel);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"TagsDue\" (\"RecordId\") SELECT \"Id\" FROM \"Records\"", cancel);
        if (db.Database.GetDbConnection() is SqliteConnection)
        {
            return;
        }

        foreach (var table in db.Model.GetEntityTypes().Where(t => t.FindPrimaryKey()?.Properties is [{ ValueGenerated: Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd } key] && (key.ClrType == typeof(long) || key.ClrType == typeof(int))))
        {
            var (name, column) = (table.GetTableName()!, table.FindPrimaryKey()!.Properties[0].GetColumnName());
#pragma warning disable EF1002 // Names come from the model.
            await db.Database.ExecuteSqlRawAsync($"SELECT setval(s, (SELECT max(\"{column}\") FROM \"{name}\")) FROM pg_get_serial_sequence('\"{name}\"', '{column}') s WHERE EXISTS (SELECT 1 FROM \"{name}\")", cancel);
#pragma warning restore EF1002
        }
    }
}
