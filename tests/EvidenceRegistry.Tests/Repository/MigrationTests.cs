using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Repository;

/// <summary>One model, two databases; no server is asked.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Both_databases_have_the_same_steps()
    {
        using var sqlite = Sqlite();
        using var postgres = Postgres();
        var names = Names(sqlite);
        Assert.NotEmpty(names);
        Assert.Equal(names, Names(postgres));
    }

    [Fact]
    public void The_steps_lead_to_the_model_of_today()
    {
        using var sqlite = Sqlite();
        using var postgres = Postgres();
        Assert.False(sqlite.Database.HasPendingModelChanges(), "SQLite: make migration name=…");
        Assert.False(postgres.Database.HasPendingModelChanges(), "PostgreSQL: make migration name=…");
    }

    private static List<string> Names(RegistryDb db) => [.. db.Database.GetMigrations().Select(id => id[(id.IndexOf('_') + 1)..])];

    private static SqliteRegistryDb Sqlite() => new(SqliteRegistryDb.Options("unused.db"));

    private static PostgresRegistryDb Postgres() => new(PostgresRegistryDb.Options("Host=unused"));
}
