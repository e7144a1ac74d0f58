using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Years, days, amounts and answers as people write them in Thai and English tables. Null where a text is none.</summary>
internal static partial class CellForms
{
    private static readonly string[] DateForms =
        ["yyyy-M-d", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy/M/d", "yyyyMMdd", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "yyyy-M-d'T'H:m:s", "yyyy-M-d H:m:s", "d/M/yyyy H:m:s", "d/M/yyyy H:m"];

    // Abbreviations and names; the first letters before the dot are enough to tell the months apart.
    private static readonly string[][] ThaiMonths =
    [
        ["ม.ค.", "มกราคม"], ["ก.พ.", "กุมภาพันธ์"], ["มี.ค.", "มีนาคม"], ["เม.ย.", "เมษายน"], ["พ.ค.", "พฤษภาคม"], ["มิ.ย.", "มิถุนายน"],
        ["ก.ค.", "กรกฎาคม"], ["ส.ค.", "สิงหาคม"], ["ก.ย.", "กันยายน"], ["ต.ค.", "ตุลาคม"], ["พ.ย.", "พฤศจิกายน"], ["ธ.ค.", "ธันวาคม"],
    ];

    /// <summary>Common Era. A day's year where a day is given; a Buddhist one by its size, or because the column is said to be so.</summary>
    public static int? Year(string text, bool buddhist)
    {
        var plain = Arabic(text);
        if (YearForm().Match(plain) is { Success: true } match)
        {
            var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            return buddhist && year < 100 ? year + 2500 - DraftLimits.BuddhistOffset : CommonEra(year, buddhist);
        }

        return Date(plain)?.Year;
    }

    /// <summary>Day before month, as Thai forms have it, unless the year stands first. A time of day is dropped.</summary>
    public static DateOnly? Date(string text)
    {
        var plain = ThaiMonth(Arabic(text)).Replace("พ.ศ.", "", StringComparison.Ordinal).Replace("ค.ศ.", "", StringComparison.Ordinal);
        plain = Blanks().Replace(plain, " ").Trim();
        if (!DateTime.TryParseExact(CommonEraYear(plain), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day))
        {
            return null;
        }

        return DateOnly.FromDateTime(day.Year > DraftLimits.LastYear ? day.AddYears(-DraftLimits.BuddhistOffset) : day);
    }

    /// <summary>The day of a spreadsheet's number: days since 30 December 1899, which holds from 1 March 1900 on (ECMA-376 part 1, §18.17.4.1).</summary>
    /// <param name="from1904">The workbook counts from 1 January 1904.</param>
    public static DateOnly? Serial(double serial, bool from1904 = false) =>
        serial + (from1904 ? 1462 : 0) is >= 61 and <= 2_958_465 and var days ? new DateOnly(1899, 12, 30).AddDays((int)days) : null;

    /// <summary>Thousands by comma, a currency's word behind it.</summary>
    public static decimal? Amount(string text)
    {
        var plain = Currency().Replace(Arabic(text), "").Replace(",", "", StringComparison.Ordinal).Trim();
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    public static bool? Flag(string text) => ColumnNames.Key(text) switch
    {
        "true" or "yes" or "y" or "1" or "ใช่" or "เป็น" or "มี" => true,
        "false" or "no" or "n" or "0" or "ไม่ใช่" or "ไม่เป็น" or "ไม่มี" or "ไม่" => false,
        _ => null,
    };

    /// <summary>ISO 639-1 of a name, a code of three letters or a code with a region; the text itself where it is none of these.</summary>
    public static string Language(string text) => ColumnNames.Key(text) switch
    {
        "ไทย" or "ภาษาไทย" or "thai" or "tha" or "th-th" => "th",
        "อังกฤษ" or "ภาษาอังกฤษ" or "english" or "eng" or "en-us" or "en-gb" => "en",
        "german" or "ger" or "deu" or "ngerman" or "de-de" => "de",
        "french" or "fre" or "fra" => "fr",
        "spanish" or "spa" => "es",
        "chinese" or "chi" or "zho" or "จีน" => "zh",
        "japanese" or "jpn" or "ญี่ปุ่น" => "ja",
        "malay" or "may" or "msa" or "มลายู" => "ms",
        "lao" or "ลาว" => "lo",
        "khmer" or "khm" or "เขมร" => "km",
        "burmese" or "bur" or "mya" or "พม่า" => "my",
        "vietnamese" or "vie" => "vi",
        _ => text,
    };

    private static int CommonEra(int year, bool buddhist) =>
        year > DraftLimits.LastYear || (buddhist && year > DraftLimits.LastBuddhistYear - 400) ? year - DraftLimits.BuddhistOffset : year;

    /// <summary>Before the day is read: 29 February 2563 is a day, though the year of that number has none.</summary>
    private static string CommonEraYear(string plain) => BuddhistYear().Replace(plain, match =>
        (int.Parse(match.ValueSpan, CultureInfo.InvariantCulture) - DraftLimits.BuddhistOffset).ToString(CultureInfo.InvariantCulture));

    private static string ThaiMonth(string text)
    {
        for (var month = 0; month < ThaiMonths.Length; month++)
        {
            foreach (var name in ThaiMonths[month])
            {
                if (text.Contains(name, StringComparison.Ordinal))
                {
                    return text.Replace(name, $" {CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[month]} ", StringComparison.Ordinal);
                }
            }
        }

        return text;
    }

    private static string Arabic(string text)
    {
        if (!text.Any(one => one is >= '๐' and <= '๙'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var one in text)
        {
            plain.Append(one is >= '๐' and <= '๙' ? (char)('0' + one - '๐') : one);
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"^\s*(?:ปี\s*)?(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|B\.?E\.?|A\.?D\.?|C\.?E\.?)?\s*(?<year>[0-9]{4}|[0-9]{2})(?:\.0+)?\s*(?:B\.?E\.?|A\.?D\.?|C\.?E\.?)?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex YearForm();

    [GeneratedRegex(@"(?<![0-9])(?:2[4-7][0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex BuddhistYear();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"บาท|฿|THB|baht", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Currency();
}
