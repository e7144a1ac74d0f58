namespace EvidenceRegistry.FullText;

/// <summary>What a record of the first hundred scores besides its words, and what the whole is multiplied by; the same in both engines.</summary>
/// <param name="Whole">For the question standing there as typed.</param>
/// <param name="WholeCounted">The score by words has it already.</param>
internal readonly record struct ScoreParts(
    double Pairs, double Clusters, double Window, double Whole, bool WholeCounted, double Prior, double Place, double Recency)
{
    private double Factor => Prior * Place * Recency;

    private double Before => WholeCounted ? Whole : 0;

    /// <param name="words">Score by words, multiplied already.</param>
    public double Score(double words) => words + ((Pairs + Clusters + Window + Whole - Before) * Factor);

    public IReadOnlyList<ScorePart> Named(double words) =>
    [
        new("words", (Factor > 0 ? words / Factor : words) - Before), new("pairs", Pairs), new("clusters", Clusters), new("window", Window), new("whole", Whole),
        new("prior", Prior), new("place", Place), new("recency", Recency),
    ];

    /// <summary>Factor for the year of a record; 0 is none.</summary>
    /// <param name="thisYear">As <see cref="SearchRequest.ThisYear"/>.</param>
    public static double RecencyOf(long year, int? thisYear, RankingWeights weights)
    {
        if (thisYear is not { } now)
        {
            return 1;
        }

        double age = year == 0 ? weights.RecencyYears / 2.0 : Math.Clamp(now - year, 0, weights.RecencyYears);
        return 1 - (weights.Recency * age / weights.RecencyYears);
    }
}
