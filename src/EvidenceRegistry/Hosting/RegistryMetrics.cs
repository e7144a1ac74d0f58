using System.Diagnostics.Metrics;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Hosting;

/// <summary>What waits and what went wrong, counted in the database every quarter of a minute, so that being watched costs no request anything.</summary>
public sealed class RegistryMetrics : BackgroundService
{
    public const string Meter = "EvidenceRegistry";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly RegistryDbs _dbs;
    private readonly TaggingOptions _tagging;
    private readonly TimeProvider _time;
    private readonly ILogger<RegistryMetrics> _log;
    private readonly OldestChange _oldest;
    private Sample _last = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public RegistryMetrics(RegistryDbs dbs, IndexFeed feed, OldestChange oldest, TaggingOptions tagging, TimeProvider time, ILogger<RegistryMetrics> log, IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(meters);
        (_dbs, _oldest, _tagging, _time, _log) = (dbs, oldest, tagging, time, log);
        var meter = meters.Create(Meter);
        meter.CreateObservableGauge("registry.records", () => _last.Records, "{record}", "Studies and datasets that can be found");
        meter.CreateObservableGauge("registry.quarantined", () => _last.Quarantined, "{record}", "Vanished at their source, still found");
        meter.CreateObservableGauge("registry.feed.pending", () => _last.Pending, "{row}", "Changes that the index does not show yet");
        meter.CreateObservableGauge("registry.feed.retrying", () => _last.Retrying, "{row}", "Of these, tried and failed at least once");
        meter.CreateObservableGauge("registry.feed.oldest", () => oldest.Waited.TotalSeconds, "s", "Since the oldest change that the index does not show yet was first seen to wait, by this process");
        meter.CreateObservableGauge("registry.feed.failing", () => feed.Trouble is null ? 0 : 1, null, "1 where this process writes the index and could not at the last try");
        meter.CreateObservableGauge("registry.feed.poisoned", () => _last.Poisoned, "{row}", "Set aside after too many tries");
        meter.CreateObservableGauge("registry.index.settled", () => feed.Settled ? 1 : 0, null, "1 where this process writes the index, nothing waits and no young segments are left to join");
        meter.CreateObservableGauge("registry.readings.waiting", () => _last.Readings, "{file}", "Files whose text is waiting or being read");
        meter.CreateObservableGauge("registry.tags.due", () => _last.TagsDue, "{record}", "Records whose tags are to be proposed");
        meter.CreateObservableGauge("registry.sketches.due", () => _last.SketchesDue, "{record}", "Records that are to be compared with others");
        meter.CreateObservableGauge("registry.jobs.unfinished", () => _last.Jobs, "{job}", "Jobs that wait or run");
        meter.CreateObservableGauge("registry.sources.failing", () => _last.Failing, "{source}", "Harvest sources whose last tries failed");
    }

    /// <summary>Counts now; for the watch and for tests.</summary>
    public async Task SampleAsync(CancellationToken cancel)
    {
        await using var db = _dbs.Open();
        _last = new Sample(
            await db.Records.LongCountAsync(r => r.State == RecordState.Live || r.State == RecordState.Quarantined, cancel),
            await db.Records.LongCountAsync(r => r.State == RecordState.Quarantined, cancel),
            await db.Outbox.LongCountAsync(o => !o.Poisoned, cancel),
            await db.Outbox.LongCountAsync(o => !o.Poisoned && o.Attempts > 0, cancel),
            await db.Outbox.LongCountAsync(o => o.Poisoned, cancel),
            await db.Readings.LongCountAsync(r => r.State == ReadingState.Queued || r.State == ReadingState.Running, cancel),
            _tagging.Enabled ? await db.TagsDue.LongCountAsync(cancel) : 0,
            await db.SketchesDue.LongCountAsync(cancel),
            await db.Jobs.LongCountAsync(j => j.State == JobState.Queued || j.State == JobState.Running, cancel),
            await db.HarvestSources.LongCountAsync(s => s.Failures > 0, cancel));
        _oldest.See(await db.Outbox.Where(o => !o.Poisoned).MinAsync(o => (long?)o.Id, cancel));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SampleAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _log.LogWarning(e, "The figures of /metrics could not be counted; the last ones stand");
            }

            await Task.Delay(Every, _time, stoppingToken);
        }
    }

    private sealed record Sample(long Records, long Quarantined, long Pending, long Retrying, long Poisoned, long Readings, long TagsDue, long SketchesDue, long Jobs, long Failing);
}
