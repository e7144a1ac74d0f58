using System.Buffers;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// A text as the word stream reads it, with the way back to every original offset: digits, case, accents and forms folded, zero-width characters dropped,
/// and five ways of typing one Thai syllable made one: ํ and า apart are ำ, two เ are แ, a tone mark before its vowel stands after it, one after ำ before it, a mark typed twice is once.
/// Tone marks are never folded. Rented memory: dispose it.
/// </summary>
internal ref struct NormalisedText : IDisposable
{
    private const char Nikhahit = '\u0E4D';
    private const char SaraAa = '\u0E32';
    private const char SaraAm = '\u0E33';
    private const char SaraE = '\u0E40';
    private const char SaraAe = '\u0E41';

    // Latin ligatures (ﬁ, ﬃ): at most three letters in one sign.
    private const char FirstLigature = '\uFB00', LastLigature = '\uFB06';
    private const int LigatureLetters = 2;

    private readonly char[] _chars;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private int _length;

    public NormalisedText(string text)
    {
        int most = text.Length + (LigatureLetters * Ligatures(text));
        _chars = ArrayPool<char>.Shared.Rent(most);
        _starts = ArrayPool<int>.Shared.Rent(most);
        _ends = ArrayPool<int>.Shared.Rent(most);
        for (int i = 0; i < text.Length;)
        {
            i += Read(text, i);
        }
    }

    public readonly ReadOnlySpan<char> Chars => _chars.AsSpan(0, _length);

    /// <summary>Original offset of the first character that became the one at <paramref name="index"/>.</summary>
    public readonly int Start(int index) => _starts[index];

    /// <summary>Original offset after the last character that became the one before <paramref name="index"/>.</summary>
    public readonly int End(int index) => _ends[index - 1];

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars);
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_ends);
    }

    private static int Ligatures(string text)
    {
        ReadOnlySpan<char> rest = text;
        int count = 0;
        for (int at = rest.IndexOfAnyInRange(FirstLigature, LastLigature); at >= 0; at = rest.IndexOfAnyInRange(FirstLigature, LastLigature))
        {
            count++;
            rest = rest[(at + 1)..];
        }

        return count;
    }

    private int Read(string text, int i)
    {
        char c = Characters.WordFold(text[i]);
        switch (Characters.ClassOf(c))
        {
            case CharacterClass.Dropped:
                return 1;
            case CharacterClass.Mark when c is >= '\u0300' and <= '\u036F':
                return 1;
            case CharacterClass.ThaiMark:
                return ReadMark(text, i, c);
            case CharacterClass.ThaiLeading when c == SaraE && _length > 0 && _chars[_length - 1] == SaraE:
                _chars[_length - 1] = SaraAe;
                _ends[_length - 1] = i + 1;
                return 1;
        }

        if (c is >= FirstLigature and <= LastLigature)
        {
            foreach (char letter in c.ToString().Normalize(NormalizationForm.FormKD))
            {
                Add(letter, i, i + 1);
            }

            return 1;
        }

        if (!char.IsSurrogate(c))
        {
            return Add(c, i, i + 1);
        }

        if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1]))
        {
            return Add(Characters.Replacement, i, i + 1);
        }

        if (Characters.ClassOf(new System.Text.Rune(c, text[i + 1])) != CharacterClass.Dropped)
        {
            Add(c, i, i + 2);
            Add(text[i + 1], i, i + 2);
        }

        return 2;
    }

    private int ReadMark(string text, int i, char mark)
    {
        if (_length > 0 && _chars[_length - 1] == mark)
        {
            _ends[_length - 1] = i + 1;
            return 1;
        }

        if (Characters.IsToneMark(mark) && _length > 0 && _chars[_length - 1] == SaraAm)
        {
            return PutBeforeSaraAm(mark, i);
        }

        char next = i + 1 < text.Length ? text[i + 1] : ' ';
        char third = i + 2 < text.Length ? text[i + 2] : ' ';
        if (mark == Nikhahit && next == SaraAa)
        {
            Add(SaraAm, i, i + 2);
            return 2;
        }

        if ((mark == Nikhahit && Characters.IsToneMark(next) && third == SaraAa) || (Characters.IsToneMark(mark) && next == Nikhahit && third == SaraAa))
        {
            Add(mark == Nikhahit ? next : mark, i, i + 3);
            Add(SaraAm, i, i + 3);
            return 3;
        }

        if (Characters.IsToneMark(mark) && next is '\u0E31' or (>= '\u0E34' and <= '\u0E39'))
        {
            Add(next, i, i + 2);
            Add(mark, i, i + 2);
            return 2;
        }

        return Add(mark, i, i + 1);
    }

    /// <summary>นำ้ is a common slip for น้ำ; both characters then stand for both.</summary>
    private int PutBeforeSaraAm(char tone, int i)
    {
        if (_length > 1 && Characters.IsToneMark(_chars[_length - 2]))
        {
            _ends[_length - 1] = i + 1;
            return 1;
        }

        int start = _starts[_length - 1];
        _chars[_length - 1] = tone;
        _ends[_length - 1] = i + 1;
        Add(SaraAm, start, i + 1);
        return 1;
    }

    private int Add(char c, int start, int end)
    {
        _chars[_length] = c;
        _starts[_length] = start;
        _ends[_length++] = end;
        return end - start;
    }
}
