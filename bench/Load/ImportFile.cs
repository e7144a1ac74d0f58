using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Bulk files for measurements: real records, over and over with other ids until there are enough.</summary>
public static class ImportFile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="what">news or arxiv, Thai as letters; news-escaped, each Thai letter as six signs (\u0E01), as some programs write it; arxiv-metadata, without abstracts; arxiv-table, the table of arXiv as it came, read by the layout <c>arxiv</c>.</param>
    /// <returns>Lines written.</returns>
    public static async Task<int> WriteAsync(string path, string what, string corpus, int count)
    {
        if (what == "arxiv-table")
        {
            await using var packed = new GZipStream(File.OpenRead(Path.Combine(corpus, "bulk", "arxiv-30k.tsv.gz")), CompressionMode.Decompress);
            await using var table = File.Create(path);
            await packed.CopyToAsync(table);
            return ArxivRecords.Read(corpus).Count();
        }

        var studies = what is "arxiv" or "arxiv-metadata" ? [.. ArxivRecords.Read(corpus)] : NewsTexts.Read(corpus, 10000);
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.NewLine = "\n";
        var lines = count == 0 ? studies.Count : count;
        for (var at = 0; at < lines; at++)
        {
            var study = studies[at % studies.Count];
            var id = (string)study["sourceId"]!;
            if (what == "arxiv-metadata")
            {
                study.Remove("abstract");
            }

            if (at >= studies.Count)
            {
                study = (JsonObject)study.DeepClone();
                study["sourceId"] = $"{id}#{at / studies.Count}";
            }

            await file.WriteLineAsync(study.ToJsonString(what == "news-escaped" ? null : Plain));
        }

        return lines;
    }
}
