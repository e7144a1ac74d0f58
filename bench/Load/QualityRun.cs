using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvidenceRegistry.Bench.Lexicon;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Question sets through the API with default settings and stream by stream, beside Elasticsearch's own analyzers on the same texts in
/// the same run. Writes the figures that the registry serves (<c>--json</c>) and the table for people (<c>--out</c>).
/// </summary>
public static class QualityRun
{
    private const int CostedTexts = 2000;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(Arguments arguments)
    {
        using var elastic = arguments.Text("elasticsearch") is { } address ? new ElasticBaseline(address) : null;
        var sets = new List<QualitySet>();
        foreach (var set in QuestionSet.Read(arguments.Corpus, arguments.Text("sets", "xquad-th,xquad-en,known-item")))
        {
            var rows = new List<QualityRow>();
            await using (var registry = await RegistryBaseline.FillAsync(set, arguments.Number("port", 0)))
            {
                foreach (var (streams, off) in RegistryBaseline.Combinations)
                {
                    rows.AddRange(Rows("registry", streams, set, await registry.RanksAsync(off)));
                    Console.WriteLine(QualityTable.Line(rows[^1]));
                }
            }

            if (elastic is not null)
            {
                await elastic.FillAsync(set);
                foreach (var analyzer in ElasticBaseline.Analyzers)
                {
                    var ranks = new int[set.Questions.Count];
                    await Figures.ForEachAsync(set.Questions.Index(), 2, async one => ranks[one.Index] = await elastic.RankAsync(one.Item, analyzer));
                    rows.AddRange(Rows("Elasticsearch", analyzer, set, ranks));
                    Console.WriteLine(QualityTable.Line(rows[^1]));
                }
            }

            sets.Add(new QualitySet(set.Name, set.Texts.Count, rows));
        }

        var analysis = TextAnalysis.Load(Path.Combine(arguments.Text("mappings", "mappings")));
        var report = new QualityReport(
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Figures.Machine(), "make quality", $"analysis {analysis.Version}",
            elastic is null ? null : await elastic.VersionAsync(), sets,
            StreamCosts.Of(analysis, [.. News.Read(Path.Combine(arguments.Corpus, "bulk", "thaigov-10k.jsonl.gz")).Take(CostedTexts).Select(news => news.Body)]));
        await WriteAsync(arguments.Text("json"), JsonSerializer.Serialize(report, Readable) + "\n");
        await WriteAsync(arguments.Text("out"), QualityTable.Of(report));
        return 0;
    }

    /// <summary>The whole set, and its halves where weights were chosen on one.</summary>
    private static IEnumerable<QualityRow> Rows(string engine, string streams, QuestionSet set, IReadOnlyList<int> ranks)
    {
        if (set.Questions.Any(q => q.IsDevelopment))
        {
            yield return QualityFigures.Of(engine, streams, "development", [.. ranks.Where((_, i) => set.Questions[i].IsDevelopment)]);
            yield return QualityFigures.Of(engine, streams, "test", [.. ranks.Where((_, i) => !set.Questions[i].IsDevelopment)]);
        }

        yield return QualityFigures.Of(engine, streams, "whole", ranks);
    }

    private static Task WriteAsync(string? file, string text) => file is null ? Task.CompletedTask : File.WriteAllTextAsync(file, text);
}
