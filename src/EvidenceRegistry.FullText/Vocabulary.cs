namespace EvidenceRegistry.FullText;

/// <summary>All words an analysis knows: the learned lexicon, the stewards' words that win over it, and the words left out of queries. Immutable once made.</summary>
internal sealed class Vocabulary
{
    private static readonly string[] NoParts = [];

    private readonly Lexicon _lexicon;
    private readonly Dictionary<int, string[]> _parts = [];

    public Vocabulary(IReadOnlyDictionary<string, int> learned, IReadOnlyList<string[]> stewardWords, IEnumerable<string> queryStopWords, IEnumerable<string> functionWords)
    {
        string[] words = [.. learned.Keys.Union(stewardWords.Select(parts => string.Concat(parts))).Union(stewardWords.SelectMany(parts => parts)).Order(StringComparer.Ordinal)];
        double total = learned.Values.Sum(count => (double)count);
        int[] costs = [.. words.Select(word => learned.TryGetValue(word, out int count) ? Cost(count / total) : Unlearned)];
        _lexicon = new Lexicon(words, costs);
        Segmenter = new Segmenter(_lexicon);
        QueryStopWords = queryStopWords.ToHashSet(StringComparer.Ordinal);
        FunctionWords = functionWords.ToHashSet(StringComparer.Ordinal);
        foreach (string[] parts in stewardWords.OrderBy(parts => parts.Sum(part => part.Length)).ThenBy(parts => string.Concat(parts), StringComparer.Ordinal))
        {
            Prefer(parts, costs);
        }
    }

    public Segmenter Segmenter { get; }

    public IReadOnlySet<string> QueryStopWords { get; }

    public IReadOnlySet<string> FunctionWords { get; }

    public IReadOnlyList<string> Words => _lexicon.Words;

    /// <summary>A word only stewards know, before its own cost is set: never taken.</summary>
    private static int Unlearned => 1 << 24;

    /// <summary>The number of a word, or a negative number.</summary>
    public int NumberOf(string word) => Array.BinarySearch(_lexicon.Words, word, StringComparer.Ordinal);

    /// <summary>−ln of the word's part of all words; what a steward's word costs beside its parts.</summary>
    public double CostOf(int number) => (double)_lexicon.Costs[number] / Lexicon.CostUnit;

    /// <summary>The parts a steward gave this word, or none.</summary>
    public string[] PartsOf(int word) => _parts.TryGetValue(word, out string[]? parts) ? parts : NoParts;

    private static int Cost(double probability) => (int)Math.Round(-Math.Log(probability) * Lexicon.CostUnit);

    /// <summary>
    /// A steward's word costs half of the best way to do without it, and at most what it was learned with: it wins over its own parts,
    /// and no more than that over its neighbours.
    /// </summary>
    private void Prefer(string[] parts, int[] costs)
    {
        string word = string.Concat(parts);
        int number = NumberOf(word);
        long without = Segmenter.Cut(word, [], number);
        costs[number] = (int)Math.Min(costs[number], Math.Min(without, Unlearned) / 2);
        if (parts.Length > 1)
        {
            _parts[number] = parts;
        }
    }
}
