using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace EvidenceRegistry.Storage;

/// <summary>Opens the database in somebody's name. One per process; each context is short-lived and for one task.</summary>
public sealed class RegistryDbs : IDisposable
{
    /// <summary>Any number that nothing else in the database uses.</summary>
    private const int StartLock = 110301;

    /// <summary>Contexts kept for the next task: to make one costs EF Core as much as a small question to the database.</summary>
    private const int Pooled = 64;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    private readonly WriteGate _gate;
    private readonly Func<RegistryDb> _open;
    private readonly TimeProvider _time;

    internal RegistryDbs(WriteGate gate, Func<RegistryDb> open, TimeProvider time, bool embedded)
    {
        (_gate, _open, _time) = (gate, open, time);
        Embedded = embedded;
    }

    /// <summary>True for SQLite.</summary>
    public bool Embedded { get; }

    /// <summary>Pulses after every commit of this process that changed a record.</summary>
    public ChangeSignal Changes => _gate.Changes;

    public static RegistryDbs Sqlite(string file, TimeProvider time)
    {
        var pool = new PooledDbContextFactory<SqliteRegistryDb>(SqliteRegistryDb.Options(file), Pooled);
        return new RegistryDbs(WriteGate.OneAtATime(), pool.CreateDbContext, time, embedded: true);
    }

    public static RegistryDbs Postgres(string connection, TimeProvider time)
    {
        var pool = new PooledDbContextFactory<PostgresRegistryDb>(PostgresRegistryDb.Options(connection), Pooled);
        return new RegistryDbs(WriteGate.Open(), pool.CreateDbContext, time, embedded: false);
    }

    public RegistryDb Open(int actorId = Actor.System) => _open().For(_gate, _time, actorId);

    /// <summary>
    /// For what several processes that start together must do once: schema, first key, plans, samples. The others wait until the answer is
    /// disposed of; the lock goes with its connection, however the process ends.
    /// </summary>
    public async Task<IAsyncDisposable> AloneAsync(CancellationToken cancel)
    {
        var db = Open();
        if (!Embedded)
        {
            db.Database.SetCommandTimeout(LongestStart);
            await db.Database.OpenConnectionAsync(cancel);
            await db.Database.ExecuteSqlRawAsync($"SELECT pg_advisory_lock({StartLock})", cancel);
        }

        return new Alone(db, Embedded ? null : StartLock);
    }

    /// <summary>
    /// For work that several processes find due at the same moment: one of them does some of it until the answer is disposed of, or until its connection ends,
    /// however that comes. The embedded database is one process's own.
    /// </summary>
    /// <returns>Null where another one is at it.</returns>
    public async Task<IAsyncDisposable?> TurnAsync(Turn turn, CancellationToken cancel)
    {
        var db = Open();
        try
        {
            if (Embedded)
            {
                return new Alone(db, null);
            }

            await db.Database.OpenConnectionAsync(cancel);

            // A machine that is gone says nothing: the server asks after half a minute, not after the two hours it would take by itself.
            await db.Database.ExecuteSqlRawAsync("SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3", cancel);
            if (await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({(int)turn}) AS \"Value\"").SingleAsync(cancel))
            {
                return new Alone(db, (int)turn);
            }
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }

        await db.DisposeAsync();
        return null;
    }

    /// <summary>Brings the database to this program's schema; refuses one that a newer program has written.</summary>
    /// <exception cref="InvalidOperationException">The database knows steps that this program does not.</exception>
    public async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Open();

        // A step may read or sort a large table whole.
        db.Database.SetCommandTimeout(LongestStart);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var known = db.Database.GetMigrations().ToList();
        var newer = applied.Except(known).ToList();
        if (newer.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database was written by a newer Evidence Registry (it knows {string.Join(", ", newer)}). Start that version, or restore a backup made before the upgrade.");
        }

        // Asked for in vain it compares whole models: half a second of every start.
        if (known.Count > applied.Count)
        {
            if (Embedded)
            {
                // EF Core's own lock against two migrating at once is a row that a killed process leaves behind, and every later
                // start would wait for it for ever. The data folder is ours alone here, so whoever left it is gone.
                await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
            }

            await db.Database.MigrateAsync(cancel);
        }
    }

    public void Dispose() => _gate.Dispose();

    private sealed class Alone(RegistryDb db, int? held) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                if (held is { } number)
                {
                    // A connection that goes back to its pool keeps its locks.
                    await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({number})");
                }
            }
            finally
            {
                await db.DisposeAsync();
            }
        }
    }
}
