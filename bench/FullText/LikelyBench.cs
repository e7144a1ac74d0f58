using System.Globalization;
using System.Text;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// From which confidence of a sub-target on its factors may be proposed (<see cref="TagRules.Likely"/>): factors of the texts judged for them, and of all texts judged to be about none of
/// the sub-targets that have factors, where every factor is wrong. Each fifth by taggers that were learned without it.
/// </summary>
internal static class LikelyBench
{
    private const int Parts = 5;

    private static readonly double[] Tried = [0, 0.02, 0.05, 0.1, 0.15, 0.2];

    private sealed record Looked(JudgedText Text, JudgedBench.Judged Factors, IReadOnlyList<string> Ranked, IReadOnlyDictionary<string, double> Targets);

    public static async Task<int> RunAsync(string mappings, string plans, string newsFile, string judged, string outFile)
    {
        var news = await JudgedTexts.ReadAsync(newsFile, Files("news.csv", "news-more.csv"));
        var told = await JudgedTexts.ReadAsync(newsFile, Files("factors.csv", "factors-more.csv"));
        var chained = told.SelectMany(t => t.Codes).Select(JudgedSets.Target).ToHashSet(StringComparer.Ordinal);
        List<JudgedText> texts = [.. told.Where(t => t.Half == "tuning"), .. news.Where(t => !t.Codes.Any(chained.Contains)).Select(t => t with { Codes = [], Half = "elsewhere" })];
        var looked = new List<Looked>();
        for (int part = 0; part < Parts; part++)
        {
            var taggers = await Task.WhenAll(
                TaughtBench.WithoutAsync(mappings, plans, newsFile, Files("news.csv", "news-more.csv"), Of(news, part), JudgedTexts.SubTargets),
                TaughtBench.WithoutAsync(mappings, plans, newsFile, Files("factors.csv", "factors-more.csv"), Of(told, part), JudgedTexts.Factors));
            looked.AddRange(Of(texts, part).AsParallel().Select(text => Look(text, taggers[0], taggers[1])));
        }

        var report = new StringBuilder(JudgedBench.Heading.Replace("half", "factors of sub-targets from this confidence on", StringComparison.Ordinal));
        foreach (double least in Tried)
        {
            foreach (var half in looked.GroupBy(l => l.Text.Half, StringComparer.Ordinal).OrderByDescending(g => g.Key, StringComparer.Ordinal))
            {
                report.AppendLine(JudgedBench.Row(string.Create(CultureInfo.InvariantCulture, $"{least:0.00}, {half.Key}"), [.. half.Select(l => Let(l, least))]));
            }
        }

        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;

        string Files(params string[] names) => string.Join(',', names.Select(name => Path.Combine(judged, name)));
    }

    private static IEnumerable<JudgedText> Of(IEnumerable<JudgedText> texts, int part) =>
        texts.Where(t => TagLearner.PartOf(t.Line.ToString(CultureInfo.InvariantCulture), Parts) == part);

    private static Looked Look(JudgedText text, Tagger targets, Tagger factors) => new(
        text, JudgedBench.Judge(factors, text), [.. factors.Ranking(text.Fields).Select(r => r.Code)],
        targets.Ranking(text.Fields).ToDictionary(r => r.Code, r => r.Confidence, StringComparer.Ordinal));

    private static JudgedBench.Judged Let(Looked look, double least)
    {
        return new(look.Text.Codes, [.. look.Factors.Proposed.Where(May)], look.Ranked.FirstOrDefault(May));

        bool May(string code) => look.Targets.GetValueOrDefault(JudgedSets.Target(code)) >= least;
    }
}
