using System.Text;
using System.Text.Json;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// The judged sets beside the news: English research records (<c>research.csv</c>) and descriptions of datasets (<c>datasets.csv</c>) for sub-targets, news for
/// the sample factors (<c>factors.csv</c>). A factor counts as proposed where the same text is likely to be about its sub-target, as in the registry; once more with the sub-targets of
/// the judged factors given, as where a source or a person has said them.
/// </summary>
internal static class JudgedSets
{
    public static async Task<int> RunAsync(string mappings, string plans, string corpus, string judged, string outFile)
    {
        var targets = JudgedTexts.Tagger(mappings, plans);
        var factors = new Tagger(FactorScheme(mappings, plans), TagRules.OfFactors);
        var news = Path.Combine(corpus, "bulk", "thaigov-10k.jsonl.gz");
        var report = new StringBuilder(JudgedBench.Heading.Replace("half", "set", StringComparison.Ordinal));
        report.AppendLine(JudgedBench.Row("research", [.. Of(Path.Combine(judged, "research.csv"), Research(corpus)).Select(t => JudgedBench.Judge(targets, t))]));
        report.AppendLine(JudgedBench.Row("datasets", [.. Of(Path.Combine(judged, "datasets.csv"), Datasets(corpus)).Select(t => JudgedBench.Judge(targets, t))]));
        var told = await JudgedTexts.ReadAsync(news, Path.Combine(judged, "factors.csv"));
        foreach (var half in told.GroupBy(t => t.Half, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            report.AppendLine(JudgedBench.Row($"factors, {half.Key}", [.. half.Select(t => JudgedBench.Judge(factors, t, [.. targets.Likely(t.Fields)]))]));
            report.AppendLine(JudgedBench.Row($"factors, {half.Key}, sub-target given", [.. half.Select(t => JudgedBench.Judge(factors, t, [.. t.Codes.Select(Target)]))]));
        }

        report.AppendLine();
        foreach (string set in new[] { "research.csv", "datasets.csv", "factors.csv" })
        {
            report.AppendLine(JudgedTexts.Agreement(Path.Combine(judged, set)));
        }

        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;
    }

    /// <summary>Sub-target of a factor, by its code.</summary>
    public static string Target(string factor) => factor[..6];

    private static TagScheme FactorScheme(string mappings, string plans)
    {
        List<TagConcept> concepts = [.. JudgedTexts.Concepts(plans, "sub_targets.csv", false), .. JudgedTexts.Concepts(plans, "components.csv", false), .. JudgedTexts.Concepts(plans, "factors.csv", true)];
        var known = concepts.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        return new TagScheme(TextAnalysis.Load(mappings), [.. concepts.Select(c => c with { Parent = c.Parent is { } parent && known.Contains(parent) ? parent : null })], TermLists.Load(mappings, "factor"), []);
    }

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
