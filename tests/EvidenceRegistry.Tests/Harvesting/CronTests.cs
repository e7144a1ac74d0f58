using EvidenceRegistry.Harvesting;

namespace EvidenceRegistry.Tests.Harvesting;

public sealed class CronTests
{
    // A Monday, 10:00 in Thailand.
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30 2 * * *", "2026-11-03T02:30:00+07:00")]
    [InlineData("*/15 * * * *", "2026-11-02T10:15:00+07:00")]
    [InlineData("0 10 * * *", "2026-11-03T10:00:00+07:00")]
    [InlineData("0 3 1 * *", "2026-12-01T03:00:00+07:00")]
    [InlineData("0 3 * * 0", "2026-11-08T03:00:00+07:00")]
    [InlineData("0 3 * * 7", "2026-11-08T03:00:00+07:00")]
    [InlineData("0 22-23/1 * * 1-5", "2026-11-02T22:00:00+07:00")]
    [InlineData("0 3 29 2 *", "2028-02-29T03:00:00+07:00")]
    [InlineData("0 3 13 * 5", "2026-11-06T03:00:00+07:00")]
    [InlineData("0 22-2 * * *", "2026-11-02T22:00:00+07:00")]
    [InlineData("5,35 9,11 * * *", "2026-11-02T11:05:00+07:00")]
    public void The_next_time_is_the_one_that_is_meant_in_Thailand(string schedule, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), Cron.Read(schedule)!.Next(Now));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("0 3 * * 8")]
    [InlineData("0 3 0 * *")]
    public void What_is_no_schedule_is_none(string schedule) => Assert.Null(Cron.Read(schedule));

    [Fact]
    public void A_day_that_never_comes_has_no_next_time() => Assert.Null(Cron.Read("0 0 31 2 *")!.Next(Now));

    [Theory]
    [InlineData("08:00-18:00", 8.0)]
    [InlineData("22:00-06:00", 0.0)]
    [InlineData("09:59-10:01", 1 / 60.0)]
    [InlineData("23:00-10:30", 0.5)]
    public void A_pause_window_tells_how_long_it_still_lasts(string window, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours).TotalMinutes, PauseWindow.Read(window)!.Left(Now).TotalMinutes, 6);
}
