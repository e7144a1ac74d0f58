using EvidenceRegistry.Access;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-start-").FullName;

    [Fact]
    public void Two_processes_do_not_share_one_data_folder()
    {
        using (FolderLock.Take(_folder))
        {
            var refusal = Assert.Throws<StartRefusedException>(() => FolderLock.Take(_folder));
            Assert.Equal(StartRefusedException.FolderInUse, refusal.ExitCode);
            Assert.Contains(_folder, refusal.Message, StringComparison.Ordinal);
        }

        FolderLock.Take(_folder).Dispose();
    }

    [Fact]
    public async Task A_database_that_a_newer_version_wrote_is_left_alone()
    {
        using var dbs = Open();
        await Start.MigrateAsync(dbs, CancellationToken.None);
        await using (var db = dbs.Open())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0.0')");
        }

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => Start.MigrateAsync(dbs, CancellationToken.None));
        Assert.Equal(StartRefusedException.DatabaseUnusable, refusal.ExitCode);
        Assert.Contains("29990101000000_FromTheFuture", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_words()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "registry.db"), "this is not a database, whatever its name says");
        using var dbs = Open();
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => Start.MigrateAsync(dbs, CancellationToken.None));
        Assert.Equal(StartRefusedException.DatabaseUnusable, refusal.ExitCode);
    }

    [Fact]
    public async Task The_first_start_makes_one_admin_key_and_later_starts_make_none()
    {
        using var dbs = Open();
        await dbs.MigrateAsync(CancellationToken.None);
        await using var db = dbs.Open();
        var made = await FirstStart.EnsureAsync(db, embedded: true, null, CancellationToken.None);
        Assert.Matches("^erk_[A-Za-z0-9_-]{43}$", made);
        Assert.Null(await FirstStart.EnsureAsync(db, embedded: true, null, CancellationToken.None));
        Assert.Null(await FirstStart.EnsureAsync(db, embedded: true, "erk_given_too_late_to_count", CancellationToken.None));
        var key = await db.Keys.SingleAsync();
        Assert.Equal(Role.Admin, key.Role);
        Assert.NotEqual(Actor.System, key.ActorId);
    }

    [Fact]
    public async Task A_key_that_the_registry_made_is_logged_once_and_a_given_one_never()
    {
        await using var given = new RegistryApp();
        using var client = given.Admin();
        Assert.True((await client.GetAsync("/api/v1/keys")).IsSuccessStatusCode);
        Assert.DoesNotContain(given.Log.Lines, line => line.Contains("erk_", StringComparison.Ordinal));

        await using var made = new RegistryApp { Settings = [("Registry:AdminKey", "")] };
        var line = Assert.Single(made.Started().Log.Lines, l => l.Contains("erk_", StringComparison.Ordinal));
        using var admin = made.With(line[line.IndexOf("erk_", StringComparison.Ordinal)..].Trim());
        Assert.Contains("admin key: erk_", line, StringComparison.Ordinal);
        Assert.True((await admin.GetAsync("/api/v1/keys")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Half_written_files_of_a_stopped_process_are_swept_at_start()
    {
        await using var app = new RegistryApp();
        var draft = Path.Combine(app.Folder, "files", "draft-0123");
        Directory.CreateDirectory(Path.GetDirectoryName(draft)!);
        await File.WriteAllTextAsync(draft, "half");
        app.Started();
        Assert.False(File.Exists(draft));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RegistryDbs Open() => RegistryDbs.Sqlite(Path.Combine(_folder, "registry.db"), TimeProvider.System);
}
