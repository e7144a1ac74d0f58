using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.SeedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Plans;

/// <summary>A database of its own in a temporary folder, with a clock that stands still.</summary>
internal sealed class PlanFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-plans-");

    private PlanFixture() => Dbs = RegistryDbs.Sqlite(Path.Combine(_folder.FullName, "registry.db"), Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 5, 0, 0, TimeSpan.Zero));

    public RegistryDbs Dbs { get; }

    public static async Task<PlanFixture> EmptyAsync()
    {
        var fixture = new PlanFixture();
        await fixture.Dbs.MigrateAsync(CancellationToken.None);
        return fixture;
    }

    /// <summary>With the shipped plans; seeded once, each test gets a copy of the bytes.</summary>
    public static async Task<PlanFixture> SeededAsync()
    {
        var fixture = new PlanFixture();
        await File.WriteAllBytesAsync(Path.Combine(fixture._folder.FullName, "registry.db"), await SeededBytes.Value);
        return fixture;
    }

    private static readonly Lazy<Task<byte[]>> SeededBytes = new(async () =>
    {
        await using var fixture = await EmptyAsync();
        var report = await fixture.ImportAsync(Seed());
        Assert.Empty(report.Problems);
        await using (var db = fixture.Dbs.Open())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(Path.Combine(fixture._folder.FullName, "registry.db"));
    });

    public async Task<PlanImportReport> ImportAsync(IReadOnlyList<SourceFile> files, string? edition = null)
    {
        await using var db = Dbs.Open();
        return await PlanImport.RunAsync(db, files, edition, CancellationToken.None);
    }

    public async Task<PlanTree> TreeAsync()
    {
        await using var db = Dbs.Open();
        return await PlanTree.LoadAsync(db, CancellationToken.None);
    }

    public static IReadOnlyList<SourceFile> Seed() => [.. PlanSeedFiles.Names.Select(name => new SourceFile(name, File.ReadAllBytes(SeedFiles.PathOf(name))))];

    public static SourceFile Csv(string name, params string[] lines) =>
        new(name, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Dbs.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
