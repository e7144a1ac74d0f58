using System.Data.Common;

namespace EvidenceRegistry.Storage;

/// <summary>Tells a database that is away for a moment (restarted, full, out of connections) from a fault of ours.</summary>
public static class DatabaseAway
{
    /// <summary>Whether it, or what it was thrown for, says so.</summary>
    public static bool Is(Exception? thrown) => Causes.Of(thrown).Any(Says);

    // PostgreSQL says 57P01 or 57P02 when it goes down and cuts a connection, which Npgsql does not count as transient. The next command of a
    // transaction that went with its connection meets a bare InvalidOperationException of Npgsql's ("Transaction is already completed").
    private static bool Says(Exception thrown) =>
        thrown is DbException { IsTransient: true } or DbException { SqlState: "57P01" or "57P02" }
        || (thrown.GetType() == typeof(InvalidOperationException) && thrown.Source == "Npgsql");
}
