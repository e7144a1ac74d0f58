using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>What the contestants of <see cref="BesideRun"/> are asked, word for word, so that anybody can ask the same: written after the measurement.</summary>
public static class BesideBodies
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="to">The page; null: none is written.</param>
    /// <param name="registry">The one on Elasticsearch: started anew, so that what it asks can be read on the way.</param>
    public static async Task WriteAsync(string? to, string elastic, RunningRegistry registry, string question)
    {
        if (to is null)
        {
            return;
        }

        var page = new StringBuilder("# What is asked in beside.md\n\n");
        page.AppendLine(CultureInfo.InvariantCulture, $"The three kinds of [beside.md](beside.md), for one of its questions, of middle length ({question}). Written by the same run (`--bodies`), after its measurement.").AppendLine();
        page.AppendLine("## Elasticsearch asked directly").AppendLine().AppendLine("The index: settings and mappings.").AppendLine();
        Json(page, new JsonObject { ["settings"] = RawElastic.Settings(), ["mappings"] = RawElastic.Mappings() });
        foreach (var (name, facets, passages) in BesideRun.Kinds)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"{name}: `POST {RawElastic.Path}`").AppendLine();
            Json(page, RawElastic.Question(question, facets, passages));
        }

        page.AppendLine("## The registry, either engine").AppendLine();
        foreach (var (name, facets, passages) in BesideRun.Kinds)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"- {name}: `GET /api/v1/search?q=…{BesideRun.More(facets, passages)}`");
        }

        page.AppendLine().AppendLine("## What the registry on Elasticsearch sends for it").AppendLine();
        page.AppendLine("All its requests to Elasticsearch for each of the three in turn, as they went over the wire, byte for byte; names of indices and of the moment are of the run. The first goes to a process just started, which does not know the words' figures nor share a moment of the index yet; the others share both. Where little holds all the words, it asks whether the question stands somewhere as typed, and once more with words let go.").AppendLine();
        foreach (var (name, sent) in await SentAsync(elastic, registry, question))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"### {name}").AppendLine();
            foreach (var (asked, body) in sent)
            {
                page.AppendLine(CultureInfo.InvariantCulture, $"`{asked}`, {Encoding.UTF8.GetByteCount(body)} bytes").AppendLine();
                if (body.Length > 0)
                {
                    page.AppendLine("```json").AppendLine(body.TrimEnd('\n')).AppendLine("```").AppendLine();
                }
            }
        }

        await File.WriteAllTextAsync(to, page.ToString());
    }

    private static async Task<List<(string Kind, IReadOnlyList<(string Asked, string Body)> Sent)>> SentAsync(string elastic, RunningRegistry registry, string question)
    {
        var sent = new List<(string, IReadOnlyList<(string, string)>)>();
        await registry.StopAsync();
        using var recorder = new BulkRecorder(elastic);
        await registry.StartAgainAsync(new Dictionary<string, string> { ["Elasticsearch__Nodes"] = recorder.Address });
        using var reader = new RegistryClient(registry.Address, null);
        recorder.Keeps = true;
        foreach (var (name, facets, passages) in BesideRun.Kinds)
        {
            var before = recorder.Others.Count;
            RegistryClient.Checked(await reader.SearchBytesAsync(question, BesideRun.More(facets, passages)));
            sent.Add((name, [.. recorder.Others.Skip(before)]));
        }

        await registry.StopAsync();
        return sent;
    }

    private static void Json(StringBuilder page, JsonNode body) => page.AppendLine("```json").AppendLine(body.ToJsonString(Readable)).AppendLine("```").AppendLine();
}
