namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// The numbers a tagger works with. The defaults were chosen by hand on judged texts; docs/tagging-quality.md says on which, with what result, and
/// that the threshold was kept after the test half had been seen.
/// </summary>
public sealed record TagRules
{
    /// <summary>
    /// For factors. Those of one value chain share most of their words, so a second is proposed only where it is nearly as good as the first, and
    /// none below 0.6; both chosen on the development half of the judged factors.
    /// </summary>
    public static TagRules OfFactors { get; } = new() { Threshold = 0.6, Beside = 0.85 };

    /// <summary>What a word found in the title, the abstract or the pages counts.</summary>
    public double Title { get; init; } = 2.4;

    public double Abstract { get; init; } = 1.0;

    public double Page { get; init; } = 0.7;

    /// <summary>How soon repeating a word stops to count, and how far a long text thins it (as k1 and b of BM25).</summary>
    public double Saturation { get; init; } = 0.8;

    public double Thinning { get; init; } = 0.5;

    /// <summary>Words of a title, an abstract, a body of usual length.</summary>
    public double UsualTitle { get; init; } = 16;

    public double UsualAbstract { get; init; } = 200;

    public double UsualBody { get; init; } = 600;

    /// <summary>Each further term of a concept counts this part of the one before, strongest first: a long list is no merit.</summary>
    public double Decay { get; init; } = 0.5;

    /// <summary>What the wording of a concept counts beside stewards' terms; and where it has none.</summary>
    public double WordingBeside { get; init; } = 0.5;

    public double WordingAlone { get; init; } = 2.4;

    /// <summary>What a child has of the terms of the concept above it.</summary>
    public double Inherited { get; init; } = 0.3;

    /// <summary>Confidence below which nothing is proposed.</summary>
    public double Threshold { get; init; } = 0.3;

    /// <summary>A second proposal must reach this part of the score of the first.</summary>
    public double Beside { get; init; } = 0.5;

    public int Most { get; init; } = 3;

    /// <summary>Confidence = 1 / (1 + e^−(intercept + slope · ln(score) + share · part of the score of all near ones)).</summary>
    public double Intercept { get; init; } = -1.6;

    public double Slope { get; init; } = 1.6;

    public double Share { get; init; } = 1.5;

    /// <summary>Confidence as the numbers above say it, before decisions have calibrated it.</summary>
    internal TagCalibration ByHand => new(Intercept, Slope, Share, Threshold);
}
