namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What was learned of words, made ready for one scheme. Where it knows anything, the score of a concept is (what terms and wording give + a little) × e^(what its
/// words say − what says that the text is about nothing).
/// </summary>
internal sealed class LearnedWords
{
    /// <summary>Keeps a text of three words from being sure of anything: what is added to the square of every length.</summary>
    private const double ShortText = 400;

    /// <summary>Weights of so many texts count half of those of very many.</summary>
    private const double Few = 2;

    /// <summary>Concepts whose words are shown as reasons, and words shown of each.</summary>
    private const int Shown = 5, WordsShown = 4;

    private readonly Dictionary<int, int> _rows = [];
    private readonly double[] _rarities = [];
    private readonly float[] _weights = [];
    private readonly double[] _biases = [];

    /// <summary>Concept of the scheme → column of the weights, −1 where nothing was taught.</summary>
    private readonly int[] _columns = [];

    private readonly double[] _trust = [];
    private readonly int _nothing = -1;
    private readonly TagRules _rules;

    public LearnedWords(TagScheme scheme, TagRules rules, TagLearned learned)
    {
        _rules = rules;
        if (learned.Weights is not { } taught || !taught.Codes.Any(code => scheme.NumberOf(code) >= 0))
        {
            return;
        }

        (_rarities, _weights, _biases) = ([.. taught.Rarities], taught.Unpacked(), [.. taught.Biases]);
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
            if (scheme.Vocabulary.TryGetValue(taught.Words[row], out int number))
            {
                _rows[number] = row;
            }
        }
    }

    /// <summary>False: nothing asks for the words of a text.</summary>
    public bool HasWords => _rows.Count > 0;

    /// <summary>Words weighed by their rarity, at most of unit length; those of no known rarity left out.</summary>
    /// <param name="words">Words of a text by number (<see cref="Evidence.Words"/>).</param>
    /// <param name="rarity">Row and rarity of a word by its number; null: not known.</param>
    public static (int Word, int Row, double Strength)[] Vector(IReadOnlyDictionary<int, double> words, Func<int, (int Row, double Rarity)?> rarity)
    {
        var known = words.Select(w => (w.Key, At: rarity(w.Key), w.Value)).Where(w => w.At is not null).Select(w => (Word: w.Key, w.At!.Value.Row, Strength: w.Value * w.At.Value.Rarity)).ToArray();
        double length = Math.Sqrt(known.Sum(w => w.Strength * w.Strength) + ShortText);
        return [.. known.OrderBy(w => w.Row).Select(w => (w.Word, w.Row, w.Strength / length))];
    }

    /// <param name="words">Words of a text by number (<see cref="Evidence.Words"/>).</param>
    /// <param name="scores">By concept; those of concepts that are not proposed stay.</param>
    /// <param name="show">Concept, word and what it adds, for the words that the best concepts rest on.</param>
    /// <returns>How far the words of the text are known, 0–1; 1 where nothing was learned of words.</returns>
    public double Apply(IReadOnlyDictionary<int, double> words, double[] scores, IReadOnlyList<TagConcept> concepts, Action<int, int, double>? show)
    {
        if (!HasWords)
        {
            return 1;
        }

        var vector = Vector(words, word => _rows.TryGetValue(word, out int row) ? (row, _rarities[row]) : null);
        double[] odds = [.. _biases];
        foreach (var (_, row, strength) in vector)
        {
            for (int column = 0, at = row * odds.Length; column < odds.Length; column++, at++)
            {
                odds[column] += strength * _weights[at];
            }
        }

        double all = _nothing < 0 ? 0 : -_rules.Nothing * Math.Max(_rules.LeastNothing, odds[_nothing]);
        for (int concept = 0; concept < scores.Length; concept++)
        {
            if (concepts[concept].Proposed)
            {
                int column = _columns[concept];
                scores[concept] = (Math.Max(0, scores[concept]) + _rules.Slack) * Math.Exp((column < 0 ? 0 : _rules.Taught * _trust[column] * odds[column]) + all);
            }
        }

        Show(vector, scores, show);
        return vector.Sum(w => w.Strength * w.Strength);
    }

    private void Show((int Word, int Row, double Strength)[] vector, double[] scores, Action<int, int, double>? show)
    {
        foreach (int concept in show is null ? [] : Enumerable.Range(0, scores.Length).Where(c => _columns[c] >= 0).OrderByDescending(c => scores[c]).Take(Shown))
        {
            foreach (var (word, part) in vector.Select(w => (w.Word, Part: w.Strength * _weights[(w.Row * _biases.Length) + _columns[concept]])).Where(w => w.Part > 0).OrderByDescending(w => w.Part).Take(WordsShown))
            {
                show!(concept, word, _rules.Taught * part * scores[concept]);
            }
        }
    }
}
