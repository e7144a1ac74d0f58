using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Bodies for the simulated portal: real answers where this machine has them, else small ones written here.</summary>
public static class PortalTemplates
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>2,000 full answers of one portal.</summary>
    public static List<JsonObject> Tokyo(string corpus)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(corpus, "ckan", "tokyo-2000-package_show.jsonl.gz")), CompressionMode.Decompress));
        var all = new List<JsonObject>();
        while (text.ReadLine() is { } line)
        {
            all.Add((JsonObject)JsonNode.Parse(line)!["result"]!.DeepClone());
        }

        return all;
    }

    public static List<JsonObject> Small() =>
        [.. Enumerable.Range(1, 7).Select(n => (JsonObject)JsonNode.Parse($$"""
            {
              "notes": "คำอธิบายชุดข้อมูลตัวอย่างที่ {{n}}", "organization": {"title": "หน่วยงานตัวอย่าง {{n}}", "name": "office-{{n}}"},
              "data_type": "ข้อมูลสถิติ", "first_year_of_data": "2555", "last_year_of_data": "256{{n}}", "unit_of_measure": "คน",
              "tags": [{"name": "ตัวอย่าง", "display_name": "ตัวอย่าง"}],
              "resources": [{"id": "r{{n}}", "name": "ตาราง {{n}}", "url": "https://portal.example/files/{{n}}.csv", "format": "CSV"}]
            }
            """)!)];

    /// <summary>The <paramref name="number"/>-th dataset of a portal, with a UUID that follows from it.</summary>
    public static PortalDataset Dataset(IReadOnlyList<JsonObject> templates, int number, int revision = 0)
    {
        var id = new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString();
        var template = templates[number % templates.Count];
        var title = ((string?)template["title"] ?? "ชุดข้อมูลตัวอย่าง") + $" {number.ToString(CultureInfo.InvariantCulture)}" + (revision == 0 ? "" : $" ปรับปรุงครั้งที่ {revision}");
        return new PortalDataset(id, $"dataset-{number.ToString(CultureInfo.InvariantCulture)}", title, Start.AddMinutes(number).AddDays(revision), template);
    }
}
