using System.Globalization;
using System.Text;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// What learning gains, cross-validated over judged texts: each fifth is tagged by a model of the four others, begun from nothing, and by the rules alone. A text's decisions are its
/// judged codes (confirmed) and what the rules rank first to third beside them (rejected). Then the same texts cut short, those of the development half left out: with scores lifted as short
/// texts ask for, and not.
/// </summary>
internal static class LearnBench
{
    private const int Folds = 5, Enough = 10, Bins = 5, Resamples = 1000;

    private const string Table =
        "| tagger | decisions | precision | recall | F1 | F1, concepts with 10 decisions | F1, the others | macro F1 of those with 10 | Brier | of the base rate | difference, 95 % |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    /// <summary>Letters kept beside the title.</summary>
    private static readonly int[] Cuts = [0, 150, 300];

    private sealed record Said(string Text, string Code, double Confidence, bool Proposed, bool Right);

    public static async Task<int> RunAsync(string mappings, string plans, string textsFile, string judgedFile, string outFile)
    {
        var rules = new TagRules();
        var bare = new Tagger(JudgedTexts.Scheme(mappings, plans, []), rules);
        var judged = (await JudgedTexts.ReadAsync(textsFile, judgedFile)).ToDictionary(j => j.Line.ToString(CultureInfo.InvariantCulture));
        var lessons = judged.Values.Select(j => JudgedTexts.Lesson(j, bare.Ranking(j.Fields).Take(3).Select(r => r.Code))).ToList();
        var (before, after) = (new List<Said>(), new List<Said>());
        var tags = (Before: new List<JudgedBench.Judged>(), After: new List<JudgedBench.Judged>());
        var cut = Cuts.SelectMany(letters => new[] { (letters, true), (letters, false) }).ToDictionary(key => key, _ => new List<JudgedBench.Judged>());
        for (int fold = 0; fold < Folds; fold++)
        {
            var learned = new TagLearner(words => JudgedTexts.Scheme(mappings, plans, words), rules, TagLearned.Nothing)
                .Learn([.. lessons.Where(l => TagLearner.PartOf("fold " + l.Id, Folds) != fold)], l => judged[l.Id].Half != "development");
            var scheme = JudgedTexts.Scheme(mappings, plans, learned.Vocabulary());
            var (taught, flat) = (new Tagger(scheme, rules, learned), new Tagger(scheme, rules with { Lift = 0 }, learned));
            foreach (var lesson in lessons.Where(l => TagLearner.PartOf("fold " + l.Id, Folds) == fold))
            {
                before.AddRange(Judge(bare, lesson));
                after.AddRange(Judge(taught, lesson));
                tags.Before.Add(JudgedBench.Judge(bare, judged[lesson.Id]));
                tags.After.Add(JudgedBench.Judge(taught, judged[lesson.Id]));
                if (judged[lesson.Id].Half != "development")
                {
                    foreach (var ((letters, lifted), all) in cut)
                    {
                        all.Add(JudgedBench.Judge(lifted ? taught : flat, Cut(judged[lesson.Id], letters)));
                    }
                }
            }
        }

        var report = new StringBuilder(Table + "\n");
        report.AppendLine(Row("rules", before)).AppendLine(Row("learned", after)).AppendLine("\n| confidence | decisions | said | confirmed |\n| --- | --- | --- | --- |");
        var ordered = after.Where(s => s.Proposed).OrderBy(s => s.Confidence).ToList();
        for (int bin = 0; bin < Bins; bin++)
        {
            var part = ordered[(bin * ordered.Count / Bins)..((bin + 1) * ordered.Count / Bins)];
            report.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {part[0].Confidence:0.00}–{part[^1].Confidence:0.00} | {part.Count} | {part.Average(s => s.Confidence):0.00} | {part.Average(s => s.Right ? 1.0 : 0):0.00} |"));
        }

        report.AppendLine().Append(JudgedBench.Heading.Replace("half", "tagger", StringComparison.Ordinal)).AppendLine(JudgedBench.Row("rules", tags.Before)).AppendLine(JudgedBench.Row("learned", tags.After));

        // Terms were written with the development half in view; here neither rules nor model have seen a text.
        report.AppendLine().AppendLine("Texts not of the development half alone:").AppendLine().AppendLine(Table)
            .AppendLine(Row("rules", Unseen(before))).AppendLine(Row("learned", Unseen(after)));
        report.AppendLine().AppendLine("The same texts, cut to the title and so many letters:").AppendLine().Append(JudgedBench.Heading.Replace("half", "letters", StringComparison.Ordinal));
        foreach (var ((letters, lifted), all) in cut)
        {
            report.AppendLine(JudgedBench.Row(string.Create(CultureInfo.InvariantCulture, $"{letters}{(lifted ? "" : ", scores not lifted")}"), all));
        }

        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;

        List<Said> Unseen(List<Said> all) => [.. all.Where(s => judged[s.Text].Half != "development")];
    }

    private static JudgedText Cut(JudgedText text, int letters) => text with
    {
        Fields = [.. text.Fields.Select(f => f.Kind == TagFieldKind.Title ? f : f with { Text = f.Text[..Math.Min(letters, f.Text.Length)] }).Where(f => f.Text.Length > 0)],
    };

    /// <summary>Everything decided or proposed; what a text was not judged to be is wrong.</summary>
    private static IEnumerable<Said> Judge(Tagger tagger, TagLesson lesson)
    {
        var ranking = tagger.Ranking(lesson.Fields).ToDictionary(r => r.Code, r => r.Confidence, StringComparer.Ordinal);
        var proposed = tagger.Propose(lesson.Fields).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        return lesson.Said.Keys.Union(proposed).Select(code => new Said(lesson.Id, code, ranking.GetValueOrDefault(code), proposed.Contains(code), lesson.Said.GetValueOrDefault(code)));
    }

    private static string Row(string name, List<Said> all)
    {
        var many = all.GroupBy(s => s.Code, StringComparer.Ordinal).Where(g => g.Count() >= Enough).ToList();
        var codes = many.Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        TagScore score = Score(all);
        var (low, high) = Interval(all);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {score.Decisions} | {score.Precision:0.00} | {score.Recall:0.00} | {score.F1:0.000} | {Score([.. all.Where(s => codes.Contains(s.Code))]).F1:0.000} ({codes.Count}) | {Score([.. all.Where(s => !codes.Contains(s.Code))]).F1:0.000} | {many.Average(g => Score([.. g]).F1):0.000} | {score.Brier:0.000} | {score.BrierOfBaseRate:0.000} | {low:+0.000;-0.000} to {high:+0.000;-0.000} |");
    }

    private static TagScore Score(List<Said> all) => TagScore.Of([.. all.Select(s => (s.Confidence, s.Proposed, s.Right))]);

    /// <summary>Brier score less that of the base rate, texts drawn again with a fixed seed.</summary>
    private static (double Low, double High) Interval(List<Said> all)
    {
        var texts = all.GroupBy(s => s.Text, StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        var random = new Random(20261127);
        var differences = Enumerable.Range(0, Resamples).Select(_ =>
        {
            TagScore score = Score([.. Enumerable.Range(0, texts.Count).SelectMany(_ => texts[random.Next(texts.Count)])]);
            return score.Brier - score.BrierOfBaseRate;
        }).Order().ToList();
        return (differences[Resamples / 40], differences[Resamples - 1 - (Resamples / 40)]);
    }
}
