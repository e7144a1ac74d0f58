using System.Globalization;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Access;

/// <summary>Dates and years for people; never by the culture of the machine.</summary>
public static class ReaderDates
{
    private static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    private static readonly string[] Thai = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    public static string Year(int? year, string language) =>
        year is not { } known ? "" : (language == "en" ? known : known + DraftLimits.BuddhistOffset).ToString(CultureInfo.InvariantCulture);

    /// <summary>The last second of a day in Bangkok: what people mean by a last day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.ToDateTime(new TimeOnly(23, 59, 59)), Bangkok);

    /// <summary>Day, month in letters, year: never to be mistaken. An instant is shown as in Bangkok.</summary>
    public static string Day(DateTime? at, string language)
    {
        if (at is not { } instant)
        {
            return "";
        }

        var here = instant.Kind == DateTimeKind.Utc ? instant + Bangkok : instant;
        return language == "en"
            ? here.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{here.Day} {Thai[here.Month - 1]} {here.Year + DraftLimits.BuddhistOffset}");
    }

    /// <summary>The day and the minute, as in Bangkok.</summary>
    public static string Moment(DateTime at, string language)
    {
        var here = at.Kind == DateTimeKind.Utc ? at + Bangkok : at;
        return string.Create(CultureInfo.InvariantCulture, $"{Day(at, language)} {here:HH:mm}{(language == "en" ? "" : " น.")}");
    }
}
