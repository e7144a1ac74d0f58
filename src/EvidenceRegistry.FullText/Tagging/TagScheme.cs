namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// A tree of concepts made ready: its words numbered, its terms in one finder, a profile of words for each concept. Immutable; one serves
/// all threads. Any tree will do; what a tree has no terms for is found by its own wording.
/// </summary>
public sealed class TagScheme
{
    /// <summary>Terms under this code speak of texts that are about nothing in the tree (ceremonies, greetings): they weigh against all.</summary>
    public const string Abstain = "*";

    private readonly Dictionary<string, int> _vocabulary = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TagTerm>> _terms;
    private readonly HashSet<(int First, int Second)> _pairs = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="terms">Code → its terms; codes that the tree does not hold are passed over.</param>
    /// <param name="alsoWords">Words of the analysis that a model has learned about, and pairs of them with a space between.</param>
    /// <exception cref="ArgumentException">Two concepts share a code.</exception>
    public TagScheme(TextAnalysis analysis, IReadOnlyList<TagConcept> concepts, IReadOnlyDictionary<string, IReadOnlyList<TagTerm>> terms, IEnumerable<string>? alsoWords = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(concepts);
        ArgumentNullException.ThrowIfNull(terms);
        (Analysis, _terms) = (analysis, terms);
        Concepts = concepts;
        for (int i = 0; i < concepts.Count; i++)
        {
            if (!_numbers.TryAdd(concepts[i].Code, i))
            {
                throw new ArgumentException($"Two concepts have the code {concepts[i].Code}.", nameof(concepts));
            }
        }

        Parents = [.. concepts.Select(c => c.Parent is { } parent ? _numbers.GetValueOrDefault(parent, -1) : -1)];
        Profiles = ConceptProfiles.Of(this);
        Owners = new TermOwners(this, terms);
        foreach (string word in alsoWords ?? [])
        {
            int[] numbers = [.. word.Split(' ').Select(Number)];
            if (numbers is [var first, var second])
            {
                _pairs.Add((first, second));
            }
        }

        HasTerms = [.. concepts.Select((_, i) => Owners.Has(i))];
    }

    public TextAnalysis Analysis { get; }

    public IReadOnlyList<TagConcept> Concepts { get; }

    /// <summary>Whether stewards wrote terms for the concept of this number.</summary>
    public IReadOnlyList<bool> HasTerms { get; }

    /// <summary>Number of the concept above, −1 at the top.</summary>
    internal int[] Parents { get; }

    internal ConceptProfiles Profiles { get; }

    internal TermOwners Owners { get; }

    internal IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    /// <summary>Every word of the stewards' terms and of the wording of concepts, in its most general variant.</summary>
    internal IReadOnlySet<string> WordsOfTerms() =>
        Wordings().SelectMany(WordsOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every pair of neighbouring words of the stewards' terms and of the wording of concepts.</summary>
    internal IReadOnlySet<(string First, string Second)> PairsOfTerms() =>
        Wordings().Select(WordsOf).SelectMany(words => words.Zip(words.Skip(1))).ToHashSet();

    /// <summary>Whether neighbours of these numbers are looked at together.</summary>
    internal bool IsPair(int first, int second) => _pairs.Contains((first, second)) || Profiles.OfPair(first, second).Count > 0;

    /// <summary>A word, or a pair with a space between, as a text shows it; null where the scheme does not number it.</summary>
    internal WordKey? KeyOf(string word)
    {
        int space = word.IndexOf(' ', StringComparison.Ordinal);
        return space < 0
            ? _vocabulary.TryGetValue(word, out int one) ? new WordKey(one, 0) : null
            : _vocabulary.TryGetValue(word[..space], out int first) && _vocabulary.TryGetValue(word[(space + 1)..], out int second) ? new WordKey(first, second) : null;
    }

    /// <summary>The same tree and terms, which numbers these words too.</summary>
    public TagScheme With(IEnumerable<string> words) => new(Analysis, Concepts, _terms, words);

    /// <summary>The number of a concept, or −1.</summary>
    public int NumberOf(string code) => _numbers.GetValueOrDefault(code, -1);

    internal TagWords Read(string text) => TagWords.Of(Analysis, text, _vocabulary);

    /// <summary>The words of a wording in their most general variants.</summary>
    internal IReadOnlyList<string> WordsOf(string? text) => string.IsNullOrWhiteSpace(text)
        ? []
        : [.. Analysis.Words(text).GroupBy(t => t.Position).Select(word => word.Last().Text)];

    /// <summary>The two parts of a term that stand apart are no neighbours.</summary>
    private IEnumerable<string?> Wordings() =>
        _terms.Values.SelectMany(list => list).SelectMany(t => t.Text.Split('+')).Concat(Concepts.SelectMany(c => new[] { c.TextTh, c.TextEn }));

    internal int Number(string word)
    {
        if (!_vocabulary.TryGetValue(word, out int number))
        {
            _vocabulary[word] = number = _vocabulary.Count + 1;
        }

        return number;
    }
}
