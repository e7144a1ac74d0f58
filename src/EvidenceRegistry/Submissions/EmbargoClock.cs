using System.Globalization;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Lets embargoes end: at start, and at each midnight in Thailand, records whose embargo ended since the last sweep get a new
/// revision and with it their outbox row. The day of the last sweep is kept. Where a clock set back shows that the last sweep
/// stood in a false future, the embargoes that seemed over in between hold again and are swept anew when they end: none is
/// lost, and one met twice costs an outbox row.
/// </summary>
public sealed class EmbargoClock(RegistryDbs dbs, TimeProvider time, ILogger<EmbargoClock> log) : BackgroundService
{
    private const string Mark = "embargoes-swept-to";

    // One writing holds up all others in SQLite; so many records take some tens of milliseconds.
    private const int Portion = 200;

    // After midnight by a little, so that a timer that fires early does not meet yesterday.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    // The clock of the machine may be set while we wait; an hour bounds how late that is seen.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Touches every record with an embargo that ended after the last sweep, up to today.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var today = ReadingClass.Today(time);
        await using var db = dbs.Open();
        var mark = await db.Settings.FirstOrDefaultAsync(s => s.Name == Mark, cancel);
        var last = mark is null ? DateOnly.MinValue : DateOnly.ParseExact(mark.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (today == last)
        {
            return 0;
        }

        var (from, to) = today > last ? (last, today) : (today, last);
        var ids = await db.Records
            .Where(r => r.State != RecordState.Removed
                && ((r.Access == AccessRights.Embargoed && r.EmbargoUntil > from && r.EmbargoUntil <= to)
                    || r.Files.Any(f => f.RemovedAt == null && f.Access == AccessRights.Embargoed && f.EmbargoUntil > from && f.EmbargoUntil <= to)))
            .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        foreach (var portion in ids.Chunk(Portion))
        {
            await TouchAsync(portion, narrowing: today < last, cancel);
        }

        // Last, so that a stop in between repeats and loses nothing.
        await KeepAsync(today, cancel);
        return ids.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var ended = await SweepAsync(stoppingToken);
                if (ended > 0)
                {
                    log.LogInformation("Embargoes ended for {Count} records.", ended);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "Ended embargoes could not be swept; tried again within the hour.");
            }

            await Task.Delay(UntilNextDay(time.GetUtcNow()), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan UntilNextDay(DateTimeOffset now)
    {
        var tomorrow = new DateTimeOffset(ReadingClass.DayOf(now).AddDays(1).ToDateTime(TimeOnly.MinValue), ReadingClass.Bangkok);
        var wait = tomorrow - now + Slack;
        return wait < LongestWait ? wait : LongestWait;
    }

    private async Task TouchAsync(string[] ids, bool narrowing, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var scope = await db.BeginWriteAsync(cancel);
        foreach (var record in await db.Records.Where(r => ids.Contains(r.Id)).ToListAsync(cancel))
        {
            record.Revision++;
        }

        await db.SaveChangesAsync(cancel);
        foreach (var row in db.Outbox.Local)
        {
            row.Narrowing = narrowing;
        }

        await db.SaveChangesAsync(cancel);
        await scope.CommitAsync(cancel);
    }

    private async Task KeepAsync(DateOnly today, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var mark = await db.Settings.FirstOrDefaultAsync(s => s.Name == Mark, cancel);
        if (mark is null)
        {
            db.Settings.Add(mark = new Setting { Name = Mark, Value = "" });
        }

        mark.Value = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await db.SaveChangesAsync(cancel);
    }
}
