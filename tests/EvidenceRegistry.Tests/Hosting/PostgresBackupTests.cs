using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.SeedData;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>A backup of the stores themselves, as docs/operations.md has it: the dump first, the files after it, beside the running registry.</summary>
public sealed class PostgresBackupTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-dump-").FullName;

    [Fact]
    public async Task A_registry_started_on_a_dump_and_a_copy_of_the_files_finds_and_gives_out_what_the_first_one_did()
    {
        var pdf = Directory.EnumerateFiles(SeedFiles.PathOf("samples/files"), "*.pdf").Order(StringComparer.Ordinal).First();
        await using var before = await PostgresDatabase.MakeAsync();
        await using var after = await PostgresDatabase.MakeAsync();
        var (files, copied, dump) = (Path.Combine(_folder, "files"), Path.Combine(_folder, "copied"), Path.Combine(_folder, "registry.dump"));
        string id;
        await using (var first = await StartAsync(before, files))
        {
            using var client = new RegistryClient(first.Address, RunningRegistry.AdminKey);
            var (status, made) = await client.PostStudyAsync(Study(), pdf);
            Assert.Equal(HttpStatusCode.Created, status);
            id = (string)made!["id"]!;
            await client.VisibleAsync((long)made["changeToken"]!, Patience);
            await PostgresPrograms.RunAsync("pg_dump", before.Connection, "-Fc", "-f", dump);
            Copy(files, copied);
        }

        await PostgresPrograms.RunAsync("pg_restore", after.Connection, "--no-owner", "--exit-on-error", "-d", after.Name, dump);
        await using var second = await StartAsync(after, copied);
        using var reader = new RegistryClient(second.Address, RunningRegistry.AdminKey);
        var found = await reader.UntilAsync($"/api/v1/search?q={Uri.EscapeDataString("ชันโรง")}", answer => (int)answer["total"]! == 1, Patience);
        Assert.Equal(id, (string?)found["hits"]![0]!["id"]);
        var record = await reader.GetAsync($"/api/v1/records/{id}");
        Assert.Equal(1, (int)record["version"]!);
        using var handler = new SocketsHttpHandler();
        using var bytes = new HttpClient(handler, disposeHandler: false);
        bytes.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningRegistry.AdminKey);
        var name = Uri.EscapeDataString((string)record["files"]![0]!["name"]!);
        Assert.Equal(await File.ReadAllBytesAsync(pdf), await bytes.GetByteArrayAsync($"{second.Address}/api/v1/records/{id}/files/{name}"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<RunningRegistry> StartAsync(PostgresDatabase database, string files) =>
        RunningRegistry.StartAsync(0, "none", new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = database.Connection, ["Registry__FilesFolder"] = files });

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var there = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Copy(file, there);
        }
    }

    private static JsonObject Study() => new()
    {
        ["source"] = "tsri",
        ["sourceId"] = "B-1",
        ["title"] = new JsonObject { ["th"] = "การเลี้ยงผึ้งชันโรงในสวนผลไม้ภาคตะวันออก" },
        ["year"] = 2023,
        ["agency"] = "หน่วยงานตัวอย่าง",
    };
}
