using System.Buffers;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Reads what is written with letters and digits outside Thai. A thing with inner signs is kept whole and in parts:
/// the whole is a variant at the position of its first part, the parts follow one another. So a query for the whole is met by the whole or by all parts.
/// <list type="bullet">
/// <item>DOIs, e-mail addresses and web addresses: whole (a web address without its scheme), then every word in them.</item>
/// <item>Codes and mixed words (<c>110301F0101</c>, <c>v3_110301V01F01</c>, <c>COVID19</c>, <c>PM2.5</c>): whole, then their letter and number parts;
/// a single letter stays with the number after it (<c>f0101</c>) or, at the end, before it (<c>5g</c>).</item>
/// <item>Hyphenated words (<c>COVID-19</c>, <c>e-learning</c>): joined without hyphens, then each.</item>
/// <item>Numbers: thousands without commas, decimals whole; years as <see cref="BuddhistYear"/> says.</item>
/// <item>Words: the stem alone. The form as written is in the quote stream; as a second term here it cost XQuAD-en 0.009 MRR (docs/thai-text.md).</item>
/// </list>
/// </summary>
internal static class CompoundReader
{
    /// <summary>Longest hyphenated word that is also joined; beyond that it is a line or a table.</summary>
    private const int LongestJoined = 40;

    /// <summary>Characters of the longest row of initials (u.s.a. has six); beyond that it is a list.</summary>
    private const int LongestInitials = 12;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789-.,\u2010\u2011");

    /// <summary>Reads from <paramref name="start"/> (a letter or digit) and returns where it stopped.</summary>
    public static int Read(ReadOnlySpan<char> text, int start, ref TokenWriter writer)
    {
        int address = Address.EndOf(text, start);
        if (address == 0)
        {
            return ReadWords(text, start, ref writer);
        }

        int first = writer.Tokens.Count;
        for (int i = start; i < address;)
        {
            i = IsWord(text[i]) ? ReadUnit(text[..address], i, ref writer) : i + 1;
        }

        writer.VariantBefore(first, Address.Canonical(text[start..address]), start, address);
        return address;
    }

    /// <summary>One unit, or several joined by hyphens.</summary>
    private static int ReadWords(ReadOnlySpan<char> text, int start, ref TokenWriter writer)
    {
        int first = writer.Tokens.Count;
        int end = ReadUnit(text, start, ref writer);
        bool joined = false;
        while (end + 1 < text.Length && IsHyphen(text[end]) && IsWord(text[end + 1]) && end - start < LongestJoined && Address.EndOf(text, end + 1) == 0)
        {
            end = ReadUnit(text, end + 1, ref writer);
            joined = true;
        }

        ReadOnlySpan<char> whole = text[start..end];
        if (joined && end - start <= LongestJoined && whole.ContainsAnyExcept(OfNumbers))
        {
            var letters = new StringBuilder(whole.Length);
            foreach (char c in whole)
            {
                if (IsWord(c) || Characters.ClassOf(c) == CharacterClass.Mark)
                {
                    letters.Append(c);
                }
            }

            writer.VariantBefore(first, letters.ToString(), start, end);
        }

        return end;
    }

    private static int ReadUnit(ReadOnlySpan<char> text, int start, ref TokenWriter writer)
    {
        int initials = InitialsEnd(text, start);
        if (initials > 0)
        {
            writer.Word(text[start..initials].ToString().Replace(".", "", StringComparison.Ordinal), start, initials);
            return initials;
        }

        int first = writer.Tokens.Count;
        int parts = 0;
        int end = start;
        for (int i = start; i < text.Length; i = end)
        {
            int from = text[i] == '_' && i > start ? i + 1 : i;
            int to = PartEnd(text, from);
            if (to == from)
            {
                break;
            }

            bool alone = parts == 0 && (to == text.Length || !(IsWord(text[to]) || text[to] == '_'));
            WritePart(text, from, to, alone, ref writer);
            end = to;
            parts++;
        }

        if (parts > 1)
        {
            writer.VariantBefore(first, text[start..end], start, end);
        }

        return end;
    }

