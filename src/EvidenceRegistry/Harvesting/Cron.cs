using Cronos;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Five fields: minute, hour, day of month, month, day of week (0 or 7 is Sunday), in Thai time. As in POSIX crontab, where both days are
/// restricted either will do; Cronos wants both, so such a schedule is two, and the earlier time counts.
/// </summary>
internal sealed class Cron
{
    public static readonly TimeSpan ThaiTime = TimeSpan.FromHours(7);

    private const int Fields = 5, Day = 2, Weekday = 4;

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("Thai time", ThaiTime, "Thai time", "Thai time");

    private readonly CronExpression[] _either;

    private Cron(params CronExpression[] either) => _either = either;

    /// <summary>Null where the text is none.</summary>
    public static Cron? Read(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != Fields || !CronExpression.TryParse(string.Join(' ', parts), out var whole))
        {
            return null;
        }

        return parts[Day].StartsWith('*') || parts[Weekday].StartsWith('*') ? new Cron(whole) : new Cron(Without(parts, Day), Without(parts, Weekday));
    }

    /// <summary>The first time after <paramref name="after"/>; null where none ever comes (31 February).</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _either.Select(one => one.GetNextOccurrence(after, Zone)).Min();

    private static CronExpression Without(string[] parts, int field) =>
        CronExpression.Parse(string.Join(' ', parts.Select((part, at) => at == field ? "*" : part)));
}
