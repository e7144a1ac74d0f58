using System.Runtime.InteropServices;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>What one text says for each concept of a scheme: scores, and the places behind them.</summary>
internal sealed class Evidence
{
    /// <summary>Words between the two parts of a paired term.</summary>
    private const int Near = 40;

    /// <summary>Places shown for each concept.</summary>
    private const int Places = 8;

    /// <summary>What a word of the title counts beside one of the text when texts are compared.</summary>
    private const double TitleWord = 3;

    /// <summary>What a word late in a field counts there beside one at its beginning, and after how many letters the difference is mostly gone.</summary>
    private const double Late = 0.5, Early = 1500;

    private readonly TagScheme _scheme;
    private readonly TagRules _rules;
    private readonly Dictionary<(int Concept, int Term, int Second), Found>[] _terms = [[], [], []];
    private readonly Dictionary<(int First, int Second), Found>[] _words = [[], [], []];
    private readonly int[] _lengths = new int[3];

    public Evidence(TagScheme scheme, TagRules rules) => (_scheme, _rules) = (scheme, rules);

    private sealed class Found(double weight, TagField field, int start, int end)
    {
        public double Weight { get; } = weight;

        public TagField Field { get; } = field;

        public int Start { get; } = start;

        public int End { get; } = end;

        public int Count { get; set; }

        /// <summary>The count, those early in a field for more than those late.</summary>
        public double Early { get; set; }
    }

    public readonly record struct Place(TagField Field, int Start, int End, double Weight);

    public void Read(TagField field)
    {
        TagWords words = _scheme.Read(field.Text);
        int kind = (int)field.Kind;
        _lengths[kind] += words.Words.Length;
        ReadTerms(field, words, _terms[kind]);
        int before = 0;
        for (int i = 0; i < words.Words.Length; i++)
        {
            int word = words.Words[i];
            if (word > 0)
            {
                Note(_words[kind], (word, 0), 1, field, words.Starts[i], words.Ends[i]);
                if (before > 0 && _scheme.IsPair(before, word))
                {
                    Note(_words[kind], (before, word), 1, field, words.Starts[i - 1], words.Ends[i]);
                }
            }

            before = word;
        }
    }

    /// <summary>Words of all fields together.</summary>
    public int Length => _lengths.Sum();

    /// <summary>Adds up what was read.</summary>
    /// <param name="places">Where to put the places behind each score; null when nobody asks.</param>
    public double[] Score(List<Place>?[]? places)
    {
        double[] terms = Terms(places);
        double[] wording = Wording(places);
        var scores = new double[terms.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = terms[i] + (wording[i] * (_scheme.HasTerms[i] ? _rules.WordingBeside : _rules.WordingAlone));
            for (int above = _scheme.Parents[i], steps = 0; above >= 0 && steps < 4; above = _scheme.Parents[above], steps++)
            {
                scores[i] += terms[above] > 0 ? terms[above] * _rules.Inherited : 0;
            }
        }

        return scores;
    }

    /// <summary>Words and pairs of all fields together: the oftener and the earlier one stands there the more it counts, each time less.</summary>
    public Dictionary<WordKey, double> Words()
    {
        var words = new Dictionary<WordKey, double>();
        for (int kind = 0; kind < _words.Length; kind++)
        {
            foreach (var ((word, second), found) in _words[kind])
            {
                var key = new WordKey(word, second);
                words[key] = words.GetValueOrDefault(key) + ((TagFieldKind)kind == TagFieldKind.Title ? TitleWord * found.Count : found.Early);
            }
        }

        return words.ToDictionary(c => c.Key, c => 1 + Math.Log(c.Value));
    }

    /// <summary>A word or pair that was learned of is a reason like all others.</summary>
    public void Show(List<Place>?[]? places, int concept, WordKey word, double weight)
    {
        if (places is not null && _words.Select(w => w.GetValueOrDefault((word.First, word.Second))).FirstOrDefault(f => f is not null) is { } found)
        {
            Keep(places, concept, new Place(found.Field, found.Start, found.End, weight));
        }
    }

