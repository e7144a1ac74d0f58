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

    /// <summary>Name of the records without abstracts.</summary>
    public const string Metadata = "arxiv-metadata";

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

        await using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.NewLine = "\n";
        var lines = 0;
        foreach (var study in Studies(what, corpus, count))
        {
            await file.WriteLineAsync(study.ToJsonString(what == "news-escaped" ? null : Plain));
            lines++;
        }

        return lines;
    }
    /// <summary>The records of such a file, one after the other. Where records of metadata alone repeat, their titles are put together of the halves of two, so that a million are not forty times the same.</summary>
    /// <param name="count">How many; 0: as many as there are.</param>
    public static IEnumerable<JsonObject> Studies(string what, string corpus, int count)
    {
        IReadOnlyList<JsonObject> studies = what is "arxiv" or Metadata ? [.. ArxivRecords.Read(corpus)] : NewsTexts.Read(corpus, 10000);
        for (var at = 0; at < (count == 0 ? studies.Count : count); at++)
        {
            var study = studies[at % studies.Count];
            if (what == Metadata)
            {
                study.Remove("abstract");
            }

            if (at >= studies.Count)
            {
                var round = at / studies.Count;
                study = (JsonObject)study.DeepClone();
                study["sourceId"] = $"{study["sourceId"]}#{round}";
                if (what == Metadata)
                {
                    study["title"]!["en"] = Joined((string)study["title"]!["en"]!, (string)studies[(at + (round * 7919)) % studies.Count]["title"]!["en"]!);
                }
            }

            yield return study;
        }
    }

    private static string Joined(string one, string other)
    {
        var (begin, end) = (one.Split(' '), other.Split(' '));
        return string.Join(' ', begin.Take((begin.Length + 1) / 2).Concat(end.Skip(end.Length / 2)));
    }
}
