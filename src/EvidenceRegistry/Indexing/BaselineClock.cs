using System.Globalization;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Lets datasets grow old: whether one can serve as a baseline depends on the year it is now, so at each turn of the year (and where a clock is
/// set back) the datasets whose last year of data crosses the limit get a new revision and with it their outbox row. The year of the last sweep is kept.
/// </summary>
public sealed class BaselineClock(RegistryDbs dbs, TimeProvider time, ILogger<BaselineClock> log) : BackgroundService
{
    private const string Mark = "baselines-swept-in";

    // One writing holds up all others in SQLite; so many records take some tens of milliseconds.
    private const int Portion = 200;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Touches every dataset whose answer is another one than in the year of the last sweep.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var year = ReadingClass.Today(time).Year;
        await using var db = dbs.Open();
        var mark = await db.Settings.FirstOrDefaultAsync(s => s.Name == Mark, cancel);
        var last = mark is null ? year : int.Parse(mark.Value, CultureInfo.InvariantCulture);
        var (from, to) = (Math.Min(last, year) - DatasetFitness.RecentYears, Math.Max(last, year) - DatasetFitness.RecentYears);
        var ids = await db.Records.Where(r => r.Kind == RecordKind.Dataset && r.State != RecordState.Removed && r.Year >= from && r.Year < to)
            .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancel);
        foreach (var portion in ids.Chunk(Portion))
        {
            await using var one = dbs.Open();
            await using var scope = await one.BeginWriteAsync(cancel);
            await one.Records.Where(r => portion.Contains(r.Id)).ForEachAsync(record => record.Revision++, cancel);
            await one.SaveChangesAsync(cancel);
            await scope.CommitAsync(cancel);
        }

        if (mark is null)
        {
            db.Settings.Add(mark = new Setting { Name = Mark, Value = "" });
        }

        // Last, so that a stop in between repeats and loses nothing.
        mark.Value = year.ToString(CultureInfo.InvariantCulture);
        await db.SaveChangesAsync(cancel);
        return ids.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "Datasets that grew old could not be swept; tried again within the hour.");
            }

            await Task.Delay(LookAgainAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
