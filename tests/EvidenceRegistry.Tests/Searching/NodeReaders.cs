using System.Diagnostics;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tests.Repository;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>Readers that were not written here (tests/readers); a test that needs them is skipped where they are not installed.</summary>
internal static class NodeReaders
{
    private const string Readers = "tests/readers";

    public static void Need()
    {
        if (Directory.Exists(SourceTree.PathOf($"{Readers}/node_modules")) && IsThere())
        {
            return;
        }

        const string Missing = $"The readers of exports are not installed: node 20, then npm ci --prefix {Readers}.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", Missing);
        Assert.Fail(Missing);
    }

    /// <summary>What a script printed.</summary>
    public static async Task<JsonArray> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [SourceTree.PathOf($"{Readers}/{script}"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var node = Process.Start(start)!;
        var said = node.StandardOutput.ReadToEndAsync(SearchedRegistry.Cancel);
        var wrong = node.StandardError.ReadToEndAsync(SearchedRegistry.Cancel);
        await node.WaitForExitAsync(SearchedRegistry.Cancel);
        Assert.True(node.ExitCode == 0, await wrong);
        return JsonNode.Parse(await said)!.AsArray();
    }

    private static bool IsThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));
}
