using System.Diagnostics;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// Characters per second on one core: our segmenter over the Thai runs, ICU4N over the same runs, the word stream and the quote stream over the whole texts.
/// By processor time, which other work on the machine changes least. Best of <see cref="Rounds"/> rounds after one to warm up; load time is that of a second load (the first compiles) and of the first.
/// </summary>
internal static class Speed
{
    private const int Rounds = 3;

    public static void Run(string mappings, string newsPath, int texts)
    {
        long before = GC.GetTotalMemory(true);
        var watch = Stopwatch.StartNew();
        TimeSpan spent = Environment.CpuUsage.TotalTime;
        TextAnalysis analysis = TextAnalysis.Load(mappings);
        double first = watch.Elapsed.TotalMilliseconds;
        double firstSpent = (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds;
        long loaded = GC.GetTotalMemory(true) - before;
        watch.Restart();
        TextAnalysis.Load(mappings);
        Console.WriteLine($"load: first {first:F0} ms ({firstSpent:F0} ms of processor), second {watch.Elapsed.TotalMilliseconds:F0} ms; memory {loaded / 1e6:F1} MB; analysis {analysis.Version}");

        string[] bodies = [.. News.Read(newsPath).Take(texts).Select(news => news.Body)];
        string[] runs = [.. bodies.SelectMany(ThaiRuns.Of)];
        long all = bodies.Sum(body => (long)body.Length);
        long thai = runs.Sum(run => (long)run.Length);
        Console.WriteLine($"{bodies.Length} texts, {all} characters, {thai} in {runs.Length} Thai runs");
        var segmenter = analysis.Segmenter;
        var pieces = new List<Segmenter.Piece>();
        double ours = Rate(thai, () =>
        {
            foreach (string run in runs)
            {
                pieces.Clear();
                segmenter.Cut(run, pieces);
            }
        });
        Console.WriteLine($"segmenter, Thai runs: {ours / 1e6:F1} million characters/s");
        var icu = new IcuWords();
        double theirs = Rate(thai, () =>
        {
            foreach (string run in runs)
            {
                icu.Count(run);
            }
        });
        Console.WriteLine($"ICU4N, Thai runs: {theirs / 1e6:F1} million characters/s; ratio {ours / theirs:F1}");
        Console.WriteLine($"word stream with tokens, whole texts: {Rate(all, () => Array.ForEach(bodies, body => analysis.Words(body))) / 1e6:F1} million characters/s");
        double icuTexts = Rate(all, () => Array.ForEach(bodies, body => icu.Count(body)));
        Console.WriteLine($"ICU4N boundaries, whole texts: {icuTexts / 1e6:F1} million characters/s");
        Console.WriteLine($"quote stream, whole texts: {Rate(all, () => Array.ForEach(bodies, body => TextAnalysis.ClusterPairs(body))) / 1e6:F1} million characters/s");
    }

    private static double Rate(long characters, Action work)
    {
        work();
        double best = double.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            TimeSpan spent = Environment.CpuUsage.TotalTime;
            work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - spent).TotalSeconds);
        }

        return characters / best;
    }
}
