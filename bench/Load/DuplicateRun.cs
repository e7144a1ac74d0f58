using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// The measure for duplicates by itself: disturbed copies among real records, found through the same keys and judged by the same measure
/// as the registry does; precision and recall for each language, and the time to 300,000.
/// </summary>
public static class DuplicateRun
{
    // A block that holds more says nothing: it is words that all such titles have (the registry passes it over too).
    private const int LargestBlock = 20;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var seed = arguments.Number("seed", 20210518);
        var report = new StringBuilder("# Duplicates\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make duplicates` (seed {seed}). Proposed from {Likeness.Proposed} on.").AppendLine();
        report.AppendLine("| set | records | copies | proposed | right | wrong | precision | recall |").AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        var arxiv = ArxivRecords.Read(arguments.Corpus).ToList();
        var good = Judge("English research, half to choose by", arxiv, 2000, 0, seed, report, arguments)
            & Judge("English research, other half", arxiv, 2000, 1, seed, report, arguments)
            & Judge("English research, whole", arxiv, 2000, null, seed + 1, report, arguments)
            & Judge("Thai news, whole", NewsTexts.Read(arguments.Corpus, 10000), 500, null, seed, report, arguments) & Judge("Thai news, another draw", NewsTexts.Read(arguments.Corpus, 10000), 500, null, seed + 2, report, arguments);
        report.AppendLine().AppendLine("| records | s in all | µs a record | pairs judged a record |").AppendLine("| --- | --- | --- | --- |");
        foreach (var count in new[] { 10_000, 30_000, 100_000, 300_000 })
        {
            report.AppendLine(Grow(arxiv, count, seed));
        }

        Console.WriteLine(report);
        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return good ? 0 : 1;
    }

    private static bool Judge(string name, IReadOnlyList<JsonObject> all, int copies, int? half, int seed, StringBuilder report, Arguments arguments)
    {
        var random = new Random(seed);
        List<JsonObject> originals = [.. all.Where((_, at) => half is null || at % 2 == half)];
        var chosen = Enumerable.Range(0, originals.Count).ToArray();
        random.Shuffle(chosen);
        var works = originals.Select(Work).ToList();
        var truth = new HashSet<(int, int)>();
        foreach (var at in chosen.Take(copies))
        {
            truth.Add((at, works.Count));
            works.Add(Work(Disturbed.Study(originals[at], random)));
        }

        // What the set itself holds twice, to the last letter and figure, is a duplicate that nobody disturbed.
        foreach (var group in originals.Select((o, at) => (Letters((string)o["title"]!.AsObject().First().Value!), at)).GroupBy(p => p.Item1, p => p.at).Where(g => g.Count() > 1))
        {
            truth.UnionWith(from a in @group from b in @group where a < b select (a, b));
            truth.UnionWith(from a in @group from b in @group from copy in truth.Where(t => t.Item1 == a && t.Item2 >= originals.Count).ToList() where a != b select (Math.Min(b, copy.Item2), Math.Max(b, copy.Item2)));
        }

        var proposed = Pairs(works, out _).Where(p => p.Likeness.Score >= Likeness.Proposed).ToList();
        var right = proposed.Where(p => truth.Contains((p.One, p.Other))).ToList();
        var found = right.Count;
        var (precision, recall) = ((double)found / Math.Max(1, proposed.Count), (double)found / truth.Count);
        report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {works.Count} | {copies} | {proposed.Count} | {found} | {proposed.Count - found} | {precision:F4} | {recall:F4} |");
        if (arguments.Text("show") is not null)
        {
            foreach (var (one, other, likeness) in proposed.Except(right).Take(40))
            {
                Console.WriteLine($"WRONG {likeness.Score:F3} {string.Join(", ", likeness.Reasons)}\n   {works[one].TitleTh ?? works[one].TitleEn}\n   {works[other].TitleTh ?? works[other].TitleEn}");
            }

            var hit = right.Select(p => (p.One, p.Other)).ToHashSet();
            foreach (var (one, other) in truth.Where(t => !hit.Contains(t)).Take(40))
            {
                var likeness = Likeness.Of(works[one], works[other]);
                Console.WriteLine($"MISSED {likeness.Score:F3} {string.Join(", ", likeness.Reasons)} meet: {TitleSketch.Of(works[one]).Keys.Intersect(TitleSketch.Of(works[other]).Keys).Any()}\n   {works[one].TitleTh ?? works[one].TitleEn}\n   {works[other].TitleTh ?? works[other].TitleEn}");
            }
        }

        return precision >= 0.98 && recall >= 0.95;
    }

    /// <summary>Titles of recombined words, so that there are as many different ones as wanted.</summary>
    private static string Grow(List<JsonObject> all, int count, int seed)
    {
        var random = new Random(seed);
        var real = all.Select(Work).ToList();
        var works = Enumerable.Range(0, count).Select(n => n < real.Count ? real[n] : Mixed(real, random)).ToList();
        var clock = Stopwatch.StartNew();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        _ = Pairs(works, out var judged).Count;
        var took = Process.GetCurrentProcess().TotalProcessorTime - before;
        return string.Create(CultureInfo.InvariantCulture, $"| {count} | {took.TotalSeconds:F1} processor, {clock.Elapsed.TotalSeconds:F1} wall | {took.TotalMicroseconds / count:F0} | {(double)judged / count:F2} |");
    }

    private static ComparedWork Mixed(List<ComparedWork> real, Random random)
    {
        var words = Enumerable.Range(0, 3).SelectMany(_ =>
        {
            var title = real[random.Next(real.Count)].TitleEn!.Split(' ');
            var from = random.Next(title.Length);
            return title.Skip(from).Take(3 + random.Next(3));
        });
        var authors = real[random.Next(real.Count)];
        return new ComparedWork("study", null, string.Join(' ', words), authors.Authors, authors.Year);
    }

    private static List<(int One, int Other, Likeness Likeness)> Pairs(List<ComparedWork> works, out long judged)
    {
        var sketches = works.Select(TitleSketch.Of).ToList();
        var blocks = new Dictionary<long, List<int>>();
        var found = new List<(int, int, Likeness)>();
        judged = 0;
        for (var at = 0; at < works.Count; at++)
        {
            var met = new HashSet<int>();
            foreach (var key in sketches[at].Keys)
            {
                var block = blocks.TryGetValue(key, out var known) ? known : blocks[key] = [];
                if (block.Count <= LargestBlock)
                {
                    met.UnionWith(block);
                    block.Add(at);
                }
            }

            foreach (var other in met.Where(o => sketches[at].Identifiers.Overlaps(sketches[o].Identifiers) || TitleSketch.Estimate(sketches[at].Values, sketches[o].Values) >= TitleSketch.WorthJudging || sketches[at].Values.Length == 0 || sketches[o].Values.Length == 0))
            {
                judged++;
                var likeness = Likeness.Of(works[other], works[at]);
                if (likeness.Score >= Likeness.Proposed)
                {
                    found.Add((other, at, likeness));
                }
            }
        }

        return found;
    }

    private static string Letters(string title) => string.Concat(title.Where(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private static ComparedWork Work(JsonObject study) => new(
        "study", (string?)study["title"]!["th"], (string?)study["title"]!["en"],
        [.. (study["authors"] as JsonArray ?? []).Select(a => (string)a!["name"]!.AsObject().First().Value!)], (int?)study["year"]) { Doi = (string?)study["doi"] };
}
