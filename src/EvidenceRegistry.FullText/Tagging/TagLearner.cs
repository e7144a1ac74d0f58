namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Makes a model from decisions: weights of words for each concept, beginning where an earlier model ended, then a calibration by texts that the weights had not
/// seen. Nothing is random: the same decisions give the same model.
/// </summary>
/// <param name="make">A scheme that numbers these words beside its own.</param>
/// <param name="start">What was taught before.</param>
public sealed class TagLearner(Func<IEnumerable<string>, TagScheme> make, TagRules rules, TagLearned start)
{
    /// <summary>Decisions below which the numbers of the rules stay.</summary>
    public const int LeastToCalibrate = 30;

    /// <summary>Parts of the lessons: each is calibrated on by weights of the others.</summary>
    private const int Parts = 5;

    private const int MostWords = 20_000, LeastTexts = 3;

    /// <summary>Of a text read for all concepts, so many of those ranked first calibrate whether named or not.</summary>
    private const int Near = 5;

    /// <summary>What a text counts against a concept that nobody named.</summary>
    private const float Unsaid = 0.2f;

    /// <summary>
    /// Thresholds among which the lowest is taken by which seven of ten proposals are right; where none reaches that, the lowest whose F1 is all but the best.
    /// </summary>
    private const double LeastThreshold = 0.24, MostThreshold = 0.5, ThresholdStep = 0.02, RightOfProposed = 0.7, AllBut = 0.004;

    /// <summary>Of texts about nothing, and of those whose first concept is right.</summary>
    private const double LetThrough = 0.12, Silenced = 0.05;

    /// <summary>The three numbers of the calibration, drawn to those set by hand.</summary>
    private static readonly double[] CalibrationPenalty = [0.5, 2, 2];

    /// <summary>The part of so many that a text belongs to, by its id.</summary>
    public static int PartOf(string id, int parts) => (int)(Hash(id) * 2654435761 % 1_000_003 % parts);

    /// <param name="calibrates">Texts that may calibrate; null: all. Those that terms were written from would make it too sure.</param>
    public TagLearned Learn(IReadOnlyList<TagLesson> lessons, Func<TagLesson, bool>? calibrates = null)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        var words = Words(lessons);
        var scheme = make(words);
        var tagger = new Tagger(scheme, rules);
        var numbers = words.Select((word, row) => (Key: scheme.KeyOf(word)!.Value, row)).ToDictionary(w => w.Key, w => w.row);
        var seen = lessons.OrderBy(l => Hash(l.Id)).ThenBy(l => l.Id, StringComparer.Ordinal).Select(l => Read(tagger, l)).ToList();
        double[] rarities = Rarities(seen, words, numbers);
        var read = seen.Select(s => s with { Vector = Rows(WordVector.Of(s.Words, word => numbers.TryGetValue(word, out int row) ? (row, rarities[row]) : null)) }).ToList();
        var calibrating = new List<Example>();
        foreach (var part in read.Where(r => calibrates?.Invoke(r.Lesson) != false).GroupBy(r => PartOf(r.Lesson.Id, Parts)))
        {
            var others = new LearnedWords(scheme, rules, start with { Weights = Fit([.. read.Where(r => PartOf(r.Lesson.Id, Parts) != part.Key)], words, rarities) });
            foreach (Seen one in part)
            {
                one.Known = others.Apply(one.Words, one.Scores, scheme.Concepts, null);
                Lift(one);
                calibrating.AddRange(Judged(scheme, tagger, one));
            }
        }

