using System.Globalization;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>Politeness towards one source: so many requests a second, none in its pause window.</summary>
internal sealed class HarvestPace(HarvestSource source, TimeProvider time)
{
    private readonly Lock _turns = new();
    private DateTimeOffset _next;

    /// <summary>Returns when the next request may start.</summary>
    public Task TurnAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (PauseWindow.Read(source.PauseWindow)?.Left(now) is { } left && left > TimeSpan.Zero)
        {
            throw new PortalException(PortalFault.Paused, $"until {now + left:u}", left);
        }

        DateTimeOffset turn;
        lock (_turns)
        {
            turn = _next > now ? _next : now;
            _next = turn + TimeSpan.FromSeconds(1 / source.RequestsPerSecond);
        }

        return WaitAsync(turn - now, cancel);
    }

    public Task WaitAsync(TimeSpan left, CancellationToken cancel) => left > TimeSpan.Zero ? Task.Delay(left, time, cancel) : Task.CompletedTask;
}

/// <summary>Hours of a Thai day in which a source is left alone; may reach over midnight.</summary>
internal sealed record PauseWindow(TimeSpan From, TimeSpan To)
{
    /// <summary>Null where the text is none.</summary>
    public static PauseWindow? Read(string? text) =>
        text?.Split('-') is [var from, var to] && Hour(from) is { } start && Hour(to) is { } end && start != end ? new PauseWindow(start, end) : null;

    public TimeSpan Left(DateTimeOffset now)
    {
        var day = now.ToOffset(Cron.ThaiTime).TimeOfDay;
        var inside = From < To ? day >= From && day < To : day >= From || day < To;
        return inside ? (To - day + TimeSpan.FromDays(To <= day ? 1 : 0)) : TimeSpan.Zero;
    }

    private static TimeSpan? Hour(string text) => TimeSpan.TryParseExact(text.Trim(), @"hh\:mm", CultureInfo.InvariantCulture, out var hour) ? hour : null;
}
