namespace EvidenceRegistry.FullText;

/// <summary>How alike two works are, and by what. 1 where an identifier is the same; docs/bulk.md publishes the measure and its figures.</summary>
/// <param name="Reasons">Stable words with their figures: <c>doi</c>, <c>handle</c>, <c>title 0.96</c>, <c>authors 1.00</c>, <c>year 1</c>, <c>numbers differ</c>, <c>a word differs</c>, <c>doi differs</c>, <c>contract</c>.</param>
public sealed record Likeness(double Score, IReadOnlyList<string> Reasons)
{
    /// <summary>From here on two works are proposed to a person as one; chosen on one half of the measurements, published for the other.</summary>
    public const double Proposed = 0.87;

    // Titles farther apart than this are not one title with slips.
    private const double FarthestTitle = 0.35;

    private const double TitleWeight = 0.72, AuthorsWeight = 0.20, YearWeight = 0.08;

    private const double OtherNumbers = 0.25, OtherWord = 0.12, OtherIdentifier = 0.06;

    // Edits that stand together: from here on they are another word and no slips.
    private const int Word = 5, ThaiWord = 4;

    public static Likeness Of(ComparedWork one, ComparedWork other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Kind != other.Kind)
        {
            return new Likeness(0, []);
        }

        if (Same(one.Doi, other.Doi) is true)
        {
            return new Likeness(1, ["doi"]);
        }

        if (Same(one.Handle, other.Handle) is true)
        {
            return new Likeness(1, ["handle"]);
        }

        var reasons = new List<string>();
        var (title, otherNumbers, otherWord) = Titles(one, other);
        reasons.Add(FormattableString.Invariant($"title {title:F2}"));
        var score = title * TitleWeight;
        var weight = TitleWeight;
        if (AuthorNames.Overlap(one.Authors, other.Authors) is { } authors)
        {
            reasons.Add(FormattableString.Invariant($"authors {authors:F2}"));
            (score, weight) = (score + (authors * AuthorsWeight), weight + AuthorsWeight);
        }

        if (one.Year is { } first && other.Year is { } second)
        {
            var apart = Math.Abs(first - second);
            reasons.Add(FormattableString.Invariant($"year {apart}"));
            (score, weight) = (score + (YearWeight * apart switch { 0 => 1, 1 => 0.7, 2 => 0.3, _ => 0 }), weight + YearWeight);
        }

        score /= weight;
        if (otherNumbers)
        {
            reasons.Add("numbers differ");
            score -= OtherNumbers;
        }

        if (otherWord)
        {
            reasons.Add("a word differs");
            score -= OtherWord;
        }

        if (Same(one.Doi, other.Doi) is false)
        {
            reasons.Add("doi differs");
            score -= OtherIdentifier;
        }

        if (Same(one.Contract, other.Contract) is true)
        {
            reasons.Add("contract");
        }

        return new Likeness(Math.Clamp(score, 0, 0.999), reasons);
    }

    private static bool? Same(string? one, string? other) =>
        TitleSketch.Identity(one) is { Length: > 0 } first && TitleSketch.Identity(other) is { Length: > 0 } second ? first == second : null;

    /// <summary>By the language in which both have a title and are most alike.</summary>
    private static (double Title, bool OtherNumbers, bool OtherWord) Titles(ComparedWork one, ComparedWork other)
    {
        var best = (Title: 0.0, OtherNumbers: false, OtherWord: false);
        foreach (var (a, b) in new[] { (one.TitleTh, other.TitleTh), (one.TitleEn, other.TitleEn) })
        {
            if (string.IsNullOrWhiteSpace(a) || string.IsNullOrWhiteSpace(b))
            {
                continue;
            }

            var (first, second) = (new TitleAtoms(a), new TitleAtoms(b));
            var longest = Math.Max(first.Atoms.Count, second.Atoms.Count);
            var most = (int)Math.Ceiling(longest * FarthestTitle);
            var distance = EditDistance.Of(first.Atoms, second.Atoms, most);
            var alike = longest == 0 || distance > most ? 0 : 1 - ((double)distance / longest);
            if (alike > best.Title)
            {
                best = (alike, !first.Numbers.SequenceEqual(second.Numbers, StringComparer.Ordinal),
                    distance > 0 && EditDistance.LongestRun(first.Letters, second.Letters) >= (first.Thai || second.Thai ? ThaiWord : Word));
            }
        }

        return best;
    }
}
