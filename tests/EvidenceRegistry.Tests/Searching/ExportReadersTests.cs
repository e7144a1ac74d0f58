using System.Text.Json.Nodes;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>What citation tools understand of an export: each format read by a reader that was not written here (tests/readers).</summary>
public sealed class ExportReadersTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("ris")]
    [InlineData("bibtex")]
    [InlineData("csl")]
    public async Task An_independent_reader_understands_every_record_of_an_export(string format)
    {
        NodeReaders.Need();
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

        var read = await NodeReaders.RunAsync("read.mjs", format, file);

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
}
