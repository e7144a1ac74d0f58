namespace EvidenceRegistry.FullText.Tagging;

/// <summary>Which concepts a term speaks for. Terms of the form <c>a + b</c> stand apart: both parts must be near each other.</summary>
internal sealed class TermOwners
{
    private readonly List<(int Concept, double Weight)[]> _owners = [];
    private readonly HashSet<int> _concepts = [];
    private readonly Dictionary<int, List<Pair>> _pairs = [];

    public TermOwners(TagScheme scheme, IReadOnlyDictionary<string, IReadOnlyList<TagTerm>> terms)
    {
        foreach ((string code, IReadOnlyList<TagTerm> list) in terms.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            int concept = code == TagScheme.Abstain ? AllConcepts : scheme.NumberOf(code);
            if (concept < 0 && code != TagScheme.Abstain)
            {
                continue;
            }

            _concepts.Add(concept);
            foreach (TagTerm term in list)
            {
                Add(scheme, concept, term);
            }
        }

        Finder.Freeze();
    }

    /// <summary>Stands for every concept.</summary>
    public const int AllConcepts = -2;

    public TermFinder Finder { get; } = new();

    public readonly record struct Pair(int Other, int Concept, double Weight);

    public bool Has(int concept) => _concepts.Contains(concept);

    public IReadOnlyList<(int Concept, double Weight)> Of(int term) => _owners[term];

    /// <summary>Pairs whose first part is this term.</summary>
    public IReadOnlyList<Pair> PairsOf(int term) => _pairs.TryGetValue(term, out List<Pair>? pairs) ? pairs : [];

    private void Add(TagScheme scheme, int concept, TagTerm term)
    {
        string[] parts = term.Text.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] numbers = [.. parts.Select(part => Number(scheme, part))];
        switch (numbers)
        {
            case [var one]:
                _owners[one] = [.. _owners[one], (concept, term.Weight)];
                break;
            case [var first, var second]:
                (_pairs.TryGetValue(first, out List<Pair>? pairs) ? pairs : _pairs[first] = []).Add(new Pair(second, concept, term.Weight));
                break;
            default:
                throw new InvalidDataException($"A term has one part or two: {term.Text}");
        }
    }

    private int Number(TagScheme scheme, string part)
    {
        int number = Finder.Add(part, [.. scheme.WordsOf(part).Select(scheme.Number)]);
        while (_owners.Count <= number)
        {
            _owners.Add([]);
        }

        return number;
    }
}
