using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>Texts of a known form: dates, years, names of enums, identifiers, addresses.</summary>
internal static partial class JsonForms
{
    public static LocalText? LocalText(this JsonValue value, int longest) => value.Object(o =>
    {
        var text = new LocalText(o["th"].Text(longest), o["en"].Text(longest));
        return text.IsEmpty ? null! : text;
    });

    public static string? Code(this JsonValue value) => value.Text(DraftLimits.Code)?.Trim();

    public static List<string>? Codes(this JsonValue value) => value.List(entry => entry.Code());

    /// <summary>A year of the Common Era.</summary>
    public static int? Year(this JsonValue value)
    {
        var year = value.Number(DraftLimits.FirstYear, DraftLimits.LastBuddhistYear);
        if (year <= DraftLimits.LastYear || year is null)
        {
            return year;
        }

        value.Wrong(ProblemCodes.YearNotCommonEra, Print(year.Value), Print(year.Value - DraftLimits.BuddhistOffset));
        return null;
    }

    /// <summary><c>YYYY-MM-DD</c>, Common Era.</summary>
    public static DateOnly? Date(this JsonValue value)
    {
        if (value.Text(DraftLimits.Code) is not { } text)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            value.Wrong(ProblemCodes.NotADate, text);
            return null;
        }

        if (date.Year is >= DraftLimits.FirstYear and <= DraftLimits.LastYear)
        {
            return date;
        }

        if (date.Year is > DraftLimits.LastYear and <= DraftLimits.LastBuddhistYear)
        {
            value.Wrong(ProblemCodes.YearNotCommonEra, text, Print(date.Year - DraftLimits.BuddhistOffset) + text[4..]);
        }
        else
        {
            value.Wrong(ProblemCodes.OutOfRange, text, Print(DraftLimits.FirstYear), Print(DraftLimits.LastYear));
        }

        return null;
    }

    /// <summary>A member of an enum by its camelCase name.</summary>
    public static T? OneOf<T>(this JsonValue value)
        where T : struct, Enum
    {
        if (value.Text(DraftLimits.Code) is not { } text)
        {
            return null;
        }

        foreach (var member in Enum.GetValues<T>())
        {
            if (NameOf(member) == text)
            {
                return member;
            }
        }

        value.Wrong(ProblemCodes.NotOneOf, text, string.Join(", ", Enum.GetValues<T>().Select(NameOf)));
        return null;
    }

    public static string NameOf<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());

    /// <summary>A DOI without its resolver, in lower case: DOIs are compared so (ISO 26324).</summary>
    public static string? Doi(this JsonValue value) => value.Matching(ProblemCodes.BadDoi, text =>
        DoiForm().Match(text) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null);

    public static string? Handle(this JsonValue value) => value.Matching(ProblemCodes.BadHandle, text =>
        HandleForm().Match(text) is { Success: true } match ? match.Groups[1].Value : null);

    /// <summary>16 digits in four groups with a check digit (ISO 7064, MOD 11-2).</summary>
    public static string? Orcid(this JsonValue value) => value.Matching(ProblemCodes.BadOrcid, text =>
        OrcidForm().Match(text) is { Success: true } match && CheckDigit(match.Groups[1].Value) ? match.Groups[1].Value : null);

    public static string? Url(this JsonValue value) => value.Matching(ProblemCodes.BadUrl, text =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 ? text : null);

    /// <summary>ISO 639-1.</summary>
    public static string? Language(this JsonValue value) => value.Matching(ProblemCodes.BadLanguage, text =>
        text.Length == 2 && text.All(char.IsAsciiLetterLower) ? text : null);

    private static string? Matching(this JsonValue value, string code, Func<string, string?> read)
    {
        if (value.Text(DraftLimits.Url)?.Trim() is not { } text)
        {
            return null;
        }

        var form = read(text);
        if (form is null)
        {
            value.Wrong(code, text);
        }

        return form;
    }

    private static bool CheckDigit(string orcid)
    {
        var total = 0;
        foreach (var digit in orcid.Where(char.IsAsciiDigit).Take(15))
        {
            total = (total + digit - '0') * 2;
        }

        var check = (12 - (total % 11)) % 11;
        return orcid[^1] == (check == 10 ? 'X' : (char)('0' + check));
    }

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoiForm();

    [GeneratedRegex(@"^(?:https?://hdl\.handle\.net/|hdl:\s*)?([0-9]+(?:\.[0-9A-Za-z_-]+)*/\S+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HandleForm();

    [GeneratedRegex(@"^(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])$", RegexOptions.CultureInvariant)]
    private static partial Regex OrcidForm();
}
