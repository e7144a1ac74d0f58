namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// One field as the tagger reads it: word numbers in order, and the normalised letters for long Thai terms. Word numbers are those of the
/// tagger's own vocabulary; words that no concept uses are 0.
/// </summary>
internal sealed class TagWords
{
    private readonly bool[] _edges;

    private TagWords(string text, int[] words, int[] starts, int[] ends, char[] letters, int[] letterStarts, int[] letterEnds, bool[] edges)
    {
        Text = text;
        Words = words;
        Starts = starts;
        Ends = ends;
        Letters = letters;
        LetterStarts = letterStarts;
        LetterEnds = letterEnds;
        _edges = edges;
    }

    public string Text { get; }

    public int[] Words { get; }

    public int[] Starts { get; }

    public int[] Ends { get; }

    public char[] Letters { get; }

    public int[] LetterStarts { get; }

    public int[] LetterEnds { get; }

    /// <summary>Whether a word begins or ends at this offset of the text.</summary>
    public bool IsEdge(int offset) => _edges[offset];

    public static TagWords Of(TextAnalysis analysis, string text, IReadOnlyDictionary<string, int> vocabulary)
    {
        IReadOnlyList<Token> tokens = analysis.Words(text);
        var edges = new bool[text.Length + 1];
        int count = tokens.Count == 0 ? 0 : tokens[^1].Position + 1;
        var (words, starts, ends) = (new int[count], new int[count], new int[count]);
        foreach (Token token in tokens)
        {
            // The last variant of a position is the most general one.
            words[token.Position] = vocabulary.GetValueOrDefault(token.Text);
            (starts[token.Position], ends[token.Position]) = (token.Start, token.End);
            (edges[token.Start], edges[token.End]) = (true, true);
        }

        using var normalised = new NormalisedText(text);
        char[] letters = normalised.Chars.ToArray();
        var (letterStarts, letterEnds) = (new int[letters.Length], new int[letters.Length]);
        for (int i = 0; i < letters.Length; i++)
        {
            (letterStarts[i], letterEnds[i]) = (normalised.Start(i), normalised.End(i + 1));
        }

        return new TagWords(text, words, starts, ends, letters, letterStarts, letterEnds, edges);
    }

    /// <summary>Number of the word that holds this offset, or the one before it.</summary>
    public int WordAt(int offset)
    {
        int at = Array.BinarySearch(Starts, offset);
        return Math.Max(0, at >= 0 ? at : ~at - 1);
    }
}
