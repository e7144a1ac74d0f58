using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <param name="Codes">Best first; none for a text about nothing in the plan.</param>
internal sealed record JudgedText(int Line, string Half, IReadOnlyList<string> Codes, IReadOnlyList<TagField> Fields);

/// <summary>Judged texts and the tree they were judged by.</summary>
internal static class JudgedTexts
{
    /// <summary>Halves that neither terms nor weights nor numbers have seen.</summary>
    public static bool IsTest(string half) => half is "test" or "fresh" or "again";

    public const string SubTargets = "subTarget", Factors = "factor";

    /// <summary>Sub-targets, or factors, as a registry proposes them that has learned from no decision.</summary>
    public static Tagger Tagger(string mappings, string plans, string scheme = SubTargets)
    {
        var taught = TaughtFiles.Load(mappings, scheme);
        return new Tagger(Scheme(mappings, plans, taught.Vocabulary(), scheme), Rules(scheme), taught);
    }

    public static TagRules Rules(string? scheme) => scheme == Factors ? TagRules.OfFactors : new TagRules();

    /// <summary>A text read for all concepts.</summary>
    public static TagLesson Lesson(JudgedText text, IEnumerable<string> near) => new(
        text.Line.ToString(CultureInfo.InvariantCulture), text.Fields,
        near.Union(text.Codes, StringComparer.Ordinal).ToDictionary(code => code, text.Codes.Contains, StringComparer.Ordinal), Whole: true);

    /// <summary>Sub-targets below sub-plans and issues, or factors below components and sub-targets, with stewards' terms.</summary>
    public static TagScheme Scheme(string mappings, string plans, IEnumerable<string> words, string scheme = SubTargets)
    {
        string[] files = scheme == Factors ? ["sub_targets.csv", "components.csv", "factors.csv"] : ["issues.csv", "sub_plans.csv", "sub_targets.csv"];
        var concepts = files.SelectMany((file, at) => Concepts(plans, file, at == files.Length - 1)).ToList();
        var known = concepts.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        return new TagScheme(TextAnalysis.Load(mappings), [.. concepts.Select(c => c with { Parent = c.Parent is { } parent && known.Contains(parent) ? parent : null })], TermLists.Load(mappings, scheme), words);
    }

    /// <param name="textsFile">Packed JSON lines with title and body.</param>
    /// <param name="judgedFiles"><c>line,half,codes</c>, the line counted from 1 in the file of texts; several files with a comma between them.</param>
    public static async Task<IReadOnlyList<JudgedText>> ReadAsync(string textsFile, string judgedFiles)
    {
        var rows = judgedFiles.Split(',').SelectMany(f => Table(f).Rows).ToDictionary(r => int.Parse(r["line"]!, CultureInfo.InvariantCulture));
        return [.. (await TextsAsync(textsFile, rows.Keys)).OrderBy(t => t.Key).Select(t => new JudgedText(
            t.Key, rows[t.Key]["half"]!, Codes(rows[t.Key]["codes"]),
            [new("title", t.Value.Title, TagFieldKind.Title), new("abstract", t.Value.Body, TagFieldKind.Abstract)]))];
    }

    public static string[] Codes(string? cell) => (cell ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How far the two readers of a set agreed before the rest was settled: the same first code, or a code in common; none by both counts in either.</summary>
    public static string Agreement(string judgedFile)
    {
        var pairs = Table(judgedFile).Rows.Select(r => (First: Codes(r["first"]), Second: Codes(r["second"]))).ToList();
        int first = pairs.Count(p => p.First.FirstOrDefault() == p.Second.FirstOrDefault());
        int common = pairs.Count(p => p.First.Intersect(p.Second, StringComparer.Ordinal).Any() || p.First.Length + p.Second.Length == 0);
        return string.Create(CultureInfo.InvariantCulture, $"Two readers of {Path.GetFileName(judgedFile)}: the same first code in {first / (double)pairs.Count:0.00} ({first}/{pairs.Count}), a code in common in {common / (double)pairs.Count:0.00} ({common}/{pairs.Count}).");
    }

    /// <summary>Texts at these lines.</summary>
    public static async Task<Dictionary<int, (string Title, string Body)>> TextsAsync(string textsFile, IReadOnlyCollection<int> lines)
    {
        var texts = new Dictionary<int, (string, string)>();
        await using var packed = File.OpenRead(textsFile);
        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        for (int line = 1; await reader.ReadLineAsync() is { } text; line++)
        {
            if (lines.Contains(line))
            {
                using var json = JsonDocument.Parse(text);
                texts[line] = (json.RootElement.GetProperty("title").GetString()!, json.RootElement.GetProperty("body").GetString()!);
            }
        }

        return texts;
    }

    public static IEnumerable<TagConcept> Concepts(string plans, string file, bool proposed) =>
        Table(Path.Combine(plans, file)).Rows.Select(r => new TagConcept(r["code"]!, r["parent"], r["text_th"], r["text_en"], proposed));

    public static CsvTable Table(string file)
    {
        var problems = new List<DraftProblem>();
        return CsvTable.Read(new SourceFile(Path.GetFileName(file), File.ReadAllBytes(file)), new Dictionary<string, string>(), problems)
            ?? throw new InvalidDataException($"{file}: {string.Join(", ", problems.Select(p => $"{p.Place} {p.Code}"))}");
    }
}
