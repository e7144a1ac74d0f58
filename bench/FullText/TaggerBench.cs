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
/// <c>id,code,confidence,reason</c>. A concept that is the parent of others lends them its words and is proposed itself only with <c>--levels all</c>. A text without a proposal has no row. Rate and processor time go to standard error.
/// </summary>
/// <remarks>
/// Terms and weights that ship are used where the tree is of their scheme by codes and wording (<see cref="ShippedSchemes"/>), or of the one that <c>--scheme</c> names; factors where their sub-target is likely as well, as
/// the registry proposes them. Another set of rules is read from <c>--rules</c> (JSON of <see cref="TagRules"/>).
/// </remarks>
internal static class TaggerBench
{
    /// <param name="Scheme">Null: what the tree shows.</param>
    public sealed record Options(string Concepts, string Texts, string Out, string Mappings, string Plans, string? Scheme, bool AllLevels, string? Rules);

    public static async Task<int> RunAsync(Options options)
    {
        if (Read(options.Concepts) is not { } concepts || Read(options.Texts) is not { } texts)
        {
            return 1;
        }

        var above = concepts.Rows.Where(row => row["parent"] is { Length: > 0 }).ToDictionary(row => row["code"] ?? "", row => row["parent"]!, StringComparer.Ordinal);
        var parents = above.Values.ToHashSet(StringComparer.Ordinal);
        var tree = concepts.Rows.Select(row => new TagConcept(row["code"] ?? "", row["parent"], row["text_th"], row["text_en"], options.AllLevels || !parents.Contains(row["code"] ?? ""))).ToList();
        string? scheme = options.Scheme ?? ShippedSchemes.Of(options.Mappings, tree);
        var taught = scheme is null ? TagLearned.Nothing : TaughtFiles.Load(options.Mappings, scheme);
        var terms = scheme is null ? new Dictionary<string, IReadOnlyList<TagTerm>>() : TermLists.Load(options.Mappings, scheme);
        var rules = options.Rules is null ? JudgedTexts.Rules(scheme) : JsonSerializer.Deserialize<TagRules>(await File.ReadAllBytesAsync(options.Rules))!;
        var tagger = new Tagger(new TagScheme(TextAnalysis.Load(options.Mappings), tree, terms, taught.Vocabulary()), rules, taught);
        var targets = scheme == JudgedTexts.Factors ? JudgedTexts.Tagger(options.Mappings, options.Plans) : null;
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        var lines = new string[texts.Rows.Count];
        Parallel.For(0, lines.Length, i => lines[i] = Tag(tagger, targets, above, texts.Rows[i]));
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        await File.WriteAllTextAsync(options.Out, CsvLine.Of("id", "code", "confidence", "reason") + string.Concat(lines), new UTF8Encoding(false));
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"terms and weights of {scheme ?? "no scheme: the tree is not known"}; {lines.Length} texts, {lines.Count(l => l.Length > 0)} tagged, {seconds:0.0} s of processor time, {lines.Length / seconds:0} texts a processor second"));
        return 0;
    }

    private static string Tag(Tagger tagger, Tagger? targets, IReadOnlyDictionary<string, string> above, CsvRow row)
    {
        TagField[] fields = [new("title", row["title"] ?? "", TagFieldKind.Title), new("text", row["text"] ?? "", TagFieldKind.Abstract)];
        HashSet<string> likely = targets is null ? [] : [.. targets.Likely(fields)];
        return string.Concat(tagger.Propose(fields).Where(p => targets is null || May(targets.Scheme, likely, Line(above, p.Code))).Select(p => CsvLine.Of(
            row["id"], p.Code, p.Confidence.ToString("0.####", CultureInfo.InvariantCulture), string.Join("; ", p.Reasons.Select(r => r.Text).Distinct(StringComparer.Ordinal)))));
    }

    /// <summary>A factor whose value chain is of no sub-target that is known stands for itself.</summary>
    private static bool May(TagScheme targets, HashSet<string> likely, IReadOnlyList<string> line) =>
        line.Any(likely.Contains) || !line.Any(code => targets.NumberOf(code) >= 0 && targets.Concepts[targets.NumberOf(code)].Proposed);

    /// <summary>The concept and what stands above it.</summary>
    private static List<string> Line(IReadOnlyDictionary<string, string> above, string code)
    {
        List<string> line = [code];
        while (above.TryGetValue(line[^1], out string? parent) && !line.Contains(parent))
        {
            line.Add(parent);
        }

        return line;
    }

    private static CsvTable? Read(string file)
    {
        var problems = new List<DraftProblem>();
        var table = CsvTable.Read(new SourceFile(Path.GetFileName(file), File.ReadAllBytes(file)), new Dictionary<string, string>(), problems);
        problems.ForEach(p => Console.Error.WriteLine($"{p.Place} {p.Code}"));
        return table;
    }
}
