using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace EvidenceRegistry.Storage;

/// <summary>For more than one machine; the same model and the same migration steps.</summary>
public sealed class PostgresRegistryDb(DbContextOptions<PostgresRegistryDb> options) : RegistryDb(options)
{
    public static DbContextOptions<PostgresRegistryDb> Options(string connection) => new DbContextOptionsBuilder<PostgresRegistryDb>()
        .UseNpgsql(connection, o => o.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .Options;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // Text compares by code point, as in SQLite, so that both databases order Thai alike.
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}

/// <summary>For <c>dotnet ef</c> alone; no server is asked.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresRegistryDb>
{
    public PostgresRegistryDb CreateDbContext(string[] args) => new(PostgresRegistryDb.Options("Host=design"));
}
