using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// A title as the search for duplicates reads it: folded as the word stream folds, without blanks, signs and punctuation, cut into atoms:
/// a character cluster of Thai, one letter or digit of any other script. A slip of the finger changes one or two atoms, wherever words end.
/// </summary>
internal sealed class TitleAtoms
{
    private readonly List<int> _atoms = [];
    private readonly List<int> _letters = [];
    private readonly List<string> _numbers = [];
    private readonly bool _thai;

    public TitleAtoms(string title)
    {
        using var folded = new NormalisedText(title);
        var chars = folded.Chars;
        _thai = chars.ContainsAnyInRange('\u0E01', '\u0E2E');
        for (var at = 0; at < chars.Length;)
        {
            at = Take(chars, at);
        }

        _numbers.Sort(StringComparer.Ordinal);
    }

    /// <summary>The same, letter by letter and mark by mark.</summary>
    public IReadOnlyList<int> Letters => _letters;

    /// <summary>It holds Thai, whose words are shorter.</summary>
    public bool Thai => _thai;

    /// <summary>Hashes of the atoms in their order.</summary>
    public IReadOnlyList<int> Atoms => _atoms;

    /// <summary>Runs of digits and Roman numerals, sorted: the third part is not the second, and 2565 is not 2564.</summary>
    public IReadOnlyList<string> Numbers => _numbers;

    private int Take(ReadOnlySpan<char> chars, int at)
    {
        var end = at + 1;
        switch (Characters.ClassOf(chars[at]))
        {
            case CharacterClass.Digit:
                return Number(chars, at);
            case CharacterClass.Alphabetic or CharacterClass.Mark:
                while (end < chars.Length && Characters.ClassOf(chars[end]) is CharacterClass.Alphabetic or CharacterClass.Mark)
                {
                    end++;
                }

                if (!_thai && IsRoman(chars[at..end]))
                {
                    _numbers.Add(chars[at..end].ToString());
                }

                AddEach(chars[at..end]);
                return end;
            case CharacterClass.Ideograph:
                AddEach(chars[at..end]);
                return end;
            case var first when Characters.IsThaiLetter(first):
                while (end < chars.Length && Characters.IsThaiLetter(Characters.ClassOf(chars[end]))
                    && !CharacterClusters.IsEdge(Characters.ClassOf(chars[end - 1]), Characters.ClassOf(chars[end])))
                {
                    end++;
                }

                _atoms.Add(Hash(chars[at..end]));
                foreach (var letter in chars[at..end])
                {
                    _letters.Add(letter);
                }

                return end;
            default:
                return end;
        }
    }

    /// <summary>With the points and commas inside it left out, which people write or not.</summary>
    private int Number(ReadOnlySpan<char> chars, int at)
    {
        var digits = new StringBuilder();
        for (; at < chars.Length; at++)
        {
            if (Characters.ClassOf(chars[at]) == CharacterClass.Digit)
            {
                digits.Append(chars[at]);
                _atoms.Add(chars[at]);
                _letters.Add(chars[at]);
            }
            else if (chars[at] is not ('.' or ',') || at + 1 == chars.Length || Characters.ClassOf(chars[at + 1]) != CharacterClass.Digit)
            {
                break;
            }
        }

        _numbers.Add(digits.ToString().TrimStart('0'));
        return at;
    }

    private void AddEach(ReadOnlySpan<char> run)
    {
        foreach (var one in run)
        {
            _atoms.Add(one);
            _letters.Add(one);
        }
    }

    private static int Hash(ReadOnlySpan<char> cluster)
    {
        var hash = 17;
        foreach (var one in cluster)
        {
            hash = unchecked((hash * 31) + one);
        }

        // Never the number of a single character, which stands for itself.
        return hash | 0x4000_0000;
    }

    private static bool IsRoman(ReadOnlySpan<char> word) => word.Length is > 0 and <= 5 && !word.ContainsAnyExcept("ivx") && word is not "x";
}