    private static void WritePart(ReadOnlySpan<char> text, int from, int to, bool alone, ref TokenWriter writer)
    {
        ReadOnlySpan<char> part = text[from..to];
        if (Characters.ClassOf(part[0]) != CharacterClass.Digit)
        {
            writer.Word(EnglishStem.Of(part), from, to);
            return;
        }

        if (alone && BuddhistYear.InFull(text, from, to) is { } full)
        {
            writer.Variant(part.ToString(), from, to);
            writer.Variant(full.Buddhist, from, to);
            writer.Word(full.CommonEra, from, to);
            return;
        }

        string number = part.ToString().Replace(",", "", StringComparison.Ordinal);
        if (alone && BuddhistYear.CommonEra(text, from, to) is { } year)
        {
            writer.Variant(number, from, to);
            writer.Word(year, from, to);
            return;
        }

        writer.Word(number, from, to);
    }

    /// <summary>End of a run of letters, or of a number, with a single letter held to its number.</summary>
    private static int PartEnd(ReadOnlySpan<char> text, int from)
    {
        int letters = LettersEnd(text, from);
        if (letters - from > 1)
        {
            return letters;
        }

        int number = NumberEnd(text, letters);
        if (letters > from || number == from)
        {
            return number;
        }

        int tail = LettersEnd(text, number);
        return tail - number == 1 && (tail == text.Length || !IsWord(text[tail])) ? tail : number;
    }

    private static int LettersEnd(ReadOnlySpan<char> text, int i)
    {
        int from = i;
        while (i < text.Length && (Characters.ClassOf(text[i]) is CharacterClass.Alphabetic || (i > from && IsInsideWord(text, i))))
        {
            i++;
        }

        return i;
    }

    private static bool IsInsideWord(ReadOnlySpan<char> text, int i) =>
        Characters.ClassOf(text[i]) == CharacterClass.Mark
        || (text[i] is '\'' or '\u2019' && i + 1 < text.Length && Characters.ClassOf(text[i + 1]) == CharacterClass.Alphabetic);

    /// <summary>Digits, decimals (2.5, 1.2.3) and thousands (1,234,567).</summary>
    private static int NumberEnd(ReadOnlySpan<char> text, int i)
    {
        int from = i;
        while (i < text.Length && IsDigit(text, i))
        {
            i++;
            bool thousands = i < text.Length && text[i] == ',' && i - from <= 3 && AreThousands(text, i);
            while (thousands)
            {
                i += 4;
                thousands = i < text.Length && text[i] == ',' && AreThousands(text, i);
            }

            if (i < text.Length && text[i] == '.' && IsDigit(text, i + 1))
            {
                i++;
            }
        }

        return i;
    }

    private static bool AreThousands(ReadOnlySpan<char> text, int comma) =>
        IsDigit(text, comma + 1) && IsDigit(text, comma + 2) && IsDigit(text, comma + 3) && !IsDigit(text, comma + 4);

    private static int InitialsEnd(ReadOnlySpan<char> text, int start)
    {
        int i = start;
        while (i + 1 < text.Length && i - start <= LongestInitials && text[i + 1] == '.' && Characters.ClassOf(text[i]) == CharacterClass.Alphabetic)
        {
            i += 2;
        }

        return i - start is >= 4 and <= LongestInitials && (i == text.Length || !IsWord(text[i])) ? i : 0;
    }

    private static bool IsDigit(ReadOnlySpan<char> text, int i) => i < text.Length && Characters.ClassOf(text[i]) == CharacterClass.Digit;

    private static bool IsWord(char c) => Characters.ClassOf(c) is CharacterClass.Alphabetic or CharacterClass.Digit;

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';
}
