namespace EvidenceRegistry.FullText.Tagging;

/// <summary>What was learned, made ready for one scheme: for each word the concepts whose profiles hold it. Likeness is added to a score.</summary>
internal sealed class LearnedProfiles
{
    /// <summary>Keeps a text of three words from being like anything: what is added to the square of every length.</summary>
    private const double ShortText = 100;

    /// <summary>Texts are a little like many concepts: only what goes beyond the likeness of the one at this place counts.</summary>
    private const int Usual = 3;

    /// <summary>A profile of so many texts counts half of one of very many: chance words make up much of it.</summary>
    private const double Few = 6;

    private readonly Dictionary<int, List<(int Concept, double Weight)>> _words = [];
    private readonly Dictionary<int, double> _rarities = [];
    private readonly double _likeness;

    public LearnedProfiles(TagScheme scheme, TagRules rules, TagLearned learned)
    {
        _likeness = rules.Likeness;
        foreach (var (code, profile) in learned.Profiles.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (scheme.NumberOf(code) is not (>= 0 and var concept))
            {
                continue;
            }

            foreach (var (word, weight) in profile.Words)
            {
                if (scheme.Vocabulary.TryGetValue(word, out int number))
                {
                    (_words.TryGetValue(number, out var list) ? list : _words[number] = []).Add((concept, weight * profile.Texts / (profile.Texts + Few)));
                }
            }
        }

        foreach (var (word, rarity) in learned.Rarities)
        {
            if (scheme.Vocabulary.TryGetValue(word, out int number))
            {
                _rarities[number] = rarity;
            }
        }
    }

    /// <summary>False: nothing asks for the words of a text.</summary>
    public bool HasWords => _words.Count > 0;

    /// <summary>Words weighed by their rarity, at most of unit length; those of no known rarity left out.</summary>
    public static Dictionary<int, double> Vector(IReadOnlyDictionary<int, double> words, IReadOnlyDictionary<int, double> rarities)
    {
        var vector = words.Where(w => rarities.ContainsKey(w.Key)).ToDictionary(w => w.Key, w => w.Value * rarities[w.Key]);
        double length = Math.Sqrt(vector.Values.Sum(v => v * v) + ShortText);
        return vector.ToDictionary(v => v.Key, v => v.Value / length);
    }

    /// <param name="words">Words of a text by number (<see cref="Evidence.Words"/>).</param>
    /// <param name="show">Concept, word and what it adds, for each word a likeness rests on.</param>
    public void Apply(IReadOnlyDictionary<int, double> words, double[] scores, Action<int, int, double>? show)
    {
        if (!HasWords)
        {
            return;
        }

        var like = new double[scores.Length];
        foreach (var (word, strength) in Vector(words, _rarities))
        {
            foreach (var (concept, weight) in _words.TryGetValue(word, out var list) ? list : [])
            {
                double part = _likeness * weight * strength;
                like[concept] += part;
                show?.Invoke(concept, word, part);
            }
        }

        double usual = like.OrderDescending().Skip(Usual).FirstOrDefault();
        for (int concept = 0; concept < like.Length; concept++)
        {
            scores[concept] += Math.Max(0, like[concept] - usual);
        }
    }
}
