namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Makes a model from decisions: for each concept a profile of what its confirmed texts share and its rejected ones do not (Rocchio's method: few examples
/// are enough), then a calibration by texts that the profiles had not seen. Nothing is random: the same decisions give the same model.
/// </summary>
/// <param name="make">A scheme that numbers these words beside its own.</param>
public sealed class TagLearner(Func<IEnumerable<string>, TagScheme> make, TagRules rules)
{
    /// <summary>Decisions below which the numbers of the rules stay.</summary>
    public const int LeastToCalibrate = 30;

    /// <summary>Parts of the lessons: each is calibrated on by profiles of the others.</summary>
    private const int Parts = 5;

    private const int WordsKept = 300, MostWords = 20_000;

    /// <summary>A word that is in half of all texts tells none from another.</summary>
    private const double LeastRarity = 0.7;

    /// <summary>What rejected texts count in a profile beside confirmed ones.</summary>
    private const double Rejected = 0.1;

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
        var names = words.ToDictionary(w => scheme.Vocabulary[w]);
        var read = lessons.Select(l => Read(tagger, l)).ToList();
        var rarities = Rarities(read, names);
        foreach (var part in read.GroupBy(r => PartOf(r.Lesson.Id, Parts)))
        {
            var others = new LearnedProfiles(scheme, rules, Profiles([.. read.Where(r => PartOf(r.Lesson.Id, Parts) != part.Key)], names, rarities));
            foreach (Seen seen in part)
            {
                others.Apply(seen.Words, seen.Scores, null);
            }
        }

        return Profiles(read, names, rarities) with { Calibration = Calibrate([.. read.SelectMany(r => Judged(scheme, tagger, r))]) };
    }

    /// <param name="Scores">By the rules; later with what the lessons of other parts taught.</param>
    private sealed record Seen(TagLesson Lesson, IReadOnlyDictionary<int, double> Words, double[] Scores);

    private static Seen Read(Tagger tagger, TagLesson lesson)
    {
        var evidence = tagger.Read(lesson.Fields);
        return new Seen(lesson, evidence.Words(), evidence.Score(null));
    }

    /// <summary>How rare each word is among these texts.</summary>
    private static Dictionary<int, double> Rarities(IReadOnlyList<Seen> read, Dictionary<int, string> names)
    {
        var uses = read.SelectMany(r => r.Words.Keys).GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());
        var rarities = new Dictionary<int, double>();
        foreach (int number in names.Keys)
        {
            double rarity = Math.Log((read.Count + 1) / (uses.GetValueOrDefault(number) + 0.5));
            if (rarity >= LeastRarity)
            {
                rarities[number] = rarity;
            }
        }

        return rarities;
    }

    private static TagLearned Profiles(IReadOnlyList<Seen> read, Dictionary<int, string> names, Dictionary<int, double> rarities)
    {
        var profiles = new Dictionary<string, TagProfile>(StringComparer.Ordinal);
        foreach (string code in read.SelectMany(r => r.Lesson.Said.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var decided = read.Where(r => r.Lesson.Said.ContainsKey(code)).ToLookup(r => r.Lesson.Said[code]);
            int confirmed = decided[true].Count();
            var mixed = new Dictionary<string, double>(StringComparer.Ordinal);
            Add(mixed, Sum(decided[true], names, rarities), 1);
            if (mixed.Count == 0)
            {
                continue;
            }

            Add(mixed, Sum(decided[false], names, rarities), -Rejected);
            profiles[code] = new TagProfile(confirmed, mixed.Where(w => w.Value > 0).OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal)
                .Take(WordsKept).ToDictionary(w => w.Key, w => Math.Round(w.Value, 4), StringComparer.Ordinal));
        }

        var kept = profiles.Values.SelectMany(p => p.Words.Keys).ToHashSet(StringComparer.Ordinal);
        return new TagLearned
        {
            Profiles = profiles,
            Rarities = rarities.Where(r => kept.Contains(names[r.Key])).OrderBy(r => names[r.Key], StringComparer.Ordinal).ToDictionary(r => names[r.Key], r => Math.Round(r.Value, 2), StringComparer.Ordinal),
        };
    }

    private static Dictionary<string, double> Sum(IEnumerable<Seen> texts, Dictionary<int, string> names, Dictionary<int, double> rarities)
    {
        var sum = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (word, strength) in texts.SelectMany(t => LearnedProfiles.Vector(t.Words, rarities)))
        {
            sum[names[word]] = sum.GetValueOrDefault(names[word]) + strength;
        }

        return sum;
    }

    /// <summary>Adds a vector at this length.</summary>
    private static void Add(Dictionary<string, double> into, IReadOnlyDictionary<string, double> words, double length)
    {
        double own = Math.Sqrt(words.Values.Sum(w => w * w));
        foreach (var (word, weight) in own > 0 ? words : new Dictionary<string, double>())
        {
            into[word] = into.GetValueOrDefault(word) + (weight * length / own);
        }
    }

    /// <summary>Decisions of one text as a calibration sees them: logarithm of the score, share, answer.</summary>
    private static IEnumerable<Example> Judged(TagScheme scheme, Tagger tagger, Seen seen)
    {
        var ranked = tagger.Order(seen.Scores).ToDictionary(r => scheme.Concepts[r.Concept].Code, StringComparer.Ordinal);
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
