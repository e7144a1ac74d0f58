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

    private readonly List<Node<char>> _letters = [new()];
    private readonly List<Node<int>> _words = [new()];
    private readonly List<int> _lengths = [];

    /// <summary>Adds a term and answers its number; the same term again gets the same number.</summary>
    public int Add(string term, IReadOnlyList<int> words)
    {
        string letters = TextAnalysis.Normalised(term);
        bool thai = letters.All(c => Characters.IsThaiLetter(Characters.ClassOf(c)));
        ref int number = ref thai ? ref End(_letters, letters.ToCharArray()) : ref End(_words, words);
        if (number < 0)
        {
            number = _lengths.Count;
            _lengths.Add(letters.Length);
        }

        return number;
    }

    public void Find(TagWords field, List<TermMatch> found)
    {
        for (int i = 0; i < field.Words.Length; i++)
        {
            int node = 0;
            for (int j = i; j < field.Words.Length && field.Words[j] > 0 && _words[node].Next.TryGetValue(field.Words[j], out node); j++)
            {
                if (_words[node].Term >= 0)
                {
                    found.Add(new TermMatch(_words[node].Term, i, field.Starts[i], field.Ends[j]));
                }
            }
        }

        for (int i = 0; i < field.Letters.Length; i++)
        {
            FindRun(field, i, found);
        }
    }

    private void FindRun(TagWords field, int from, List<TermMatch> found)
    {
        char[] letters = field.Letters;
        int node = 0;
        for (int j = from; j < letters.Length && _letters[node].Next.TryGetValue(letters[j], out node); j++)
        {
            if (_letters[node].Term < 0)
            {
                continue;
            }

            int start = field.LetterStarts[from];
            int end = field.LetterEnds[j];
            bool words = field.IsEdge(start) && field.IsEdge(end);
            bool clusters = j + 1 - from >= LongRun && Cuttable(letters, from) && Cuttable(letters, j + 1);
            if (words || clusters)
            {
                found.Add(new TermMatch(_letters[node].Term, field.WordAt(start), start, end));
            }
        }
    }

    private static bool Cuttable(char[] letters, int at) =>
        at == 0 || at == letters.Length || CharacterClusters.IsEdge(Characters.ClassOf(letters[at - 1]), Characters.ClassOf(letters[at]));

    private static ref int End<T>(List<Node<T>> nodes, IReadOnlyList<T> steps)
        where T : notnull
    {
        int node = 0;
        foreach (T step in steps)
        {
            if (!nodes[node].Next.TryGetValue(step, out int next))
            {
                nodes[node].Next[step] = next = nodes.Count;
                nodes.Add(new Node<T>());
            }

            node = next;
        }

        return ref nodes[node].Term;
    }

    private sealed class Node<T>
        where T : notnull
    {
        public int Term = -1;

        public Dictionary<T, int> Next { get; } = [];
    }
}
