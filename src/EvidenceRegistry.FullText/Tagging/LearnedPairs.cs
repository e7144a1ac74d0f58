namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Chooses pairs of neighbouring words that are worth a weight: those only that stand side by side in stewards' terms or in the wording of the tree, and of them the ones
/// whose texts were judged most unlike the rest (chi-square).
/// </summary>
/// <param name="may">Whether a word may be learned of.</param>
internal sealed class LearnedPairs(TagScheme scheme, Func<string, bool> may)
{
    private const int Most = 3900, LeastTexts = 4;

    /// <summary>A pair of so many of the texts tells none from another.</summary>
    private const double TooOften = 0.4;

    private readonly HashSet<(string First, string Second)> _allowed = [.. scheme.PairsOfTerms().Where(p => may(p.First) && may(p.Second))];
    private readonly Dictionary<(string First, string Second), Dictionary<string, int>> _codes = [];
    private readonly Dictionary<(string First, string Second), int> _texts = [];
    private readonly Dictionary<string, int> _judged = new(StringComparer.Ordinal);
    private int _read;

    public void Read(TagLesson lesson, IEnumerable<IReadOnlyList<string>> fields)
    {
        _read++;
        List<string> codes = [.. lesson.Said.Where(s => s.Value).Select(s => s.Key)];
        if (codes.Count == 0 && lesson.Whole)
        {
            codes.Add(TagScheme.Abstain);
        }

        codes.ForEach(code => _judged[code] = _judged.GetValueOrDefault(code) + 1);
        foreach (var pair in fields.SelectMany(words => words.Zip(words.Skip(1))).Where(_allowed.Contains).ToHashSet())
        {
            _texts[pair] = _texts.GetValueOrDefault(pair) + 1;
            var counts = _codes.TryGetValue(pair, out var known) ? known : _codes[pair] = new Dictionary<string, int>(StringComparer.Ordinal);
            codes.ForEach(code => counts[code] = counts.GetValueOrDefault(code) + 1);
        }
    }

    /// <summary>In alphabetical order, a space between the two words.</summary>
    /// <param name="known">Pairs that stay whatever these texts say.</param>
    public IReadOnlyList<string> Best(IReadOnlyList<string> known)
    {
        var kept = known.ToHashSet(StringComparer.Ordinal);
        var fresh = _texts.Where(t => t.Value >= LeastTexts && t.Value < TooOften * _read)
            .Select(t => (Pair: $"{t.Key.First} {t.Key.Second}", Worth: Worth(t.Value, _codes[t.Key]))).Where(p => !kept.Contains(p.Pair))
            .OrderByDescending(p => p.Worth).ThenBy(p => p.Pair, StringComparer.Ordinal).Take(Math.Max(0, Most - kept.Count)).Select(p => p.Pair);
        return [.. kept.Concat(fresh).Order(StringComparer.Ordinal)];
    }

    /// <summary>By the concept that a pair speaks for most.</summary>
    private double Worth(int texts, Dictionary<string, int> counts) => counts.Select(code =>
    {
        double expected = texts * (double)_judged[code.Key] / _read;
        return code.Value <= expected ? 0 : (code.Value - expected) * (code.Value - expected) / (expected + 0.5);
    }).DefaultIfEmpty().Max();
}
