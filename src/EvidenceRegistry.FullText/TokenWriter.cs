namespace EvidenceRegistry.FullText;

/// <summary>Collects the tokens of one text: offsets in the normalised text become offsets in the original, long terms are cut, positions are counted.</summary>
internal ref struct TokenWriter(NormalisedText text, int originalLength)
{
    private readonly NormalisedText _text = text;
    private int _position;

    public List<Token> Tokens { get; } = new List<Token>(originalLength / 5);

    /// <summary>A word of its own: the next token stands at the next position.</summary>
    public void Word(ReadOnlySpan<char> term, int start, int end) => Word(Cut(term), start, end);

    /// <inheritdoc cref="Word(ReadOnlySpan{char}, int, int)"/>
    public void Word(string term, int start, int end)
    {
        Variant(term, start, end);
        _position++;
    }

    /// <summary>Words that nobody asks for: what stands before them and behind them are no neighbours.</summary>
    public void Skip() => _position++;

    /// <summary>UTF-16 units of the text as stored that became those from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public readonly int Units(int start, int end) => _text.End(end) - _text.Start(start);

    /// <summary>Another way to say what the next word says: it takes that word's position.</summary>
    public readonly void Variant(string term, int start, int end) =>
        Tokens.Add(new Token(Cut(term), _text.Start(start), _text.End(end), _position));

    /// <summary>A variant found only when its parts had been written: it goes before the token <paramref name="index"/>, at that token's position.</summary>
    public readonly void VariantBefore(int index, ReadOnlySpan<char> term, int start, int end) =>
        Tokens.Insert(index, new Token(Cut(term), _text.Start(start), _text.End(end), Tokens[index].Position));

    private static string Cut(string term) => term.Length <= TextAnalysis.LongestToken ? term : Cut(term.AsSpan());

    private static string Cut(ReadOnlySpan<char> term)
    {
        if (term.Length <= TextAnalysis.LongestToken)
        {
            return term.ToString();
        }

        int length = TextAnalysis.LongestToken;
        return term[..(char.IsHighSurrogate(term[length - 1]) ? length - 1 : length)].ToString();
    }
}
