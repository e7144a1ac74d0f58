using System.Diagnostics;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>A backup as an operator makes it: processes, folders, exit codes.</summary>
public sealed class ArchiveVerbTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-backup-").FullName;

    private string Backup => Path.Combine(_folder, "registry.zip");

    [Fact]
    public async Task What_is_exported_is_restored_into_an_empty_folder_and_verified_there()
    {
        var studies = Path.Combine(_folder, "studies.ris");
        await File.WriteAllTextAsync(studies, "TY  - RPRT\nID  - R-1\nTI  - การจัดการน้ำชุมชน\nPY  - 2566\nER  - \n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("old", "import", studies, "--format", "ris", "--source", "tsri", "--agency", "สำนักงานตัวอย่าง", "--Registry:SeedData=none")).Code);
        await SaidAsync(0, "exported 1 records and 0 files", "old", "export", Backup);
        await SaidAsync(69, "The database cannot be used", "nothing", "export", Backup);
        await SaidAsync(64, "Use: restore FILE", "new", "restore");
        await SaidAsync(0, "restored 1 records and 0 files", "new", "restore", Backup);
        await SaidAsync(0, "0 files looked at, 0 not as on record", "new", "verify");
        await SaidAsync(64, "not empty", "new", "restore", Backup);
    }

    [Theory]
    [InlineData("nowhere/registry.zip")]
    [InlineData("")]
    public async Task An_archive_that_cannot_be_written_is_said_in_words_and_leaves_nothing_behind(string place)
    {
        Assert.Equal(0, (await RunAsync("old", "keys", "create", "--role", "admin", "--actor", "ผู้ดูแล")).Code);
        var file = Path.Combine(_folder, place);
        var said = await SaidAsync(73, file, "old", "export", file);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".part"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> SaidAsync(int code, string words, string data, params string[] args)
    {
        var (ended, said) = await RunAsync(data, args);
        Assert.True(code == ended, $"{ended}: {said}");
        Assert.Contains(words, said, StringComparison.Ordinal);
        return said;
    }

    private async Task<(int Code, string Said)> RunAsync(string data, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var argument in (string[])["exec", typeof(Program).Assembly.Location, .. args])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["Registry__DataFolder"] = Path.Combine(_folder, data);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await error);
    }
}
