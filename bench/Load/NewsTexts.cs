using System.IO.Compression;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The public news texts as studies: title, body as abstract, one source.</summary>
public static class NewsTexts
{
    /// <summary>Longest abstract the registry takes; longer bodies are cut there.</summary>
    private const int Longest = 20000;

    public static IReadOnlyList<JsonObject> Read(string corpus, int count)
    {
        using var file = File.OpenRead(Path.Combine(corpus, "bulk", "thaigov-10k.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var studies = new List<JsonObject>(count);
        while (studies.Count < count && lines.ReadLine() is { } line)
        {
            studies.Add(Study(JsonNode.Parse(line)!, studies.Count + 1));
        }

        return studies;
    }

    private static JsonObject Study(JsonNode news, int number) => new()
    {
        ["source"] = "news",
        ["sourceId"] = $"N-{number:D6}",
        ["title"] = new JsonObject { ["th"] = Cut(Clean(news["title"]), 1900, "(ไม่มีชื่อ)") },
        ["abstract"] = new JsonObject { ["th"] = Cut(Clean(news["body"]), Longest, "(ไม่มีเนื้อหา)") },
        ["year"] = Year((string?)news["date"]),
        ["agency"] = "หน่วยงานตัวอย่างของการวัด",
    };

    private static string Clean(JsonNode? text) => new([.. ((string?)text ?? "").Where(c => c is '\n' or '\t' || !char.IsControl(c))]);

    private static string Cut(string text, int longest, string otherwise) =>
        string.IsNullOrWhiteSpace(text) ? otherwise : text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private static int Year(string? date) =>
        date is { Length: >= 4 } && int.TryParse(date[..4], System.Globalization.CultureInfo.InvariantCulture, out var year) && year is > 1990 and < 2100 ? year : 2022;
}
