using System.Globalization;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Tables by UTF-16 unit: the class, the folding of the quote stream (digits and case only) and the folding of the word stream
/// (also accents on Latin, Greek and Cyrillic letters, full-width and raised forms). Thai letters and marks fold to themselves, always.
/// </summary>
public static class Characters
{
    /// <summary>What an unpaired surrogate becomes, so that every token is well-formed.</summary>
    public const char Replacement = '\uFFFD';

    private static readonly CharacterClass[] Classes = new CharacterClass[char.MaxValue + 1];
    private static readonly char[] QuoteFolds = new char[char.MaxValue + 1];
    private static readonly char[] WordFolds = new char[char.MaxValue + 1];

    static Characters()
    {
        for (int i = 0; i <= char.MaxValue; i++)
        {
            char c = (char)i;
            Classes[i] = Classify(c);
            QuoteFolds[i] = FoldDigitAndCase(c);
            WordFolds[i] = FoldDigitAndCase(FoldForm(c));
        }
    }

    public static CharacterClass ClassOf(char c) => Classes[c];

    /// <summary>Class of a code point outside the basic plane: letters stand alone, marks join, formatting is dropped.</summary>
    public static CharacterClass ClassOf(Rune rune) => rune.IsBmp
        ? Classes[rune.Value]
        : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format => CharacterClass.Dropped,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
            _ => Rune.IsLetter(rune) ? CharacterClass.Ideograph : CharacterClass.Symbol,
        };

    /// <summary>Digits of every script become 0–9, letters become small; nothing else changes.</summary>
    public static char QuoteFold(char c) => QuoteFolds[c];

    /// <summary>As <see cref="QuoteFold"/>, and accents, full-width and raised forms go.</summary>
    public static char WordFold(char c) => WordFolds[c];

    public static bool IsThaiLetter(CharacterClass c) => c is >= CharacterClass.ThaiConsonant and <= CharacterClass.ThaiMark;

    /// <summary>A letter, vowel or mark, or one of the signs ฯ and ๆ.</summary>
    public static bool IsThai(char c) => Classes[c] is CharacterClass.ThaiSign || IsThaiLetter(Classes[c]);

    public static bool IsToneMark(char c) => c is >= '\u0E48' and <= '\u0E4B';

    /// <summary>The tables as bytes, for the hash that names an analysis: another Unicode version is another analysis.</summary>
    internal static byte[] Fingerprint()
    {
        byte[] bytes = new byte[5 * Classes.Length];
        for (int i = 0; i < Classes.Length; i++)
        {
            bytes[5 * i] = (byte)Classes[i];
            bytes[(5 * i) + 1] = (byte)QuoteFolds[i];
            bytes[(5 * i) + 2] = (byte)(QuoteFolds[i] >> 8);
            bytes[(5 * i) + 3] = (byte)WordFolds[i];
            bytes[(5 * i) + 4] = (byte)(WordFolds[i] >> 8);
        }

        return bytes;
    }

    private static CharacterClass Classify(char c) => c switch
    {
        '\u0E2F' or '\u0E46' => CharacterClass.ThaiSign,
        >= '\u0E01' and <= '\u0E2E' => CharacterClass.ThaiConsonant,
        '\u0E30' or '\u0E32' or '\u0E33' or '\u0E45' => CharacterClass.ThaiFollowing,
        '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E') => CharacterClass.ThaiMark,
        >= '\u0E40' and <= '\u0E44' => CharacterClass.ThaiLeading,
        _ => ClassifyByCategory(c),
    };

    private static CharacterClass ClassifyByCategory(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Format => CharacterClass.Dropped,
        _ when char.IsWhiteSpace(c) || char.IsControl(c) => CharacterClass.Space,
        UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
        _ => !char.IsLetter(c) ? CharacterClass.Symbol : IsWrittenWithoutSpaces(c) ? CharacterClass.Ideograph : CharacterClass.Alphabetic,
    };

    private static bool IsWrittenWithoutSpaces(char c) =>
        c is (>= '\u0E80' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
            or (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF66' and <= '\uFF9F');

    private static char FoldDigitAndCase(char c)
    {
        int digit = CharUnicodeInfo.GetDecimalDigitValue(c);
        return digit >= 0 ? (char)('0' + digit) : char.ToLowerInvariant(c);
    }

    private static char FoldForm(char c)
    {
        bool compatible = c is (>= '\uFF01' and <= '\uFF5E') or '\u00B2' or '\u00B3' or '\u00B9' or (>= '\u2070' and <= '\u209C');
        bool accented = c is (>= '\u00C0' and <= '\u052F') or (>= '\u1E00' and <= '\u1FFF');
        if (!compatible && !accented)
        {
            return c;
        }

        string parts = c.ToString().Normalize(compatible ? NormalizationForm.FormKD : NormalizationForm.FormD);
        return parts.AsSpan(1).IndexOfAnyExceptInRange('\u0300', '\u036F') < 0 ? parts[0] : c;
    }
}