        var calibration = Calibrate(calibrating) ?? start.Calibration;
        return new TagLearned { Way = TagLearned.CurrentWay, Weights = Fit(read, words, rarities), Calibration = calibration is null ? null : calibration with { LeastScore = LeastScore(tagger, read, calibrates) ?? start.Calibration?.LeastScore ?? 0 } };
    }

    /// <param name="Scores">By the rules; later with what the lessons of other parts taught, lifted.</param>
    private sealed record Seen(TagLesson Lesson, IReadOnlyDictionary<WordKey, double> Words, double[] Scores, double Lift)
    {
        public (int[] Rows, float[] Strengths) Vector { get; init; } = ([], []);

        public double Known { get; set; }
    }

    private static Seen Read(Tagger tagger, TagLesson lesson)
    {
        var evidence = tagger.Read(lesson.Fields);
        return new Seen(lesson, evidence.Words(), evidence.Score(null), tagger.Rules.LiftOf(evidence.Length));
    }

    private static void Lift(Seen one)
    {
        for (int concept = 0; concept < one.Scores.Length; concept++)
        {
            one.Scores[concept] *= one.Lift;
        }
    }

    private static (int[] Rows, float[] Strengths) Rows(WordVector vector) => ([.. vector.Parts.Select(p => p.Row)], [.. vector.Parts.Select(p => (float)p.Strength)]);

    /// <summary>
    /// Known words, and Thai words of stewards' terms that a few of these texts hold; then pairs that tell concepts apart. English is left to the terms: too few texts that were
    /// judged are English.
    /// </summary>
    private List<string> Words(IReadOnlyList<TagLesson> lessons)
    {
        var bare = make([]);
        var may = bare.WordsOfTerms();
        var pairs = new LearnedPairs(bare, May);
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TagLesson lesson in lessons)
        {
            var fields = lesson.Fields.Select(f => bare.WordsOf(f.Text)).ToList();
            foreach (string word in fields.SelectMany(f => f).Where(May).ToHashSet(StringComparer.Ordinal))
            {
                uses[word] = uses.GetValueOrDefault(word) + 1;
            }

            pairs.Read(lesson, fields);
        }

        var words = uses.Where(w => w.Value >= LeastTexts).OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(MostWords).Select(w => w.Key);
        var known = start.Vocabulary().ToLookup(word => word.Contains(' ', StringComparison.Ordinal));
        return [.. words.Union(known[false], StringComparer.Ordinal).Order(StringComparer.Ordinal), .. pairs.Best([.. known[true]])];

        bool May(string word) => word.Length > 1 && may.Contains(word) && Characters.IsThaiLetter(Characters.ClassOf(word[0]));
    }

    /// <summary>As they were known before; of new words, by these texts.</summary>
    private double[] Rarities(List<Seen> read, List<string> words, Dictionary<WordKey, int> numbers)
    {
        var uses = new int[words.Count];
        foreach (WordKey word in read.SelectMany(r => r.Words.Keys))
        {
            if (numbers.TryGetValue(word, out int row))
            {
                uses[row]++;
            }
        }

        var known = start.Weights is { } weights ? weights.Words.Zip(weights.Rarities).ToDictionary(w => w.First, w => w.Second, StringComparer.Ordinal) : [];
        return [.. words.Select((word, row) => known.TryGetValue(word, out double rarity) ? rarity : Math.Log((read.Count + 1) / (uses[row] + 0.5)))];
    }

    private TagWeights Fit(List<Seen> read, List<string> words, double[] rarities)
    {
        var before = new StartingWeights(start.Weights, words);
        bool whole = read.Any(r => r.Lesson.Whole);
        List<string> codes = [.. read.SelectMany(r => r.Lesson.Said.Where(s => s.Value).Select(s => s.Key)).Union(before.Codes.Where(c => c != TagScheme.Abstain), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (whole || before.Codes.Contains(TagScheme.Abstain))
        {
            codes.Add(TagScheme.Abstain);
        }

        var examples = read.Select(r => Example(r, codes)).ToList();
        float[] biases = [.. codes.Select((code, at) => (float)(before.Bias(code) ?? Rate(examples, at)))];
        var weights = codes.Select(_ => new float[words.Count]).ToArray();
        Parallel.For(0, (codes.Count + WordRegression.Together - 1) / WordRegression.Together, block =>
        {
            int first = block * WordRegression.Together, count = Math.Min(WordRegression.Together, codes.Count - first);
            var some = codes.GetRange(first, count);
            float[] bias = [.. biases.AsSpan(first, count), .. new float[WordRegression.Together - count]];
            var fitted = WordRegression.Fit(examples, words.Count, before.Of(some), first, count, [.. some.Select(before.Has)], bias);
            bias.AsSpan(0, count).CopyTo(biases.AsSpan(first));
            for (int word = 0; word < fitted.Length; word++)
            {
                for (int code = 0; code < count; code++)
                {
                    weights[first + code][word] = fitted[word][code];
                }
            }
        });
        double usual = before.IsNew ? biases.Where((_, at) => codes[at] != TagScheme.Abstain).Select(b => (double)b).DefaultIfEmpty().Average() : StartingWeights.Usual;
        return TagWeights.Of(
            words, rarities, codes,
            [.. codes.Select(code => before.Texts(code) + read.Count(r => code == TagScheme.Abstain ? IsAboutNothing(r.Lesson) : r.Lesson.Said.GetValueOrDefault(code)))],
            [.. biases.Select((bias, at) => codes[at] == TagScheme.Abstain ? 0 : bias - usual)],
            weights);
    }

    private static bool IsAboutNothing(TagLesson lesson) => lesson.Whole && !lesson.Said.Values.Contains(true);

    /// <summary>Only a text read for all concepts can say that it is about nothing.</summary>
    private static WordExample Example(Seen seen, List<string> codes)
    {
        var (right, weights) = (new bool[codes.Count], new float[codes.Count]);
        for (int at = 0; at < codes.Count; at++)
        {
            (right[at], weights[at]) = codes[at] == TagScheme.Abstain ? (IsAboutNothing(seen.Lesson), seen.Lesson.Whole ? 1 : 0)
                : seen.Lesson.Said.TryGetValue(codes[at], out bool said) ? (said, 1) : (false, seen.Lesson.Whole ? 1 : Unsaid);
        }

        return new WordExample(seen.Vector.Rows, seen.Vector.Strengths, right, weights);
    }

    private static double Rate(List<WordExample> examples, int code) => Math.Log((examples.Count(e => e.Right[code]) + 0.5) / (examples.Count(e => e.Weights[code] > 0) + 1));

    /// <summary>Decisions of one text as a calibration sees them: logarithm of the score, share, answer.</summary>
    private static IEnumerable<Example> Judged(TagScheme scheme, Tagger tagger, Seen seen)
    {
        var ranked = tagger.Order(seen.Scores).Select(one => (Code: scheme.Concepts[one.Concept].Code, One: one)).ToList();
        var near = seen.Lesson.Whole ? ranked.Take(Near).Select(r => r.Code).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var (code, one) in ranked.Where(r => near.Contains(r.Code) || seen.Lesson.Said.ContainsKey(r.Code)))
        {
            yield return new Example(0, [(0, 1), (1, Math.Log(one.Score)), (2, one.Share)], seen.Lesson.Said.GetValueOrDefault(code));
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
        var tried = Enumerable.Range(0, (int)Math.Round((MostThreshold - LeastThreshold) / ThresholdStep) + 1).Select(i => Math.Round(LeastThreshold + (i * ThresholdStep), 2))
            .Select(threshold => (Threshold: threshold, Score: TagScore.Of([.. said.Select(d => (d.Said, d.Said >= threshold, d.Right))]))).ToList();
        var enough = tried.Where(t => t.Score.Precision >= RightOfProposed).Take(1).ToList();
        return numbers with { Threshold = enough.Count > 0 ? enough[0].Threshold : tried.First(t => t.Score.F1 >= tried.Max(best => best.Score.F1) - AllBut).Threshold };
    }

    /// <summary>
    /// The lowest by which no more than <see cref="LetThrough"/> of the texts about nothing pass, or less where that would silence more than <see cref="Silenced"/> of
    /// those whose first concept is right; null where no text was read for all concepts.
    /// </summary>
    private static double? LeastScore(Tagger tagger, List<Seen> read, Func<TagLesson, bool>? calibrates)
    {
        var firsts = read.Where(r => r.Lesson.Whole && r.Known >= 1 && calibrates?.Invoke(r.Lesson) != false).Select(r => (Seen: r, Order: tagger.Order(r.Scores))).Where(f => f.Order.Count > 0)
            .Select(f => (f.Order[0].Score, About: f.Seen.Lesson.Said.Values.Contains(true), Right: f.Seen.Lesson.Said.GetValueOrDefault(tagger.Scheme.Concepts[f.Order[0].Concept].Code))).ToList();
        double[] right = [.. firsts.Where(f => f.Right).Select(f => f.Score).Order()];
        double[] nothing = [.. firsts.Where(f => !f.About).Select(f => f.Score).Order()];
        return right.Length == 0 || nothing.Length == 0 ? null : Math.Round(Math.Min(right[(int)(right.Length * Silenced)], nothing[(int)(nothing.Length * (1 - LetThrough))]), 3);
    }

    private static double Confidence(Example example, TagCalibration numbers) =>
        1 / (1 + Math.Exp(-(numbers.Intercept + (numbers.Slope * example.Features[1].Value) + (numbers.Share * example.Features[2].Value))));

    /// <summary>FNV-1a: small, and the same everywhere.</summary>
    private static uint Hash(string id)
    {
        uint hash = 2166136261;
        foreach (char letter in id)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}
