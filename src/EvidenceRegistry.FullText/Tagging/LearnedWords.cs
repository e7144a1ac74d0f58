namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What was learned of words, made ready for one scheme. Where it knows anything, the score of a concept is (what terms and wording give + a little) × e^(what its
/// words say − what says that the text is about nothing).
/// </summary>
internal sealed class LearnedWords
{
    /// <summary>Weights of so many texts count half of those of very many.</summary>
    private const double Few = 2;

    /// <summary>Concepts whose words are shown as reasons, and words shown of each.</summary>
    private const int Shown = 5, WordsShown = 4;

    private readonly Dictionary<WordKey, (int Row, double Rarity)> _rows = [];
    private readonly TagWeights? _taught;

    /// <summary>Concept of the scheme → column of the weights, −1 where nothing was taught.</summary>
    private readonly int[] _columns = [];

    private readonly double[] _trust = [];
    private readonly int _nothing = -1;
    private readonly TagRules _rules;

    public LearnedWords(TagScheme scheme, TagRules rules, TagLearned learned)
    {
        _rules = rules;
        if (learned.Weights is not { } taught || !learned.Knows(scheme))
        {
            return;
        }

        taught.Check();
        _taught = taught;
        _trust = [.. taught.Texts.Select(texts => texts / (texts + Few))];
        _nothing = taught.Codes.Count - 1 is var last and >= 0 && taught.Codes[last] == TagScheme.Abstain ? last : -1;
        _columns = new int[scheme.Concepts.Count];
        Array.Fill(_columns, -1);
        for (int column = 0; column < taught.Codes.Count; column++)
        {
            if (scheme.NumberOf(taught.Codes[column]) is >= 0 and var concept)
            {
                _columns[concept] = column;
            }
        }

        for (int row = 0; row < taught.Words.Count; row++)
        {
            if (scheme.KeyOf(taught.Words[row]) is { } key)
            {
                _rows[key] = (row, taught.Rarities[row]);
            }
        }
    }

    /// <summary>False: nothing asks for the words of a text.</summary>
    public bool HasWords => _rows.Count > 0;

    /// <param name="words">Words and pairs of a text (<see cref="Evidence.Words"/>).</param>
    /// <param name="scores">By concept; those of concepts that are not proposed stay.</param>
    /// <param name="show">Concept, word or pair and what it adds, for those that the best concepts rest on.</param>
    /// <returns>How far the words of the text are known, 0–1; 1 where nothing was learned of words.</returns>
    public double Apply(IReadOnlyDictionary<WordKey, double> words, double[] scores, IReadOnlyList<TagConcept> concepts, Action<int, WordKey, double>? show)
    {
        if (_taught is null)
        {
            return 1;
        }

        var vector = WordVector.Of(words, word => _rows.TryGetValue(word, out var at) ? at : null);
        double[] odds = Odds(_taught, vector);
        double all = _nothing < 0 ? 0 : -_rules.Nothing * Math.Max(_rules.LeastNothing, odds[_nothing]);
        for (int concept = 0; concept < scores.Length; concept++)
        {
            if (concepts[concept].Proposed)
            {
                int column = _columns[concept];
                scores[concept] = (Math.Max(0, scores[concept]) + _rules.Slack) * Math.Exp((column < 0 ? 0 : _rules.Taught * _trust[column] * odds[column]) + all);
            }
        }

        if (show is not null)
        {
            Show(_taught, vector, scores, show);
        }

        return vector.Known;
    }

    private double[] Odds(TagWeights taught, WordVector vector)
    {
        double[] odds = new double[taught.Codes.Count];
        foreach (var (_, row, strength) in vector.Parts)
        {
            var numbers = taught.Numbers.AsSpan(row * odds.Length, odds.Length);
            for (int column = 0; column < odds.Length; column++)
            {
                odds[column] += strength * unchecked((sbyte)numbers[column]);
            }
        }

        for (int column = 0; column < odds.Length; column++)
        {
            odds[column] = (odds[column] * taught.Steps[column]) + (_rules.Frequency * taught.Biases[column]);
        }

        return odds;
    }

    private void Show(TagWeights taught, WordVector vector, double[] scores, Action<int, WordKey, double> show)
    {
        foreach (int concept in Enumerable.Range(0, scores.Length).Where(c => _columns[c] >= 0).OrderByDescending(c => scores[c]).Take(Shown))
        {
            foreach (var (key, part) in vector.Parts.Select(w => (w.Key, Part: w.Strength * taught.Of(w.Row, _columns[concept]))).Where(w => w.Part > 0).OrderByDescending(w => w.Part).Take(WordsShown))
            {
                show(concept, key, _rules.Taught * part * scores[concept]);
            }
        }
    }
}
