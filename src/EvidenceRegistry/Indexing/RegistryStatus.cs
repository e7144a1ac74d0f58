using System.Reflection;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>What runs, how much there is, what waits and what went wrong, for the API and the page alike.</summary>
internal static class RegistryStatus
{
    private const int MostPoisonShown = 100;

    private static readonly string Version =
        typeof(RegistryStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <param name="role">Of the reader: words of records and facts of the machine are not for everybody.</param>
    public static async Task<StatusView> ReadAsync(RegistryDbs dbs, FileStore files, IEvidenceIndex? index, IndexFeed? feed, OldestChange oldest, Role role, CancellationToken cancel)
    {
        // Before a connection is taken: the search server may keep whoever asks it waiting.
        var engine = await IndexAsync(index, cancel);
        await using var db = dbs.Open();
        var trusted = role is Role.Curator or Role.Admin;
        var staff = trusted || role == Role.Harvester;
        return new StatusView(
            Version,
            new EnginesView(dbs.Embedded ? "sqlite" : "postgresql", await VersionAsync(db, cancel), engine),
            await RecordsAsync(db, cancel),
            new FeedView(
                await db.Outbox.CountAsync(o => !o.Poisoned, cancel),
                await db.Outbox.CountAsync(o => !o.Poisoned && o.Attempts > 0, cancel),
                await db.Outbox.CountAsync(o => o.Poisoned, cancel),
                Math.Round(oldest.Waited.TotalSeconds, 1),
                staff ? feed?.Trouble : null),
            await ReadingsAsync(db, cancel),
            trusted
                ? await db.Outbox.AsNoTracking().Where(o => o.Poisoned || o.Attempts > 0).OrderBy(o => o.Id).Take(MostPoisonShown)
                    .Select(o => new PoisonView(o.RecordId, o.Attempts, o.Error, o.NextTry)).ToListAsync(cancel)
                : null,
            staff ? files.Space() : null,
            staff && await db.Jobs.AsNoTracking().Where(j => j.Kind == IndexRebuild.KindName).OrderByDescending(j => j.CreatedAt).FirstOrDefaultAsync(cancel) is { } rebuild ? JobView.Of(rebuild) : null);
    }

    /// <summary>Said by the connection, which stays open for what is asked next.</summary>
    private static async Task<string> VersionAsync(RegistryDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        return db.Database.GetDbConnection().ServerVersion;
    }

    private static async Task<IndexEngineView?> IndexAsync(IEvidenceIndex? index, CancellationToken cancel)
    {
        if (index is null)
        {
            return null;
        }

        try
        {
            var state = await index.StateAsync(cancel);
            var engine = index.GetType().Name.StartsWith("Elastic", StringComparison.Ordinal) ? "elasticsearch" : "lucene";
            return new IndexEngineView(engine, state.EngineVersion, state.Generation, state.AnalysisVersion, state.Records, state.Pages, state.Bytes);
        }
        catch (IndexUnavailableException)
        {
            return null;
        }
    }

    private static async Task<RecordCountsView> RecordsAsync(RegistryDb db, CancellationToken cancel)
    {
        var counts = await db.Records.GroupBy(r => new { r.Kind, r.State, r.Sample })
            .Select(g => new { g.Key.Kind, g.Key.State, g.Key.Sample, Count = g.Count() }).ToListAsync(cancel);
        var shown = counts.Where(c => c.State is RecordState.Live or RecordState.Quarantined).ToList();
        return new RecordCountsView(
            shown.Where(c => c.Kind == RecordKind.Study).Sum(c => c.Count),
            shown.Where(c => c.Kind == RecordKind.Dataset).Sum(c => c.Count),
            shown.Where(c => c.State == RecordState.Quarantined).Sum(c => c.Count),
            counts.Sum(c => c.Count) - shown.Sum(c => c.Count),
            shown.Where(c => c.Sample).Sum(c => c.Count));
    }

    private static async Task<ReadingCountsView> ReadingsAsync(RegistryDb db, CancellationToken cancel)
    {
        var counts = await db.Readings.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return new ReadingCountsView(
            counts.GetValueOrDefault(ReadingState.Queued), counts.GetValueOrDefault(ReadingState.Running),
            counts.GetValueOrDefault(ReadingState.Read), counts.GetValueOrDefault(ReadingState.Failed));
    }
}
