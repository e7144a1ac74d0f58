using System.Text.RegularExpressions;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>
/// An author's name as styles need it. Sources give one line; only a Latin name of a person has a family name to put first. Thai names stand as
/// they are spoken, and groups are never turned round.
/// </summary>
/// <param name="Family">With its particles (van, de); null where the name is not turned round.</param>
/// <param name="Whole">The name as it is spoken, without title.</param>
/// <param name="Suffix">Jr., III.</param>
public sealed partial record CitedName(string? Family, string Given, string Whole, string? Suffix = null)
{
    private const int MostWordsOfAPerson = 5;

    private static readonly HashSet<string> Particles = new(["van", "von", "der", "den", "de", "da", "di", "du", "dos", "del", "la", "le", "ter", "ten", "bin", "ibn", "al", "el"], StringComparer.Ordinal);

    public static CitedName Of(string name)
    {
        var whole = Titles().Replace(Citation.OneLine(name), "");
        if (whole.Any(c => c is >= '\u0E00' and <= '\u0E7F') || IsGroup(whole))
        {
            return new CitedName(null, "", whole);
        }

        if (whole.Split(',', 2, StringSplitOptions.TrimEntries) is [var before, var after])
        {
            return new CitedName(before, after, $"{after} {before}");
        }

        var words = whole.Split(' ').ToList();
        var suffix = Suffixes().IsMatch(words[^1]) ? words[^1] : null;
        if (suffix is not null)
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count < 2)
        {
            return new CitedName(null, "", whole);
        }

        var first = words.Count - 1;
        while (first > 1 && Particles.Contains(words[first - 1]))
        {
            first--;
        }

        return new CitedName(string.Join(' ', words[first..]), string.Join(' ', words[..first]), whole, suffix);
    }

    /// <summary>Initials of the given names: <c>J.-P. B.</c>, or <c>JPB</c> without dots.</summary>
    public string Initials(bool dots) => string.Join(dots ? " " : "", GivenNames().Split(Given.Trim()).Where(n => n.Length > 0)
        .Select(n => string.Join(dots ? "-" : "", n.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + (dots ? "." : "")))));

    private static bool IsGroup(string name) => name.Split(' ').Length > MostWordsOfAPerson || name.Any(char.IsDigit) || GroupWords().IsMatch(name);

    [GeneratedRegex(@"^(?:(?:ศ|รศ|ผศ|อ|ดร|นพ|พญ|ทพ|ทพญ|Dr|Prof|Assoc|Asst|Mr|Mrs|Ms|Miss)\.\s*|(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss)\s+|(?:นาย(?!ก)|นางสาว|นาง(?!สาว))(?=\S{2,}\s+\S{2,}$))+")]
    private static partial Regex Titles();

    [GeneratedRegex(@"^(?:[JS]r\.?|II|III|IV)$")]
    private static partial Regex Suffixes();

    [GeneratedRegex(@"[\s.]+")]
    private static partial Regex GivenNames();

    // Words that stand in the names of groups and in no person's.
    [GeneratedRegex(@"\b(?:of|and|for|the|&|Universit\w+|Institut\w*|Departments?|Ministry|Office|Bureau|Cent(?:er|re)s?|Groups?|Team|Foundation|Bank|Councils?|Commission|Committees?|Agenc(?:y|ies)|Association|Organi[sz]ation|Compan(?:y|ies)|Co|Ltd|Inc|Funds?|Network|Consortium|Research|Program(?:me)?s?|School|Facult(?:y|ies)|Hospital|Society|Division|Authority|Secretariat|Collaborators|Investigators|Nations|Government|Academy|College|Laborator(?:y|ies))\b", RegexOptions.IgnoreCase)]
    private static partial Regex GroupWords();
}
