namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Makes a model from decisions: for each concept with enough of them a bias and weights of words on top of what the rules say, then a
/// calibration by texts that the weights had not seen. Nothing is random: the same decisions give the same model.
/// </summary>
/// <param name="make">A scheme that numbers these words beside its own.</param>
public sealed class TagLearner(Func<IEnumerable<string>, TagScheme> make, TagRules rules)
{
    /// <summary>Concepts with fewer confirmed tags learn a bias only, with fewer decisions nothing.</summary>
    public const int LeastConfirmed = 3, LeastDecisions = 4;

    /// <summary>Decisions below which the numbers of the rules stay.</summary>
    public const int LeastToCalibrate = 30;

    /// <summary>Parts of the lessons: each is calibrated on by weights of the others.</summary>
    private const int Parts = 5;

    private const int WordsKept = 150, MostWords = 5000;

    /// <summary>Texts that count as none of a concept's without anybody having said so.</summary>
    private const int MostUndecided = 2000;

    /// <summary>What an undecided concept of a decided text counts as rejected.</summary>
    private const double Undecided = 0.5;

    /// <summary>Chosen by cross-validation over the judged news texts; docs/tagging-quality.md has the figures.</summary>
    private const double WordPenalty = 0.005, BiasPenalty = 5;

    /// <summary>Thresholds among which the one of best F1 is taken.</summary>
    private const double LeastThreshold = 0.3, MostThreshold = 0.5, ThresholdStep = 0.02;

    /// <summary>The three numbers of the calibration, drawn to those set by hand.</summary>
    private static readonly double[] CalibrationPenalty = [0.5, 2, 2];

    /// <summary>The part of so many that a text belongs to, by its id.</summary>
    public static int PartOf(string id, int parts)
    {
        // FNV-1a: small, and the same everywhere.
        uint hash = 2166136261;
        foreach (char letter in id)
        {
            hash = (hash ^ letter) * 16777619;
        }

        hash ^= hash >> 15;
        return (int)(hash * 2654435761 % 1_000_003 % parts);
    }

    public TagLearned Learn(IReadOnlyList<TagLesson> lessons)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        var bare = make([]);
        var words = lessons.SelectMany(l => l.Fields.SelectMany(f => bare.WordsOf(f.Text)).Distinct(StringComparer.Ordinal))
            .Where(w => bare.Analysis.Rarity(w) > ConceptProfiles.Common)
            .GroupBy(w => w, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostWords).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        var scheme = make(words);
        var tagger = new Tagger(scheme, rules);
        var features = words.Select((w, i) => (Number: scheme.Vocabulary[w], Feature: i + 1)).ToDictionary(w => w.Number, w => w.Feature);
        var read = lessons.Select(l => Read(scheme, tagger, features, l)).ToList();
        var calibrated = new List<Example>();
        for (int part = 0; part < Parts; part++)
        {
            var weights = Weights(scheme, words, [.. read.Where(r => PartOf(r.Lesson.Id, Parts) != part)]);
            var ready = new LearnedWeights(scheme, rules, weights);
            calibrated.AddRange(read.Where(r => PartOf(r.Lesson.Id, Parts) == part).SelectMany(r => Judged(scheme, tagger, ready, r)));
        }

