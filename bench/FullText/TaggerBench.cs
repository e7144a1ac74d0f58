using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// Tags anybody's texts with anybody's tree: concepts <c>code,parent,text_th,text_en</c>, texts <c>id,title,text</c>, out
/// <c>id,code,confidence,reason</c>. A concept that is the parent of others lends them its words and is not proposed itself. A text without a proposal has no row. Rate and processor time go to standard error. Another set of rules is read from <c>--rules</c> (JSON of <see cref="TagRules"/>).
/// </summary>
internal static class TaggerBench
{
    public static async Task<int> RunAsync(string mappings, string conceptsFile, string textsFile, string outFile, string scheme, string? rulesFile)
    {
        if (Read(conceptsFile) is not { } concepts || Read(textsFile) is not { } texts)
        {
            return 1;
        }

        var parents = concepts.Rows.Select(row => row["parent"]).ToHashSet(StringComparer.Ordinal);
        var tree = concepts.Rows.Select(row => new TagConcept(row["code"] ?? "", row["parent"], row["text_th"], row["text_en"], !parents.Contains(row["code"]))).ToList();
        var taught = TaughtFiles.Load(mappings, scheme);
        var rules = rulesFile is null ? new TagRules() : JsonSerializer.Deserialize<TagRules>(await File.ReadAllBytesAsync(rulesFile))!;
        var tagger = new Tagger(new TagScheme(TextAnalysis.Load(mappings), tree, TermLists.Load(mappings, scheme), taught.Vocabulary()), rules, taught);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        var lines = new string[texts.Rows.Count];
        Parallel.For(0, lines.Length, i => lines[i] = Tag(tagger, texts.Rows[i]));
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        await File.WriteAllTextAsync(outFile, CsvLine.Of("id", "code", "confidence", "reason") + string.Concat(lines), new UTF8Encoding(false));
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{lines.Length} texts, {lines.Count(l => l.Length > 0)} tagged, {seconds:0.0} s of processor time, {lines.Length / seconds:0} texts a processor second"));
        return 0;
    }

    private static string Tag(Tagger tagger, CsvRow row)
    {
        TagField[] fields = [new("title", row["title"] ?? "", TagFieldKind.Title), new("text", row["text"] ?? "", TagFieldKind.Abstract)];
        return string.Concat(tagger.Propose(fields).Select(p => CsvLine.Of(
            row["id"], p.Code, p.Confidence.ToString("0.####", CultureInfo.InvariantCulture), string.Join("; ", p.Reasons.Select(r => r.Text).Distinct(StringComparer.Ordinal)))));
    }

    private static CsvTable? Read(string file)
    {
        var problems = new List<DraftProblem>();
        var table = CsvTable.Read(new SourceFile(Path.GetFileName(file), File.ReadAllBytes(file)), new Dictionary<string, string>(), problems);
        problems.ForEach(p => Console.Error.WriteLine($"{p.Place} {p.Code}"));
        return table;
    }
}
