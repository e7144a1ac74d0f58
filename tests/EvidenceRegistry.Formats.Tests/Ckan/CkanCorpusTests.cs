using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EvidenceRegistry.Formats.Ckan;

namespace EvidenceRegistry.Formats.Tests.Ckan;

/// <summary>Answers of real portals: every dataset read, every value kept.</summary>
public sealed class CkanCorpusTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("portals/birmingham/package_search.json", 10)]
    [InlineData("portals/ckan-pydemo/datasets.jsonl", 9)]
    [InlineData("portals/ckan-pydemo/dumpgoat.json", 1)]
    [InlineData("portals/data.gov.hk/package_show.json", 1)]
    [InlineData("portals/envidat/package_search.json", 2)]
    [InlineData("portals/envidat/package_show.json", 1)]
    [InlineData("portals/hdx/unesco_dataset.json", 1)]
    [InlineData("portals/hdx/unesco_update_dataset.json", 1)]
    [InlineData("portals/opendata-swiss/ckan_package_search.json", 2)]
    [InlineData("portals/zurich/ckan_package_search.json", 3)]
    [InlineData("udata-harvest-tests/ckan/data/dkan-french-w-license.json", 1)]
    [InlineData("tokyo-2000-package_show.jsonl.gz", 2000)]
    public void Every_dataset_of_a_real_portal_is_read_and_no_value_is_lost(string file, int datasets)
    {
        var read = 0;
        var leaves = 0L;
        var lost = new List<string>();
        foreach (var dataset in Datasets(Path.Combine(Folder(), "ckan", file)))
        {
            read++;
            var package = CkanPackage.Read(dataset, new CkanPortal("portal", "https://portal.example"));
            Assert.NotNull(package.Reading.Draft);
            Assert.False(package.Reading.Draft.Content.Title!.IsEmpty);
            leaves += CkanLeaves.Leaves(dataset, "$").LongCount();
            lost.AddRange(CkanLeaves.Lost(dataset, package));
        }

        output.WriteLine($"{file}: {read} datasets, {leaves} values kept, {lost.Count} lost");
        Assert.Empty(lost.Take(20));
        Assert.Equal(datasets, read);
    }

    private static IEnumerable<JsonElement> Datasets(string file)
    {
        using var bytes = File.OpenRead(file);
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);
        var whole = !file.Contains(".jsonl", StringComparison.Ordinal);
        while ((whole ? text.ReadToEnd() : text.ReadLine()) is { Length: > 0 } json)
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
            var root = document.RootElement.TryGetProperty("result", out var result) ? result : document.RootElement;
            foreach (var dataset in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : CkanPage.Of(root)?.Results ?? [root])
            {
                yield return dataset;
            }
        }
    }

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "REGISTRY_CORPUS names no folder of real inputs.");
        return folder!;
    }
}
