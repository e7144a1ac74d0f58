using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Years in a question. A year is met by a text that writes it and by a record of that year; a word that only says that a year follows
/// (ปี, พ.ศ., FY) is not required. What is a year, two digits after such a word too, says <see cref="BuddhistYear"/>.
/// </summary>
internal static class QuestionYears
{
    private const int FirstYear = 1900, LastYear = 2100;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "ปี", "พศ", "คศ", "ปีงบ", "ปีงบประมาณ", "ปีการศึกษา", "งบประมาณ", "fy", "year", "ad", "be",
    };

    /// <summary>Positions that only say that a year follows.</summary>
    public static IReadOnlySet<int> Cues(IReadOnlyList<Token> tokens)
    {
        var years = tokens.GroupBy(token => token.Position)
            .Where(word => Of([.. word.Select(token => token.Text)]) is not null)
            .Select(word => word.Key).ToHashSet();
        return tokens.Where(token => Words.Contains(token.Text) && years.Contains(token.Position + 1)).Select(token => token.Position).ToHashSet();
    }

    /// <summary>The Common Era year a word means, as the year facet writes it; null where it means none.</summary>
    public static string? Of(IReadOnlyList<string> variants) => variants.LastOrDefault(variant =>
        variant.Length == 4 && int.TryParse(variant, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= FirstYear and <= LastYear);
}
