using System.Diagnostics;
using EvidenceRegistry.Tests.Repository;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>The application as the Dockerfile publishes it, in a folder of its own; what was built for the tests, not compiled again. Once for the tests of a class.</summary>
public sealed class PublishedRegistry : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-published-").FullName;

    public string Program => Path.Combine(_folder, "EvidenceRegistry.dll");

    public async ValueTask InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])["publish", SourceTree.PathOf("src/EvidenceRegistry"), "--no-restore", "--no-build", "-c", configuration, "-o", _folder])
        {
            start.ArgumentList.Add(arg);
        }

        using var publish = Process.Start(start)!;
        var (said, wrong) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(publish.ExitCode == 0, await said + await wrong);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
