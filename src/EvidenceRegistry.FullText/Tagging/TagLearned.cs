namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What confirmed and rejected records taught: for each concept with enough of them, which words tell its texts from all others, and how much
/// more or less often than the rules alone say its proposals are confirmed. Small, plain numbers; kept as JSON with the model's version.
/// </summary>
public sealed record TagLearned
{
    public static TagLearned Nothing { get; } = new();

    /// <summary>Code → word → what its presence adds to the log-odds. Words are those of the analysis.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Words { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, double>>();

    /// <summary>Code → what is added to the log-odds of its confidence.</summary>
    public IReadOnlyDictionary<string, double> Biases { get; init; } = new Dictionary<string, double>();

    /// <summary>How a score becomes a confidence, by what was confirmed; null: the numbers of the rules, which are an order and no probability.</summary>
    public TagCalibration? Calibration { get; init; }

    /// <summary>Every word it knows: a scheme that reads with it must number them.</summary>
    public IReadOnlyList<string> Vocabulary() => [.. Words.Values.SelectMany(w => w.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <param name="Threshold">Confidence below which nothing is proposed.</param>
/// <summary>Confidence = 1 / (1 + e^−(intercept + slope · ln(score) + share · part of the score of all near ones)).</summary>
public sealed record TagCalibration(double Intercept, double Slope, double Share, double Threshold)
{
    public double LogOdds(double score, double share) => Intercept + (Slope * Math.Log(score)) + (Share * share);

    public double Confidence(double score, double share) => 1 / (1 + Math.Exp(-LogOdds(score, share)));
}
