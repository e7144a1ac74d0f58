using EvidenceRegistry.Hosting;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>Whoever may open the data folder imports from the command line without a key, whether a registry runs on it or not.</summary>
public sealed class VerbDoorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-verb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Where_nothing_runs_a_registry_serves_for_as_long_as_the_verb_lasts()
    {
        var file = Path.Combine(_folder, "studies.ris");
        await File.WriteAllTextAsync(file, "TY  - RPRT\nID  - R-1\nTI  - การจัดการน้ำชุมชน\nPY  - 2566\nER  - \n", TestContext.Current.CancellationToken);
        var (code, said) = await ImportAsync(file, "--dry-run");
        Assert.Equal(ImportVerb.NotAll, code);
        Assert.Contains("refused: R-1, line 1 $.agency: ", said, StringComparison.Ordinal);
        (code, said) = await ImportAsync(file, "--agency", "สำนักงานตัวอย่าง", "--dry-run");
        Assert.True(code == 0, said);
        Assert.Contains("done; read 1, created 1, updated 0, unchanged 0, refused 0 (dry run: nothing was written)", said, StringComparison.Ordinal);
        (code, said) = await ImportAsync(file, "--agency", "สำนักงานตัวอย่าง");
        Assert.Equal(0, code);
        Assert.Contains("created 1, updated 0, unchanged 0, refused 0", said, StringComparison.Ordinal);
        Assert.Contains("created 0, updated 0, unchanged 1, refused 0", (await ImportAsync(file, "--agency", "สำนักงานตัวอย่าง")).Said, StringComparison.Ordinal);

        FolderLock.Take(Data).Dispose();
        Assert.All(await KeysAsync(), key => Assert.NotNull(key.RevokedAt));
    }

    [Fact]
    public async Task Beside_a_running_registry_a_key_of_a_day_is_made_and_taken_back()
    {
        await Assert.ThrowsAsync<StartRefusedException>(() => ImportVerb.RunAsync(["nothing.ris", Setting], TextWriter.Null, Program.Build));
        await KeysVerb.RunAsync(["create", "--role", "admin", "--actor", "ผู้ดูแล", Setting], TextWriter.Null);
        using var running = FolderLock.Take(Data);
        await using (var door = await VerbDoor.OpenAsync(VerbArguments.Read([Setting], ["key", "url"], []), Program.Build))
        {
            Assert.Equal("http://localhost:5080/", door.Url.ToString());
            Assert.StartsWith("erk_", door.Key, StringComparison.Ordinal);
            var made = Assert.Single(await KeysAsync());
            Assert.Null(made.RevokedAt);
            Assert.Equal(made.CreatedAt.AddDays(1), made.ExpiresAt!.Value, TimeSpan.FromMinutes(1));
        }

        Assert.NotNull(Assert.Single(await KeysAsync()).RevokedAt);
        await Assert.ThrowsAsync<StartRefusedException>(() => VerbDoor.OpenAsync(VerbArguments.Read(["--url", "not an address", Setting], ["key", "url"], []), Program.Build));
    }

    private string Data => Path.Combine(_folder, "data");

    private string Setting => $"--Registry:DataFolder={Data}";

    private async Task<(int Code, string Said)> ImportAsync(string file, params string[] more)
    {
        await using var output = new StringWriter();
        var code = await ImportVerb.RunAsync([file, "--format", "ris", "--source", "tsri", Setting, "--Registry:SeedData=none", .. more], output, Program.Build);
        return (code, output.ToString());
    }

    /// <summary>Keys of the command line itself.</summary>
    private async Task<List<ApiKey>> KeysAsync()
    {
        using var dbs = RegistryDbs.Sqlite(Path.Combine(Data, "registry.db"), TimeProvider.System);
        await using var db = dbs.Open();
        return await db.Keys.AsNoTracking().Where(k => db.Actors.Any(a => a.Id == k.ActorId && a.Name == "command line")).ToListAsync(TestContext.Current.CancellationToken);
    }
}
