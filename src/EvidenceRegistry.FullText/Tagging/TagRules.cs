namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// The numbers a tagger works with. The defaults were found by a random search on the development half of the judged texts, those first that the terms were written
/// without; docs/tagging-quality.md says with what result.
/// </summary>
public sealed record TagRules
{
    /// <summary>
    /// For factors, whose terms tell those of one value chain apart. Threshold and <see cref="Beside"/> count where words are known but in part, or where no calibration ships: none
    /// below 0.35, by F1 on the texts that the terms were written from; a second from half of the first on, chosen on the development half of the judged factors.
    /// </summary>
    public static TagRules OfFactors { get; } = new()
    {
        Title = 2.4, Saturation = 0.8, Thinning = 0.5, UsualAbstract = 200, Decay = 0.5, WordingBeside = 0.5, Inherited = 0.3,
        Threshold = 0.35, Beside = 0.5, Intercept = -1.6, Slope = 1.6, Share = 1.5,
    };

    /// <summary>What a word found in the title, the abstract or the pages counts.</summary>
    public double Title { get; init; } = 1.75;

    public double Abstract { get; init; } = 1.0;

    public double Page { get; init; } = 0.7;

    /// <summary>How soon repeating a word stops to count, and how far a long text thins it (as k1 and b of BM25).</summary>
    public double Saturation { get; init; } = 0.75;

    public double Thinning { get; init; } = 0.48;

    /// <summary>Words of a title, an abstract, a body of usual length.</summary>
    public double UsualTitle { get; init; } = 16;

    public double UsualAbstract { get; init; } = 183;

    public double UsualBody { get; init; } = 600;

    /// <summary>Each further term of a concept counts this part of the one before, strongest first: a long list is no merit.</summary>
    public double Decay { get; init; } = 0.72;

    /// <summary>What the wording of a concept counts beside stewards' terms; and where it has none.</summary>
    public double WordingBeside { get; init; } = 0.93;

    public double WordingAlone { get; init; } = 2.4;

    /// <summary>What a child has of the terms of the concept above it.</summary>
    public double Inherited { get; init; } = 0.35;

    /// <summary>What a concept has before learned words speak; how far they are believed, and those that say the text is about nothing.</summary>
    public double Slack { get; init; } = 0.3;

    public double Taught { get; init; } = 0.4;

    public double Nothing { get; init; } = 0.7;

    /// <summary>How far it counts that a concept was judged oftener than others, 1: as far as the texts say.</summary>
    public double Frequency { get; init; } = 0.5;

    /// <summary>What words say of being about nothing (log-odds beside those of any text), below which a text is not any surer to be about something.</summary>
    public double LeastNothing { get; init; }

    /// <summary>
    /// A text of fewer words says less of everything: its scores are lifted by (these ÷ its own) to the power of <see cref="Lift"/>. Chosen so that of texts cut to a title or to 150 and
    /// 300 letters as many proposals are right as of whole ones.
    /// </summary>
    public double UsualLength { get; init; } = 300;

    /// <summary>Words below which a text is lifted no further: news titles, which the lift was chosen on, have some twenty.</summary>
    public double ShortestLength { get; init; } = 10;

    /// <summary>See <see cref="UsualLength"/>; 0 lifts nothing.</summary>
    public double Lift { get; init; } = 0.3;

    /// <summary>Confidence below which nothing is proposed.</summary>
    public double Threshold { get; init; } = 0.27;

    /// <summary>Confidence of a sub-target from which on its factors may be proposed; chosen on the development half of the judged factors.</summary>
    public double Likely { get; init; } = 0.1;

    /// <summary>A second proposal must reach this part of the score of the first, until a calibration says how sure it is by itself.</summary>
    public double Beside { get; init; } = 0.7;

    public int Most { get; init; } = 3;

    /// <summary>Confidence = 1 / (1 + e^−(intercept + slope · ln(score) + share · part of the score of all near ones)).</summary>
    public double Intercept { get; init; } = -1.8;

    public double Slope { get; init; } = 1.0;

    public double Share { get; init; } = 0.88;

    /// <summary>What scores of a text of so many words are multiplied with.</summary>
    internal double LiftOf(int words) => Math.Pow(Math.Max(1, UsualLength / Math.Max(ShortestLength, words)), Lift);

    /// <summary>Confidence as the numbers above say it, before decisions have calibrated it.</summary>
    internal TagCalibration ByHand => new(Intercept, Slope, Share, Threshold);
}
