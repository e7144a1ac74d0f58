using System.Globalization;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Finds years and fiscal years named in a text, as Common Era years: Buddhist years by the rule of <see cref="BuddhistYear"/>, years of the
/// Common Era from 1950 on where a cue stands before them or they stand alone, and the two digits after ปี, a Thai month or FY.
/// </summary>
public static class YearFinder
{
    private const int First = 1950, Last = 2100;

    private static readonly string[] Cues = ["ค.ศ.", "คศ.", "ค.ศ", "ปี", "ปีที่", "year", "years", "in", "since", "from", "to", "by", "of", "until", "fy", "and", "(", "-", "–", ",", "/"];

    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<Mention> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var normalised = new NormalisedText(text);
        ReadOnlySpan<char> letters = normalised.Chars;
        var found = new List<Mention>();
        for (int from = letters.IndexOfAnyInRange('0', '9'); from >= 0 && from < letters.Length;)
        {
            int to = from;
            while (to < letters.Length && char.IsAsciiDigit(letters[to]))
            {
                to++;
            }

            if (Alone(letters, from, to) && Year(letters, from, to) is { } year)
            {
                found.Add(new Mention(year, normalised.Start(from), normalised.End(to)));
            }

            int next = letters[to..].IndexOfAnyInRange('0', '9');
            from = next < 0 ? -1 : to + next;
        }

        return found;
    }

    private static string? Year(ReadOnlySpan<char> letters, int from, int to) => (to - from) switch
    {
        4 => BuddhistYear.CommonEra(letters, from, to) ?? CommonEra(letters, from, to),
        2 => BuddhistYear.InFull(letters, from, to)?.CommonEra,
        _ => null,
    };

    private static string? CommonEra(ReadOnlySpan<char> letters, int from, int to)
    {
        if (!int.TryParse(letters[from..to], NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < First or > Last)
        {
            return null;
        }

        ReadOnlySpan<char> before = letters[..from].TrimEnd();
        bool cued = before.Length == 0;
        foreach (string cue in Cues)
        {
            cued |= before.EndsWith(cue, StringComparison.Ordinal);
        }

        return cued ? year.ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>No part of an amount, a code or a telephone number: no digit, letter or decimal point at its sides.</summary>
    private static bool Alone(ReadOnlySpan<char> letters, int from, int to) =>
        (from == 0 || !(char.IsAsciiLetterOrDigit(letters[from - 1]) || (letters[from - 1] is '.' or ',' && from > 1 && char.IsAsciiDigit(letters[from - 2]))))
        && (to == letters.Length || !(char.IsAsciiLetterOrDigit(letters[to]) || (letters[to] is '.' or ',' && to + 1 < letters.Length && char.IsAsciiDigit(letters[to + 1]))));
}
