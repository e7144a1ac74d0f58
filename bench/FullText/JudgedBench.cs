using System.Globalization;
using System.Text;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// Proposals for judged news texts against the judgements: <c>line,half,codes</c>, the line counted from 1 in the file of texts, codes best first, none for a
/// text about nothing in the plan. Writes a table for each half.
/// </summary>
internal static class JudgedBench
{
    public const string Heading =
        "| half | texts | with a target | precision@1 | …of those proposed | …forced | recall@3 | precision | false on none |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

    public static async Task<int> RunAsync(string mappings, string plans, string newsFile, string judgedFile, string outFile)
    {
        var tagger = JudgedTexts.Tagger(mappings, plans);
        var judged = await JudgedTexts.ReadAsync(newsFile, judgedFile);
        var report = new StringBuilder(Heading);
        foreach (var half in judged.GroupBy(j => j.Half, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            report.AppendLine(Row(half.Key, [.. half.Select(j => Judge(tagger, j))]));
        }

        report.AppendLine().AppendLine(JudgedTexts.Agreement(judgedFile.Split(',')[0]));
        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;
    }

    internal sealed record Judged(IReadOnlyList<string> Codes, IReadOnlyList<string> Proposed, string? Best);

    /// <param name="within">Sub-targets whose factors alone may be proposed; null: everything may.</param>
    internal static Judged Judge(Tagger tagger, JudgedText text, IReadOnlyCollection<string>? within = null)
    {
        return new(text.Codes, [.. tagger.Propose(text.Fields).Select(p => p.Code).Where(May)], tagger.Ranking(text.Fields).Select(r => r.Code).FirstOrDefault(May));

        bool May(string code) => within is null || within.Contains(JudgedSets.Target(code));
    }

    internal static string Row(string half, IReadOnlyList<Judged> all)
    {
        var with = all.Where(j => j.Codes.Count > 0).ToList();
        var without = all.Where(j => j.Codes.Count == 0).ToList();
        var said = with.Where(j => j.Proposed.Count > 0).ToList();
        int first = said.Count(j => j.Codes.Contains(j.Proposed[0]));
        return string.Join(" | ", "| " + half, all.Count, with.Count,
            Part(first, with.Count), Part(first, said.Count), Part(with.Count(j => j.Best is { } best && j.Codes.Contains(best)), with.Count),
            Part(with.Sum(j => j.Codes.Count(c => j.Proposed.Take(3).Contains(c))), with.Sum(j => j.Codes.Count)),
            Part(all.Sum(j => j.Proposed.Count(c => j.Codes.Contains(c))), all.Sum(j => j.Proposed.Count)),
            Part(without.Count(j => j.Proposed.Count > 0), without.Count)) + " |";
    }

    private static string Part(int part, int of) => string.Create(CultureInfo.InvariantCulture, $"{(of == 0 ? 0 : part / (double)of):0.00} ({part}/{of})");
}