        return Weights(scheme, words, read) with { Calibration = Calibrate(calibrated) };
    }

    private sealed record Seen(TagLesson Lesson, (int Feature, double Value)[] Words, double[] Offsets);

    private Seen Read(TagScheme scheme, Tagger tagger, Dictionary<int, int> features, TagLesson lesson)
    {
        var evidence = tagger.Evident(lesson.Fields);
        var offsets = new double[scheme.Concepts.Count];
        Array.Fill(offsets, rules.ByHand.LogOdds(LearnedWeights.Least, 0));
        foreach (var ranked in tagger.Rank(lesson.Fields, null))
        {
            offsets[ranked.Concept] = Math.Max(offsets[ranked.Concept], Math.Log(ranked.Confidence / (1 - ranked.Confidence)));
        }

        return new Seen(lesson, [(0, 1), .. evidence.Words.Where(w => features.ContainsKey(w.Key)).Select(w => (features[w.Key], w.Value)).OrderBy(w => w.Item1)], offsets);
    }

    private static TagLearned Weights(TagScheme scheme, List<string> words, IReadOnlyList<Seen> read)
    {
        var decided = read.SelectMany(r => r.Lesson.Said).GroupBy(s => s.Key, StringComparer.Ordinal)
            .Where(g => g.Count() >= LeastDecisions && scheme.NumberOf(g.Key) >= 0).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var (biases, weights) = (new Dictionary<string, double>(StringComparer.Ordinal), new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal));
        foreach (var concept in decided)
        {
            bool withWords = concept.Count(s => s.Value) >= LeastConfirmed;
            int number = scheme.NumberOf(concept.Key);
            int step = 1 + (read.Count(r => !r.Lesson.Said.ContainsKey(concept.Key)) / MostUndecided), passed = 0;
            var examples = new List<Example>();
            foreach (Seen seen in read)
            {
                bool known = seen.Lesson.Said.TryGetValue(concept.Key, out bool right);
                if (known || passed++ % step == 0)
                {
                    examples.Add(new Example(seen.Offsets[number], withWords ? seen.Words : [(0, 1)], right, known ? 1 : Undecided));
                }
            }

            double[] fitted = Logistic.Fit(examples, new double[withWords ? words.Count + 1 : 1], i => i == 0 ? BiasPenalty : WordPenalty);
            biases[concept.Key] = Math.Round(fitted[0], 4);
            if (withWords)
            {
                weights[concept.Key] = Enumerable.Range(0, words.Count).OrderByDescending(i => Math.Abs(fitted[i + 1])).ThenBy(i => i).Take(WordsKept)
                    .Where(i => Math.Abs(fitted[i + 1]) > 0.01).ToDictionary(i => words[i], i => Math.Round(fitted[i + 1], 4), StringComparer.Ordinal);
            }
        }

        return new TagLearned { Biases = biases, Words = weights };
    }

    /// <summary>Decisions of one text as a calibration sees them: logarithm of the score, share, answer.</summary>
    private static IEnumerable<Example> Judged(TagScheme scheme, Tagger tagger, LearnedWeights weights, Seen seen)
    {
        var ranked = tagger.Rank(seen.Lesson.Fields, null, weights).ToDictionary(r => scheme.Concepts[r.Concept].Code, StringComparer.Ordinal);
        foreach (var (code, right) in seen.Lesson.Said.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (ranked.TryGetValue(code, out Tagger.Ranked one))
            {
                yield return new Example(0, [(0, 1), (1, Math.Log(one.Score)), (2, one.Share)], right);
            }
        }
    }

    private TagCalibration? Calibrate(List<Example> examples)
    {
        if (examples.Count < LeastToCalibrate || examples.All(e => e.Right) || examples.All(e => !e.Right))
        {
            return null;
        }

        double[] fitted = Logistic.Fit(examples, [rules.Intercept, rules.Slope, rules.Share], i => CalibrationPenalty[i]);

        // A higher score never means less: else the best proposal would not be the surest.
        var numbers = new TagCalibration(Math.Round(fitted[0], 4), Math.Round(Math.Max(0.1, fitted[1]), 4), Math.Round(Math.Max(0, fitted[2]), 4), 0);
        var said = examples.Select(e => (Said: Confidence(e, numbers), e.Right)).ToList();
        return numbers with
        {
            Threshold = Enumerable.Range(0, (int)Math.Round((MostThreshold - LeastThreshold) / ThresholdStep) + 1).Select(i => Math.Round(LeastThreshold + (i * ThresholdStep), 2))
                .MaxBy(threshold => TagScore.Of([.. said.Select(d => (d.Said, d.Said >= threshold, d.Right))]).F1),
        };
    }

    private static double Confidence(Example example, TagCalibration numbers) =>
        1 / (1 + Math.Exp(-(numbers.Intercept + (numbers.Slope * example.Features[1].Value) + (numbers.Share * example.Features[2].Value))));
}
