namespace EvidenceRegistry.FullText.Tagging;

/// <summary>What a model learned, made ready for one scheme: words as numbers. A score is multiplied by e^(learned ÷ slope), so what was learned adds to the log-odds.</summary>
internal sealed class LearnedWeights
{
    /// <summary>A concept that the rules do not see at all begins here when learned words speak for it.</summary>
    public const double Least = 0.05;

    private readonly List<(int Concept, double Bias, (int Word, double Weight)[] Words)> _concepts = [];
    private readonly double _slope;

    public LearnedWeights(TagScheme scheme, TagRules rules, TagLearned learned)
    {
        _slope = rules.Slope;
        foreach (string code in learned.Words.Keys.Concat(learned.Biases.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (scheme.NumberOf(code) is >= 0 and var concept)
            {
                var words = learned.Words.TryGetValue(code, out var own) ? own : new Dictionary<string, double>();
                _concepts.Add((concept, learned.Biases.GetValueOrDefault(code),
                    [.. words.Where(w => scheme.Vocabulary.ContainsKey(w.Key)).Select(w => (scheme.Vocabulary[w.Key], w.Value)).OrderBy(w => w.Item1)]));
            }
        }
    }

    public void Apply(Evidence evidence, double[] scores, List<Evidence.Place>?[]? places)
    {
        foreach (var (concept, bias, words) in _concepts)
        {
            double sum = bias + evidence.Learned(concept, words, places);
            if (scores[concept] > 0 || sum > bias)
            {
                scores[concept] = Math.Max(scores[concept], Least) * Math.Exp(sum / _slope);
            }
        }
    }
}
