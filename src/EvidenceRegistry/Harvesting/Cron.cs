using System.Globalization;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Five fields: minute, hour, day of month, month, day of week (0 or 7 is Sunday), with <c>*</c>, lists, ranges and steps, in Thai time. As in
/// POSIX crontab, where both days are restricted either will do.
/// </summary>
internal sealed class Cron
{
    public static readonly TimeSpan ThaiTime = TimeSpan.FromHours(7);

    private static readonly (int Low, int High)[] Bounds = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

    private readonly bool[][] _fields;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private Cron(bool[][] fields, bool anyDay, bool anyWeekday) => (_fields, _anyDay, _anyWeekday) = (fields, anyDay, anyWeekday);

    /// <summary>Null where the text is none.</summary>
    public static Cron? Read(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != Bounds.Length)
        {
            return null;
        }

        var fields = new bool[Bounds.Length][];
        for (var at = 0; at < parts.Length; at++)
        {
            fields[at] = new bool[Bounds[at].High + 1];
            if (!parts[at].Split(',').All(part => Set(fields[at], part, Bounds[at].Low, Bounds[at].High)))
            {
                return null;
            }
        }

        fields[4][0] |= fields[4][7];
        return new Cron(fields, parts[2].StartsWith('*'), parts[4].StartsWith('*'));
    }

    /// <summary>The first time after <paramref name="after"/>; null where none comes within five years (31 February).</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var local = after.ToOffset(ThaiTime);
        var at = new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, ThaiTime).AddMinutes(1);
        for (var last = at.AddYears(5); at < last;)
        {
            if (!_fields[3][at.Month] || !Day(at))
            {
                at = new DateTimeOffset(at.Year, at.Month, at.Day, 0, 0, 0, ThaiTime).AddDays(1);
            }
            else if (!_fields[1][at.Hour])
            {
                at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, ThaiTime).AddHours(1);
            }
            else if (!_fields[0][at.Minute])
            {
                at = at.AddMinutes(1);
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    private bool Day(DateTimeOffset at)
    {
        var (day, weekday) = (_fields[2][at.Day], _fields[4][(int)at.DayOfWeek]);
        return _anyDay || _anyWeekday ? day && weekday : day || weekday;
    }

    private static bool Set(bool[] field, string part, int low, int high)
    {
        var (range, step) = part.Split('/') switch
        {
            [var whole] => (whole, 1),
            [var whole, var by] when Number(by) is > 0 and { } every => (whole, every),
            _ => ("", 0),
        };
        var (from, to) = range == "*" ? (low, high == 7 ? 6 : high) : range.Split('-') switch
        {
            [var one] when Number(one) is { } single => (single, part.Contains('/') ? high : single),
            [var first, var last] when Number(first) is { } start && Number(last) is { } end => (start, end),
            _ => (1, 0),
        };
        if (step == 0 || from < low || to > high || from > to)
        {
            return false;
        }

        for (var at = from; at <= to; at += step)
        {
            field[at] = true;
        }

        return true;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
