using System.Globalization;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Ckan;

/// <summary>Years and dates as catalogues write them: Buddhist next to Common Era, Thai digits next to Arabic, in free text.</summary>
public static partial class ThaiYear
{
    /// <summary>The first year named in a text, Common Era; null where none is.</summary>
    public static int? First(string text) => All(text).Cast<int?>().FirstOrDefault();

    /// <summary>The last year named.</summary>
    public static int? Last(string text) => All(text).Cast<int?>().LastOrDefault();

    /// <summary>ISO 8601 or day/month/year; a year above 2399 is Buddhist. Null where it is neither.</summary>
    public static DateOnly? Date(string text)
    {
        var arabic = Arabic(text.Trim());
        var match = Iso().Match(arabic) is { Success: true } iso ? iso : DayFirst().Match(arabic);
        return match.Success && Ce(Number(match, "y")) is { } year
            && DateOnly.TryParseExact($"{year:D4}-{match.Groups["m"].Value.PadLeft(2, '0')}-{match.Groups["d"].Value.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : null;
    }

    /// <summary>Common Era year of a year of either era; null where it is no likely year.</summary>
    public static int? Ce(int year) => year switch
    {
        >= DraftLimits.FirstYear and <= DraftLimits.LastYear => year,
        > DraftLimits.LastYear and <= DraftLimits.LastBuddhistYear => year - DraftLimits.BuddhistOffset,
        _ => null,
    };

    private static IEnumerable<int> All(string text) =>
        Year().Matches(Arabic(text)).Select(m => Ce(int.Parse(m.Value, CultureInfo.InvariantCulture))).OfType<int>();

    private static string Arabic(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var at = 0; at < to.Length; at++)
        {
            to[at] = from[at] is >= '๐' and <= '๙' ? (char)(from[at] - '๐' + '0') : from[at];
        }
    });

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex("^(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})(?:[T ].*)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Iso();

    [GeneratedRegex("^(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})/(?<y>[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();
}
