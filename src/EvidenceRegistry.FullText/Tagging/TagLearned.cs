namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What texts that people judged taught: for each concept a profile of the words its texts share, and how sure a score
/// makes. Small, plain numbers; kept as JSON with the model's version.
/// </summary>
public sealed record TagLearned
{
    public static TagLearned Nothing { get; } = new();

    /// <summary>Code → profile.</summary>
    public IReadOnlyDictionary<string, TagProfile> Profiles { get; init; } = new Dictionary<string, TagProfile>();

    /// <summary>Word → how rare it is among the texts it was learned from: ln of all ÷ those that hold it. Words of the profiles only.</summary>
    public IReadOnlyDictionary<string, double> Rarities { get; init; } = new Dictionary<string, double>();

    /// <summary>How a score becomes a confidence, by what was confirmed; null: the numbers of the rules, which are an order and no probability.</summary>
    public TagCalibration? Calibration { get; init; }

    /// <summary>Every word it knows: a scheme that reads with it must number them.</summary>
    public IReadOnlyList<string> Vocabulary() => [.. Profiles.Values.SelectMany(p => p.Words.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>What the texts of one concept share.</summary>
/// <param name="Texts">How many texts it was made of.</param>
/// <param name="Words">Word of the analysis → weight; of unit length before the least were left out.</param>
public sealed record TagProfile(int Texts, IReadOnlyDictionary<string, double> Words);

/// <param name="Threshold">Confidence below which nothing is proposed.</param>
/// <summary>Confidence = 1 / (1 + e^−(intercept + slope · ln(score) + share · part of the score of all near ones)).</summary>
public sealed record TagCalibration(double Intercept, double Slope, double Share, double Threshold)
{
    public double LogOdds(double score, double share) => Intercept + (Slope * Math.Log(score)) + (Share * share);

    public double Confidence(double score, double share) => 1 / (1 + Math.Exp(-LogOdds(score, share)));
}
