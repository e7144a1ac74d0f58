namespace EvidenceRegistry.FullText;

/// <summary>
/// Reads one text as words, from left to right, once. Thai runs go to the segmenter, all else to <see cref="CompoundReader"/>;
/// signs and white space only part words. Not shared between threads: each text has its own.
/// </summary>
internal ref struct WordStream
{
    private readonly ReadOnlySpan<char> _text;
    private readonly Vocabulary _vocabulary;
    private readonly List<Segmenter.Piece> _pieces = [];
    private TokenWriter _writer;

    public WordStream(Vocabulary vocabulary, NormalisedText text, int originalLength)
    {
        _vocabulary = vocabulary;
        _text = text.Chars;
        _writer = new TokenWriter(text, originalLength);
    }

    public List<Token> Read()
    {
        for (int i = 0; i < _text.Length;)
        {
            i = ReadAt(i);
        }

        return _writer.Tokens;
    }

    /// <summary>All but the runs between white space that say nothing of what is sought.</summary>
    public List<Token> Read(SoughtWords sought)
    {
        if (!sought.IsWorthLooking)
        {
            return Read();
        }

        List<int> places = sought.Places(_text);
        int place = 0;
        for (int i = 0; i < _text.Length;)
        {
            int end = SoughtWords.EndOfRun(_text, i);
            while (place < places.Count && places[place] < i)
            {
                place++;
            }

            if ((place == places.Count || places[place] >= end) && end > i && sought.SaysNothing(_text[i..end], _writer.Units(i, end)))
            {
                _writer.Skip();
                i = end;
            }

            // What is read may end behind the run, as a number with its unit does.
            while (i < end)
            {
                i = ReadAt(i);
            }

            i += i == end ? 1 : 0;
        }

        return _writer.Tokens;
    }

    private int ReadAt(int i)
    {
        CharacterClass now = Characters.ClassOf(_text[i]);
        return now switch
        {
            _ when Characters.IsThaiLetter(now) => ReadThai(i),
            CharacterClass.Alphabetic or CharacterClass.Digit => CompoundReader.Read(_text, i, ref _writer),
            CharacterClass.Ideograph => ReadIdeograph(i, 1),
            _ when char.IsHighSurrogate(_text[i]) => ReadPair(i),
            _ => i + 1,
        };
    }

    private int ReadThai(int start)
    {
        int abbreviation = ThaiAbbreviation.EndOf(_text, start);
        if (abbreviation > 0)
        {
            _writer.Word(_text[start..abbreviation].ToString().Replace(".", "", StringComparison.Ordinal), start, abbreviation);
            return abbreviation;
        }

        int end = start + 1;
        while (end < _text.Length && Characters.IsThaiLetter(Characters.ClassOf(_text[end])))
        {
            end++;
        }

        _pieces.Clear();
        _vocabulary.Segmenter.Cut(_text[start..end], _pieces);
        int from = start;
        foreach (Segmenter.Piece piece in _pieces)
        {
            int to = start + piece.End;
            if (piece.Word == Segmenter.Unknown)
            {
                _writer.Word(_text[from..to], from, to);
            }
            else
            {
                WriteKnown(piece.Word, from, to);
            }

            from = to;
        }

        return end;
    }

    private void WriteKnown(int word, int from, int to)
    {
        string text = _vocabulary.Words[word];
        string[] parts = _vocabulary.PartsOf(word);
        if (parts.Length == 0)
        {
            _writer.Word(text, from, to);
            return;
        }

        _writer.Variant(text, from, to);
        foreach (string part in parts)
        {
            _writer.Word(part, from, from + part.Length);
            from += part.Length;
        }
    }

    private int ReadIdeograph(int start, int width)
    {
        int end = start + width;
        while (end < _text.Length && Characters.ClassOf(_text[end]) == CharacterClass.Mark)
        {
            end++;
        }

        _writer.Word(_text[start..end], start, end);
        return end;
    }

    private int ReadPair(int start)
    {
        var rune = new System.Text.Rune(_text[start], _text[start + 1]);
        return Characters.ClassOf(rune) == CharacterClass.Ideograph ? ReadIdeograph(start, 2) : start + 2;
    }
}
