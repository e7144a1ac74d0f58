using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// The judged sets beside the news: English research records (<c>research.csv</c>) and descriptions of datasets (<c>datasets.csv</c>) for sub-targets, news for
/// the sample factors (<c>factors.csv</c>). A factor counts as proposed where the same text is likely to be about its sub-target, as in the registry, by weights
/// that have seen none of the set's texts; once more with the sub-targets of the judged factors given, as where a source or a person has said them.
/// </summary>
internal static class JudgedSets
{
    private const int Parts = 5;

    public static async Task<int> RunAsync(string mappings, string plans, string corpus, string judged, string outFile)
    {
        var targets = JudgedTexts.Tagger(mappings, plans);
        var factors = JudgedTexts.Tagger(mappings, plans, JudgedTexts.Factors);
        var news = Path.Combine(corpus, "bulk", "thaigov-10k.jsonl.gz");
        var report = new StringBuilder(JudgedBench.Heading.Replace("half", "set", StringComparison.Ordinal));
        report.AppendLine(JudgedBench.Row("research", [.. Of(Path.Combine(judged, "research.csv"), Research(corpus)).Select(t => JudgedBench.Judge(targets, t))]));
        report.AppendLine(JudgedBench.Row("datasets", [.. Of(Path.Combine(judged, "datasets.csv"), Datasets(corpus)).Select(t => JudgedBench.Judge(targets, t))]));
        var told = await JudgedTexts.ReadAsync(news, Files("factors.csv", "factors-more.csv"));
        var apart = await ElsewhereAsync(news, judged, told);

        // Each set is asked of weights, of sub-targets and of factors, that no text of it has taught.
        var whole = new Pair(await WithoutAsync(told.Where(t => !Teaches(t)), JudgedTexts.SubTargets), factors);
        foreach (var half in told.Where(t => !Teaches(t)).GroupBy(t => t.Half, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Add(half.Key, [.. half.Select(t => (t, whole))]);
        }

        var parts = new List<Pair>();
        for (int part = 0; part < Parts; part++)
        {
            var without = told.Where(t => !Teaches(t) || PartOf(t) == part).ToList();
            var taggers = await Task.WhenAll(WithoutAsync(without, JudgedTexts.SubTargets), WithoutAsync(without, JudgedTexts.Factors));
            parts.Add(new Pair(taggers[0], taggers[1]));
        }

        Add("tuning, cross-validated", [.. told.Where(t => t.Half == "tuning").Select(t => (t, parts[PartOf(t)]))]);
        report.AppendLine(Row("fresh, about none of their sub-targets", told.Where(t => t.Half == "fresh" && apart.Contains(t.Line)).Select(t => (t, whole))));
        report.AppendLine();
        foreach (string set in new[] { "research.csv", "datasets.csv", "factors.csv" })
        {
            report.AppendLine(JudgedTexts.Agreement(Path.Combine(judged, set)));
        }

        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;

        Task<Tagger> WithoutAsync(IEnumerable<JudgedText> without, string scheme) =>
            TaughtBench.WithoutAsync(mappings, plans, news, scheme == JudgedTexts.Factors ? Files("factors.csv", "factors-more.csv") : Files("news.csv", "news-more.csv"), without, scheme);

        string Files(params string[] names) => string.Join(',', names.Select(name => Path.Combine(judged, name)));

        string Row(string set, IEnumerable<(JudgedText Text, Pair By)> texts) =>
            JudgedBench.Row($"factors, {set}", [.. texts.Select(t => JudgedBench.Judge(t.By.Factors, t.Text, [.. t.By.Targets.Likely(t.Text.Fields)]))]);

        void Add(string set, IReadOnlyList<(JudgedText Text, Pair By)> texts)
        {
            report.AppendLine(Row(set, texts));
            report.AppendLine(JudgedBench.Row($"factors, {set}, sub-target given", [.. texts.Select(t => JudgedBench.Judge(t.By.Factors, t.Text, [.. t.Text.Codes.Select(Target)]))]));
        }
    }

    /// <summary>Taggers of sub-targets and of factors.</summary>
    private sealed record Pair(Tagger Targets, Tagger Factors);

    /// <summary>Halves that weights of factors are learned from.</summary>
    private static bool Teaches(JudgedText text) => text.Half is "terms" or "tuning" or "later";

    private static int PartOf(JudgedText text) => TagLearner.PartOf(text.Line.ToString(CultureInfo.InvariantCulture), Parts);

    /// <summary>Lines of texts judged to be about none of the sub-targets that have factors.</summary>
    private static async Task<HashSet<int>> ElsewhereAsync(string news, string judged, IReadOnlyList<JudgedText> told)
    {
        var chained = told.SelectMany(t => t.Codes).Select(Target).ToHashSet(StringComparer.Ordinal);
        var targets = await JudgedTexts.ReadAsync(news, $"{Path.Combine(judged, "news.csv")},{Path.Combine(judged, "news-more.csv")}");
        return [.. targets.Where(t => !t.Codes.Any(chained.Contains)).Select(t => t.Line)];
    }

    /// <summary>Sub-target of a factor, by its code.</summary>
    public static string Target(string factor) => factor[..6];

    private static IEnumerable<JudgedText> Of(string judgedFile, Dictionary<string, (string Title, string Text)> texts) =>
        JudgedTexts.Table(judgedFile).Rows.Select(row => new JudgedText(0, "", JudgedTexts.Codes(row["codes"]),
            [new("title", texts[row["id"]!].Title, TagFieldKind.Title), new("abstract", texts[row["id"]!].Text, TagFieldKind.Abstract)]));

    private static Dictionary<string, (string Title, string Text)> Research(string corpus)
    {
        var texts = new Dictionary<string, (string Title, string Text)>(StringComparer.Ordinal);
        foreach (var study in ArxivRecords.Read(corpus))
        {
            texts[(string)study["sourceId"]!] = ((string)study["title"]!["en"]!, (string)study["abstract"]!["en"]!);
        }

        return texts;
    }

    /// <summary>Every dataset of the small portals and of the resource list, by its name or id.</summary>
    private static Dictionary<string, (string Title, string Text)> Datasets(string corpus)
    {
        var texts = new Dictionary<string, (string Title, string Text)>(StringComparer.Ordinal);
        var ckan = Path.Combine(corpus, "ckan");
        foreach (var file in new[] { "open-data-pyapp/dataset_files.json", "portals/birmingham/package_search.json", "portals/envidat/package_search.json", "portals/envidat/package_show.json", "portals/data.gov.hk/package_show.json", "portals/hdx/unesco_dataset.json" })
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ckan, file)));
            Add(json.RootElement, texts);
        }

        foreach (var line in File.ReadLines(Path.Combine(ckan, "portals", "ckan-pydemo", "datasets.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            Add(json.RootElement, texts);
        }

        return texts;
    }

    private static void Add(JsonElement found, Dictionary<string, (string Title, string Text)> texts)
    {
        if (found.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in found.EnumerateArray())
            {
                Add(one, texts);
            }
        }
        else if (found.TryGetProperty("result", out var result) || found.TryGetProperty("results", out result))
        {
            Add(result, texts);
        }
        else if ((Said(found, "dataset_id") ?? Said(found, "name")) is { } id && (Said(found, "dataset_name") ?? Said(found, "title")) is { } title)
        {
            texts.TryAdd(id, (title, Said(found, "notes") ?? Said(found, "description") ?? ""));
        }
    }

    private static string? Said(JsonElement found, string member) =>
        found.ValueKind == JsonValueKind.Object && found.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
