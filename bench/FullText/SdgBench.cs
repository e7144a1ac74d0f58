using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// Another tree: the 17 Sustainable Development Goals, made of their names and the wording of their targets, with and without stewards' terms, against English paragraphs labelled with one
/// of them; paragraphs that are word for word a target are left out. Nothing is learned, and nothing was tuned on the labels.
/// </summary>
internal static class SdgBench
{
    private const string Scheme = "sdg";

    private static readonly string[] Names =
    [
        "No poverty", "Zero hunger", "Good health and well-being", "Quality education", "Gender equality", "Clean water and sanitation", "Affordable and clean energy",
        "Decent work and economic growth", "Industry, innovation and infrastructure", "Reduced inequalities", "Sustainable cities and communities", "Responsible consumption and production",
        "Climate action", "Life below water", "Life on land", "Peace, justice and strong institutions", "Partnerships for the goals",
    ];

    /// <summary>What a tagger says of one paragraph; null: nothing.</summary>
    private sealed record Said(string Label, string? Code);

    public static async Task<int> RunAsync(string mappings, string corpus, string outFile)
    {
        var folder = Path.Combine(corpus, "bulk", "sdg-paragraphs", "Data");
        var targets = await TableAsync(Path.Combine(folder, "targets.csv"), "text,sdg");
        var verbatim = targets.Select(t => Plain(t["text"])).ToHashSet(StringComparer.Ordinal);
        var paragraphs = (await TableAsync(Path.Combine(folder, "original_data.csv"), "sdg,text,a,b,c")).Select(p => (Label: p["sdg"] ?? "", Text: Plain(p["text"])))
            .Where(p => Goals.Contains(p.Label) && p.Text.Length > 0 && !verbatim.Contains(p.Text)).ToList();
        List<TagConcept> tree = [.. Goals.Select((goal, at) => new TagConcept(goal, null, null, $"{Names[at]}. {string.Join(' ', targets.Where(t => t["sdg"] == goal).Select(t => t["text"]))}", true))];
        var report = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"{paragraphs.Count} paragraphs, {paragraphs.Select(p => p.Text).Distinct(StringComparer.Ordinal).Count()} different.\n\n| tagger | proposes | right | of those proposed | F1 micro | F1 macro |\n| --- | --- | --- | --- | --- | --- |\n"));
        foreach (var (name, terms) in new[] { ("wording alone", new Dictionary<string, IReadOnlyList<TagTerm>>()), ("wording and terms", TermLists.Load(mappings, Scheme)) })
        {
            var tagger = new Tagger(new TagScheme(TextAnalysis.Load(mappings), tree, terms, []), new TagRules());
            report.AppendLine(Row($"{name}, the best concept whatever its confidence", [.. paragraphs.AsParallel().AsOrdered().Select(p => new Said(p.Label, First(tagger.Ranking(Fields(p.Text)).Select(r => r.Code))))]));
            report.AppendLine(Row($"{name}, by the threshold", [.. paragraphs.AsParallel().AsOrdered().Select(p => new Said(p.Label, First(tagger.Propose(Fields(p.Text)).Select(r => r.Code))))]));
        }

        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;
    }

    private static List<string> Goals { get; } = [.. Enumerable.Range(1, Names.Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static TagField[] Fields(string text) => [new("text", text, TagFieldKind.Abstract)];

    private static string? First(IEnumerable<string> codes) => codes.FirstOrDefault();

    private static string Plain(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Row(string name, IReadOnlyList<Said> all)
    {
        int right = all.Count(s => s.Code == s.Label), said = all.Count(s => s.Code is not null);
        double macro = Goals.Average(goal => F1(all.Count(s => s.Code == goal && s.Label == goal), all.Count(s => s.Code == goal), all.Count(s => s.Label == goal)));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {said} | {right / (double)all.Count:0.00} ({right}/{all.Count}) | {right / (double)Math.Max(1, said):0.00} | {F1(right, said, all.Count):0.00} | {macro:0.00} |");
    }

    private static double F1(int right, int said, int labelled) => said + labelled == 0 ? 0 : 2.0 * right / (said + labelled);

    /// <summary>Rows under a header of ours: one of the files names its columns only in part.</summary>
    private static async Task<IReadOnlyList<CsvRow>> TableAsync(string file, string header)
    {
        var problems = new List<DraftProblem>();
        var text = await File.ReadAllTextAsync(file);
        var table = CsvTable.Read(new SourceFile(Path.GetFileName(file), Encoding.UTF8.GetBytes(header + text[text.IndexOf('\n', StringComparison.Ordinal)..])), new Dictionary<string, string>(), problems);
        return table is not null && problems.Count == 0 ? table.Rows : throw new InvalidDataException($"{file}: {string.Join(", ", problems.Select(p => $"{p.Place} {p.Code}"))}");
    }
}