    private void ReadTerms(TagField field, TagWords words, Dictionary<(int, int, int), Found> into)
    {
        var found = new List<TermMatch>();
        _scheme.Owners.Finder.Find(words, found);
        var ordered = found.OrderBy(m => m.Start).ThenByDescending(m => m.End).ToList();
        ILookup<int, TermMatch> byTerm = ordered.ToLookup(m => m.Term);
        int reach = -1;
        foreach (TermMatch match in ordered)
        {
            // A term inside a longer one is part of another thing: รถ in รถไฟฟ้า.
            bool inside = match.End <= reach;
            reach = Math.Max(reach, match.End);
            foreach (var (concept, weight) in inside ? [] : _scheme.Owners.Of(match.Term))
            {
                Note(into, (concept, match.Term, -1), weight, field, match.Start, match.End);
            }

            foreach (TermOwners.Pair pair in _scheme.Owners.PairsOf(match.Term))
            {
                if (byTerm[pair.Other].Any(other => Math.Abs(other.Word - match.Word) <= Near && (other.End <= match.Start || other.Start >= match.End)))
                {
                    Note(into, (pair.Concept, match.Term, pair.Other), pair.Weight, field, match.Start, match.End);
                }
            }
        }
    }

    private static void Note<TKey>(Dictionary<TKey, Found> into, TKey key, double weight, TagField field, int start, int end)
        where TKey : notnull
    {
        ref Found? found = ref CollectionsMarshal.GetValueRefOrAddDefault(into, key, out _);
        found ??= new Found(weight, field, start, end);
        found.Count++;
        found.Early += field.Kind == TagFieldKind.Page ? Late : Late + ((1 - Late) * Math.Exp(-start / Early));
    }

    private double Strength(int kind, int count)
    {
        var (weight, usual) = (TagFieldKind)kind switch
        {
            TagFieldKind.Title => (_rules.Title, _rules.UsualTitle),
            TagFieldKind.Abstract => (_rules.Abstract, _rules.UsualAbstract),
            _ => (_rules.Page, _rules.UsualBody),
        };
        double thin = 1 - _rules.Thinning + (_rules.Thinning * _lengths[kind] / usual);
        return weight * count / (count + (_rules.Saturation * thin));
    }

    private double[] Terms(List<Place>?[]? places)
    {
        var lists = new Dictionary<int, List<double>>();
        var byTerm = new Dictionary<(int Concept, int Term, int Second), double>();
        for (int kind = 0; kind < _terms.Length; kind++)
        {
            foreach (var (key, found) in _terms[kind])
            {
                double one = found.Weight * Strength(kind, found.Count);
                byTerm[key] = byTerm.GetValueOrDefault(key) + one;
                if (key.Concept >= 0)
                {
                    Keep(places, key.Concept, new Place(found.Field, found.Start, found.End, one));
                }
            }
        }

        foreach (var (key, one) in byTerm)
        {
            (lists.TryGetValue(key.Concept, out var list) ? list : lists[key.Concept] = []).Add(one);
        }

        var scores = new double[_scheme.Concepts.Count];
        double against = lists.TryGetValue(TermOwners.AllConcepts, out var all) ? Sum(all) : 0;
        foreach (var (concept, list) in lists)
        {
            if (concept >= 0)
            {
                scores[concept] = Sum([.. list.Where(x => x > 0)]) + list.Where(x => x < 0).Sum() + against;
            }
        }

        return scores;
    }

    private double Sum(List<double> parts)
    {
        double sum = 0, part = 1;
        foreach (double one in parts.OrderByDescending(Math.Abs))
        {
            sum += one * part;
            part *= _rules.Decay;
        }

        return sum;
    }

    private double[] Wording(List<Place>?[]? places)
    {
        var scores = new double[_scheme.Concepts.Count];
        for (int kind = 0; kind < _words.Length; kind++)
        {
            foreach (var ((first, second), found) in _words[kind])
            {
                double strength = Strength(kind, found.Count);
                foreach (var (concept, weight) in second == 0 ? _scheme.Profiles.OfWord(first) : _scheme.Profiles.OfPair(first, second))
                {
                    scores[concept] += weight * strength;
                    Keep(places, concept, new Place(found.Field, found.Start, found.End, weight * strength));
                }
            }
        }

        return scores;
    }

    private static void Keep(List<Place>?[]? places, int concept, Place place)
    {
        if (places is null)
        {
            return;
        }

        List<Place> list = places[concept] ??= [];
        list.Add(place);
        if (list.Count > 4 * Places)
        {
            list.Sort((a, b) => Math.Abs(b.Weight).CompareTo(Math.Abs(a.Weight)));
            list.RemoveRange(Places, list.Count - Places);
        }
    }
}
