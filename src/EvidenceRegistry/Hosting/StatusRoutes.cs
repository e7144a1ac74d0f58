using System.Reflection;
using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Hosting;

internal static class StatusRoutes
{
    private const int MostPoisonShown = 100;

    private static readonly string Version =
        typeof(StatusRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        var settings = app.ServiceProvider.GetRequiredService<RegistrySettings>();
        var status = app.MapGet("/api/v1/status", StatusAsync).WithTags("Operation").WithName("status")
            .WithSummary("Engines in use, version, records, feed lag, poison rows");
        if (!settings.Registry.PublicStatus)
        {
            status.Needs();
        }
    }

    private static async Task<Ok<StatusView>> StatusAsync(HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var trusted = http.Caller().Role is Role.Curator or Role.Admin;
        return TypedResults.Ok(new StatusView(
            Version,
            new EnginesView(dbs.Embedded ? "sqlite" : "postgresql", await IndexAsync(http.RequestServices.GetService<IEvidenceIndex>(), cancel)),
            await RecordsAsync(db, cancel),
            new FeedView(
                await db.Outbox.CountAsync(o => !o.Poisoned, cancel),
                await db.Outbox.CountAsync(o => !o.Poisoned && o.Attempts > 0, cancel),
                await db.Outbox.CountAsync(o => o.Poisoned, cancel)),
            await ReadingsAsync(db, cancel),
            trusted
                ? await db.Outbox.AsNoTracking().Where(o => o.Poisoned || o.Attempts > 0).OrderBy(o => o.Id).Take(MostPoisonShown)
                    .Select(o => new PoisonView(o.RecordId, o.Attempts, o.Error, o.NextTry)).ToListAsync(cancel)
                : null));
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
            return new IndexEngineView(engine, state.Generation, state.AnalysisVersion, state.Records, state.Pages, state.Bytes);
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
