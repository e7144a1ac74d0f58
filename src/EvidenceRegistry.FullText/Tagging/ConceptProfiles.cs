namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What the wording of a tree says about each of its concepts: weights of words and of neighbouring word pairs, from the concept itself, from
/// what stands above it and from what stands below. A word counts the more, the fewer concepts use it and the rarer it is in the language.
/// </summary>
internal sealed class ConceptProfiles
{
    private const double FromAbove = 0.35, FromBelow = 0.6, PairWeight = 0.8;

    /// <summary>Thai words commoner than this (−ln of their part of all words) say nothing, those rarer than the second say all they can.</summary>
    public const double Common = 6.5, Rare = 10.0;

    private readonly Dictionary<int, List<(int Concept, double Weight)>> _words = [];
    private readonly Dictionary<(int, int), List<(int Concept, double Weight)>> _pairs = [];

    private ConceptProfiles()
    {
    }

    public IReadOnlyList<(int Concept, double Weight)> OfWord(int word) => _words.TryGetValue(word, out var list) ? list : [];

    public IReadOnlyList<(int Concept, double Weight)> OfPair(int first, int second) => _pairs.TryGetValue((first, second), out var list) ? list : [];

    public static ConceptProfiles Of(TagScheme scheme)
    {
        var own = scheme.Concepts.Select(c => OwnWords(scheme, c)).ToList();
        var mixed = own.Select(words => new Dictionary<string, double>(words, StringComparer.Ordinal)).ToList();
        for (int i = 0; i < own.Count; i++)
        {
            double down = FromAbove, up = FromBelow;
            for (int above = scheme.Parents[i], steps = 0; above >= 0 && steps < own.Count; above = scheme.Parents[above], steps++)
            {
                Mix(mixed[i], own[above], down);
                Mix(mixed[above], own[i], up);
                (down, up) = (down / 2, up * FromBelow);
            }
        }

        var profiles = new ConceptProfiles();
        var uses = own.SelectMany(words => words.Keys).GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        for (int i = 0; i < mixed.Count; i++)
        {
            profiles.Put(scheme, i, mixed[i], uses, mixed.Count);
        }

        return profiles;
    }

    private static Dictionary<string, double> OwnWords(TagScheme scheme, TagConcept concept)
    {
        var words = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string? text in new[] { concept.TextTh, concept.TextEn })
        {
            string? before = null;
            foreach (string word in scheme.WordsOf(text))
            {
                bool says = scheme.Analysis.Rarity(word) > Common;
                if (says)
                {
                    words[word] = 1;
                    if (before is not null)
                    {
                        words[$"{before} {word}"] = PairWeight;
                    }
                }

                before = says ? word : null;
            }
        }

        return words;
    }

    private static void Mix(Dictionary<string, double> into, Dictionary<string, double> words, double weight)
    {
        foreach ((string word, double one) in words)
        {
            into[word] = Math.Max(into.GetValueOrDefault(word), one * weight);
        }
    }

    private void Put(TagScheme scheme, int concept, Dictionary<string, double> words, Dictionary<string, int> uses, int concepts)
    {
        var weighed = words.Select(w => (Words: w.Key.Split(' '), Weight: w.Value * Weight(scheme, w.Key, uses, concepts))).Where(w => w.Weight > 0).ToList();
        double length = Math.Sqrt(weighed.Sum(w => w.Weight * w.Weight));
        foreach (var (parts, weight) in weighed.OrderBy(w => string.Join(' ', w.Words), StringComparer.Ordinal))
        {
            (int, double) entry = (concept, weight / length);
            int first = scheme.Number(parts[0]);
            if (parts.Length == 1)
            {
                (_words.TryGetValue(first, out var list) ? list : _words[first] = []).Add(entry);
            }
            else
            {
                (int, int) key = (first, scheme.Number(parts[1]));
                (_pairs.TryGetValue(key, out var list) ? list : _pairs[key] = []).Add(entry);
            }
        }
    }

    private static double Weight(TagScheme scheme, string key, Dictionary<string, int> uses, int concepts)
    {
        double spread = Math.Log(1 + (concepts / (double)uses.GetValueOrDefault(key, 1)));
        double rarity = key.Split(' ').Average(word => Math.Clamp((scheme.Analysis.Rarity(word) - Common) / (Rare - Common), 0, 1));
        return spread * rarity;
    }
}
