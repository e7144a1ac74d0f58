namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Finds terms in a field in one pass. A short Thai term must begin and end where words do, so ข้าว is not met in another word; a long one is
/// met as a run of letters, for its own length makes a chance meeting unlikely while the cut of the words around it may differ. All other
/// terms are met word by word, in their stems.
/// </summary>
internal sealed class TermFinder
{
    /// <summary>Letters from which on a Thai term may be met across the cuts of words, at cluster edges.</summary>
    public const int LongRun = 10;

    private readonly Trie _letters = new();
    private readonly Trie _words = new();
    private int _count;

    /// <summary>Adds a term and answers its number; the same term again gets the same number.</summary>
    public int Add(string term, IReadOnlyList<int> words)
    {
        string letters = TextAnalysis.Normalised(term);
        bool thai = letters.All(c => Characters.IsThaiLetter(Characters.ClassOf(c)));
        int number = thai ? _letters.GetOrAdd(letters.Select(c => (int)c), _count) : _words.GetOrAdd(words, _count);
        _count = Math.Max(_count, number + 1);
        return number;
    }

    /// <summary>Nothing is added any more.</summary>
    public void Freeze()
    {
        _letters.Freeze();
        _words.Freeze();
    }

    public void Find(TagWords field, List<TermMatch> found)
    {
        for (int i = 0; i < field.Words.Length; i++)
        {
            int node = Trie.Root;
            for (int j = i; j < field.Words.Length && field.Words[j] > 0 && _words.TryStep(node, field.Words[j], out node); j++)
            {
                if (_words.ValueAt(node) is not Trie.None and var term)
                {
                    found.Add(new TermMatch(term, i, field.Starts[i], field.Ends[j]));
                }
            }
        }

        for (int i = 0; i < field.Letters.Length; i++)
        {
            if (Cuttable(field.Letters, i) || field.IsEdge(field.LetterStarts[i]))
            {
                FindRun(field, i, found);
            }
        }
    }

    private void FindRun(TagWords field, int from, List<TermMatch> found)
    {
        char[] letters = field.Letters;
        int node = Trie.Root;
        for (int j = from; j < letters.Length && _letters.TryStep(node, letters[j], out node); j++)
        {
            int term = _letters.ValueAt(node);
            if (term == Trie.None)
            {
                continue;
            }

            int start = field.LetterStarts[from];
            int end = field.LetterEnds[j];
            bool words = field.IsEdge(start) && field.IsEdge(end);
            bool clusters = j + 1 - from >= LongRun && Cuttable(letters, from) && Cuttable(letters, j + 1);
            if (words || clusters)
            {
                found.Add(new TermMatch(term, field.WordAt(start), start, end));
            }
        }
    }

    private static bool Cuttable(char[] letters, int at) =>
        at == 0 || at == letters.Length || CharacterClusters.IsEdge(Characters.ClassOf(letters[at - 1]), Characters.ClassOf(letters[at]));
}
