using System.ComponentModel.DataAnnotations;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Hosting;

/// <summary>What the token streams weigh in the order of the first hundred; 0 switches one off. The defaults are measured (docs/search-quality.md).</summary>
public sealed class RankingOptions
{
    public const string Section = "Ranking";

    [Range(0, 10)]
    public double Pairs { get; init; } = RankingWeights.Default.Pairs;

    [Range(0, 10)]
    public double Clusters { get; init; } = RankingWeights.Default.Clusters;

    [Range(0, 10)]
    public double Window { get; init; } = RankingWeights.Default.Window;

    public RankingWeights Weights => RankingWeights.Default with { Pairs = Pairs, Clusters = Clusters, Window = Window };
}
