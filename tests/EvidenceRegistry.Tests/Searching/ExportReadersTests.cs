using System.Diagnostics;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tests.Repository;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>What citation tools understand of an export: each format read by a reader that was not written here (tests/readers).</summary>
public sealed class ExportReadersTests
{
    private const string Readers = "tests/readers";

    [Theory]
    [InlineData("csv")]
    [InlineData("ris")]
    [InlineData("bibtex")]
    [InlineData("csl")]
    public async Task An_independent_reader_understands_every_record_of_an_export(string format)
    {
        NeedsReaders();
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        await registry.SubmitAsync("RDG/64 1", "=1+1 \"ปุ๋ย\", {ข้าว} 50% & น้ำ_หยด\\", new JsonObject
        {
            ["doi"] = "10.5555/a.b-c",
            ["url"] = "https://example.org/a?b=c&d=1",
            ["authors"] = new JsonArray(new JsonObject { ["name"] = new JsonObject { ["th"] = "คณะผู้วิจัยตัวอย่าง and เพื่อน" } }),
        });
        await registry.CarryAsync();
        var file = Path.Combine(registry.App.Folder, $"export.{format}");
        await File.WriteAllBytesAsync(file, await registry.App.Reader().GetByteArrayAsync($"/api/v1/search/export?format={format}", SearchedRegistry.Cancel), SearchedRegistry.Cancel);
        var total = (int)(await registry.SearchAsync("", "&size=1"))["total"]!;

        var read = await ReadAsync(format, file);

        Assert.Equal(total, read.Count);
        Assert.Equal(total, read.Select(item => (string)item!["id"]!).Distinct().Count());
        Assert.All(read, item => Assert.False(string.IsNullOrWhiteSpace((string?)item!["title"]) || item["authors"]!.AsArray().Count == 0));
        var mine = read.Single(item => (string?)item!["doi"] == "10.5555/a.b-c")!;
        var title = ((string)mine["title"]!).TrimStart('\'');
        Assert.Equal("=1+1 \"ปุ๋ย\", {ข้าว} 50% & น้ำ_หยด\\", title);
        Assert.Equal("คณะผู้วิจัยตัวอย่าง and เพื่อน", (string)mine["authors"]!.AsArray().Single()!);
        Assert.Equal(2023, (int)mine["year"]!);
        Assert.Equal("https://example.org/a?b=c&d=1", (string)mine["url"]!);
        Assert.Null((string?)mine["note"]);
        Assert.Equal(total - 1, read.Count(item => item!["note"] is not null));
    }

    private static void NeedsReaders()
    {
        if (Directory.Exists(SourceTree.PathOf($"{Readers}/node_modules")) && IsThere())
        {
            return;
        }

        const string Missing = $"The readers of exports are not installed: node 20, then npm ci --prefix {Readers}.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", Missing);
        Assert.Fail(Missing);
    }

    private static bool IsThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    private static async Task<JsonArray> ReadAsync(string format, string file)
    {
        var start = new ProcessStartInfo("node", [SourceTree.PathOf($"{Readers}/read.mjs"), format, file])
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
}
