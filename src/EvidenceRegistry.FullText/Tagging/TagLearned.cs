namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What texts that people judged taught: weights of words, and how sure a score makes. Small, plain numbers; kept as JSON with the
/// model's version.
/// </summary>
public sealed record TagLearned
{
    public static TagLearned Nothing { get; } = new();

    /// <summary>Raised by hand when scores are counted in another way, which a calibration of before knows nothing of.</summary>
    public const int CurrentWay = 3;

    /// <summary>The way scores were counted when this was learned; 0 where nobody said.</summary>
    public int Way { get; init; }

    /// <summary>Null: the rules alone.</summary>
    public TagWeights? Weights { get; init; }

    /// <summary>How a score becomes a confidence, by what was confirmed; null: the numbers of the rules, which are an order and no probability.</summary>
    public TagCalibration? Calibration { get; init; }

    /// <summary>Every word and pair it knows: a scheme that reads with it must number them.</summary>
    public IReadOnlyList<string> Vocabulary() => Weights?.Words ?? [];

    /// <summary>Whether the weights are of any concept of this scheme; a calibration without weights is taken to be.</summary>
    internal bool Knows(TagScheme scheme) => Weights is null || Weights.Codes.Any(code => scheme.NumberOf(code) >= 0);
}

/// <summary>Confidence = 1 / (1 + e^−(intercept + slope · ln(score) + share · part of the score of all near ones)).</summary>
/// <param name="Threshold">Confidence below which a concept is not proposed.</param>
/// <param name="LeastScore">Score that the best concept of a text of known words must reach, else the text is about nothing in the tree.</param>
public sealed record TagCalibration(double Intercept, double Slope, double Share, double Threshold, double LeastScore = 0)
{
    /// <summary>A text whose words are all known, as far as a text so long can show; only then may they say that it is about nothing.</summary>
    public bool IsAboutSomething(double score, double known) => known < 1 || score >= LeastScore;

    public double LogOdds(double score, double share) => Intercept + (Slope * Math.Log(score)) + (Share * share);

    public double Confidence(double score, double share) => Probability(LogOdds(score, share));

    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
