namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Proposes concepts for a text, with reasons, rivals and a confidence, or none: abstaining is an answer. Immutable and free of
/// shared state; the same text gives the same answer on every machine and thread.
/// </summary>
public sealed class Tagger(TagScheme scheme, TagRules rules, TagLearned learned)
{
    private readonly LearnedWords _learned = new(scheme, rules, learned);

    /// <summary>How sure a score makes by what was learned; null where that was of another tree: its scores say nothing of those of this one.</summary>
    private readonly TagCalibration? _taught = learned.Knows(scheme) ? learned.Calibration : null;

    /// <summary>Concepts that a text is said to be about are compared with these many of the next.</summary>
    private const int Near = 5;

    private const int ReasonsShown = 6, RivalsShown = 4;

    /// <summary>Log-odds of a concept that no term speaks of.</summary>
    private const double Unheard = -5;

    public Tagger(TagScheme scheme, TagRules rules)
        : this(scheme, rules, TagLearned.Nothing)
    {
    }

    private TagCalibration Calibration => _taught ?? rules.ByHand;

    public TagScheme Scheme => scheme;

    public TagRules Rules => rules;

    public IReadOnlyList<TagProposal> Propose(IReadOnlyList<TagField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var places = new List<Evidence.Place>?[scheme.Concepts.Count];
        var (ranked, known) = Rank(fields, places);
        var chosen = Choose(ranked, known).ToList();
        return [.. chosen.Select(one => new TagProposal(
            scheme.Concepts[one.Concept].Code,
            Math.Round(one.Score, 4),
            Math.Round(one.Confidence, 4),
            Reasons(places[one.Concept]),
            [.. ranked.Where(r => r.Concept != one.Concept && r.Score > 0).Take(RivalsShown)
                .Select(r => new TagRival(scheme.Concepts[r.Concept].Code, Math.Round(r.Score, 4), Math.Round(r.Confidence, 4)))]))];
    }

    /// <summary>All concepts that reached anything, best first, whether proposed or not.</summary>
    public IReadOnlyList<TagRival> Ranking(IReadOnlyList<TagField> fields) =>
        [.. Rank(fields, null).Ranked.Select(r => new TagRival(scheme.Concepts[r.Concept].Code, r.Score, r.Confidence))];

    /// <summary>Concepts that the text may be about, though perhaps not surely enough to propose them.</summary>
    public IEnumerable<string> Likely(IReadOnlyList<TagField> fields) => Rank(fields, null).Ranked.Where(r => r.Confidence >= rules.Likely).Select(r => scheme.Concepts[r.Concept].Code);

    internal readonly record struct Ranked(int Concept, double Score, double Share, double Confidence);

    internal Evidence Read(IReadOnlyList<TagField> fields)
    {
        var evidence = new Evidence(scheme, rules);
        foreach (TagField field in fields)
        {
            evidence.Read(field);
        }

        return evidence;
    }

    private (IReadOnlyList<Ranked> Ranked, double Known) Rank(IReadOnlyList<TagField> fields, List<Evidence.Place>?[]? places)
    {
        Evidence evidence = Read(fields);
        double[] scores = evidence.Score(places);
        double[] byTerms = [.. scores];
        double known = _learned.Apply(_learned.HasWords ? evidence.Words() : new Dictionary<WordKey, double>(), scores, scheme.Concepts, places is null ? null : (concept, word, weight) => evidence.Show(places, concept, word, weight));
        double lift = rules.LiftOf(evidence.Length);
        scores = [.. scores.Select(score => score * lift)];
        byTerms = [.. byTerms.Select(score => score * lift)];
        return (known < 1 ? Doubted(Order(scores), Order(byTerms), known) : Order(scores), known);
    }

    /// <summary>Where words are known but in part, terms alone say the rest, by the numbers set by hand.</summary>
    private List<Ranked> Doubted(IReadOnlyList<Ranked> ranked, IReadOnlyList<Ranked> byTerms, double known)
    {
        var terms = byTerms.ToDictionary(r => r.Concept);
        return [.. ranked.Select(r => r with
        {
            Confidence = TagCalibration.Probability((known * Calibration.LogOdds(r.Score, r.Share)) + ((1 - known) * (terms.TryGetValue(r.Concept, out Ranked own) ? rules.ByHand.LogOdds(own.Score, own.Share) : Unheard))),
        })];
    }

    /// <summary>Concepts by what they reached, those of nothing left out.</summary>
    internal IReadOnlyList<Ranked> Order(double[] scores)
    {
        var best = Enumerable.Range(0, scores.Length).Where(i => scores[i] > 0 && scheme.Concepts[i].Proposed)
            .OrderByDescending(i => scores[i]).ThenBy(i => scheme.Concepts[i].Code, StringComparer.Ordinal).ToList();
        double near = best.Take(Near).Sum(i => scores[i]);
        return [.. best.Select(i => (Concept: i, Score: scores[i], Share: scores[i] / near)).Select(r => new Ranked(r.Concept, r.Score, r.Share, Calibration.Confidence(r.Score, r.Share)))];
    }

    private IEnumerable<Ranked> Choose(IReadOnlyList<Ranked> ranked, double known) => ranked
        .Take(ranked.Count > 0 && Calibration.IsAboutSomething(ranked[0].Score, known) ? rules.Most : 0)
        .Where(r => r.Confidence >= (known * Calibration.Threshold) + ((1 - known) * rules.Threshold) && (_taught is not null || r.Score >= ranked[0].Score * rules.Beside));

    private static IReadOnlyList<TagReason> Reasons(List<Evidence.Place>? places)
    {
        var points = new Dictionary<TagField, CodePoints>(ReferenceEqualityComparer.Instance);
        var chosen = new List<Evidence.Place>();
        foreach (Evidence.Place place in (places ?? []).OrderByDescending(p => Math.Abs(p.Weight)))
        {
            if (chosen.Count < ReasonsShown && !chosen.Any(c => ReferenceEquals(c.Field, place.Field) && c.Start < place.End && place.Start < c.End))
            {
                chosen.Add(place);
            }
        }

        return [.. chosen.Select(place =>
        {
            if (!points.TryGetValue(place.Field, out CodePoints? at))
            {
                points[place.Field] = at = new CodePoints(place.Field.Text);
            }

            return new TagReason(place.Field.Name, place.Field.File, place.Field.Page, at.At(place.Start), at.At(place.End), place.Field.Text[place.Start..place.End], Math.Round(place.Weight, 3));
        })];
    }
}
