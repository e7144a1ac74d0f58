using EvidenceRegistry.Bench.Lexicon;

namespace EvidenceRegistry.Bench.Load;

/// <summary>What ranks come to; where one text answers each question, nDCG@10 is 1 / log2(1 + rank).</summary>
public static class QualityFigures
{
    private const int Draws = 1000;

    /// <param name="ranks">From 1; 0 when the answer is not among the first ten.</param>
    public static QualityRow Of(string engine, string streams, string half, IReadOnlyList<int> ranks) => new(
        engine, streams, half, ranks.Count,
        Interval(ranks, r => r == 0 ? 0 : 1.0 / r),
        Interval(ranks, r => r == 1 ? 1 : 0),
        Interval(ranks, r => r > 0 ? 1 : 0),
        Interval(ranks, r => r == 0 ? 0 : 1 / Math.Log2(1 + r)));

    /// <summary>Mean, and the 95 % bootstrap interval of 1,000 draws with a fixed seed.</summary>
    private static QualityFigure Interval(IReadOnlyList<int> ranks, Func<int, double> gain)
    {
        double[] gains = [.. ranks.Select(gain)];
        var random = new Random(20210518);
        double[] means = [.. Enumerable.Range(0, Draws).Select(_ => Enumerable.Range(0, gains.Length).Average(_ => gains[random.Next(gains.Length)])).Order()];
        return new QualityFigure(Math.Round(gains.Average(), 4), Math.Round(means[Draws / 40], 3), Math.Round(means[Draws - (Draws / 40) - 1], 3));
    }
}

/// <summary>A mean with its 95 % bootstrap interval.</summary>
public sealed record QualityFigure(double Value, double Low, double High);

/// <param name="Streams">For the registry, what its score is put together from; for Elasticsearch, the analyzer.</param>
/// <param name="Half">whole, development or test.</param>
public sealed record QualityRow(
    string Engine, string Streams, string Half, int Questions, QualityFigure MrrAt10, QualityFigure RecallAt1, QualityFigure RecallAt10, QualityFigure NdcgAt10);

public sealed record QualitySet(string Set, int Texts, IReadOnlyList<QualityRow> Rows);

public sealed record QualityReport(
    string Measured, string Machine, string Command, string Registry, string? Elasticsearch, IReadOnlyList<QualitySet> Sets, IReadOnlyList<StreamCost> Streams);
