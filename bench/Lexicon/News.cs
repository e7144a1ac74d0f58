using System.IO.Compression;
using System.Text.Json;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>One news text of the set, with its number in the file (from 0).</summary>
internal sealed record News(int Number, string Title, string Body)
{
    /// <summary>Reads gzipped JSON lines with <c>title</c> and <c>body</c>.</summary>
    public static IEnumerable<News> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            yield return new News(number++, root.GetProperty("title").GetString() ?? "", root.GetProperty("body").GetString() ?? "");
        }
    }
}
