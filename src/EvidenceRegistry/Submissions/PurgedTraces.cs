using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>What imports, harvests and merges keep of records beside the records themselves, taken away with a purge.</summary>
internal static class PurgedTraces
{
    /// <summary>
    /// Reports keep their lines and lose what those lines quote; steps of harvests lose the layer of before, links between merged records
    /// the words laid over them, datasets what was read of their resources.
    /// </summary>
    /// <returns>
    /// SHA-256 of the bulk files to delete: those whose report tells of a record, and those of imports that were cancelled or failed, which
    /// nothing reads again and whose unread part nobody knows. A job that still reads one comes to its end, or fails when it has to open it again.
    /// </returns>
    public static async Task<IReadOnlyList<string>> TakeAsync(RegistryDb db, IReadOnlyList<Record> records, CancellationToken cancel)
    {
        var ids = records.Select(r => r.Id).ToList();
        foreach (var step in await db.HarvestSteps.Where(s => s.RecordId != null && ids.Contains(s.RecordId) && s.Before != null).ToListAsync(cancel))
        {
            var before = JsonNode.Parse(step.Before!)!.AsObject();
            before.Remove("content");
            (step.Before, step.Name) = (before.ToJsonString(JsonColumn.Options), "");
        }

        foreach (var pair in await db.DuplicatePairs.Where(p => p.Merged != null && (ids.Contains(p.First) || ids.Contains(p.Second))).ToListAsync(cancel))
        {
            pair.Merged = pair.Merged! with { Overlay = null, Laid = null, Renamed = [] };
        }

        db.ResourceChecks.RemoveRange(await db.ResourceChecks.Where(c => ids.Contains(c.RecordId)).ToListAsync(cancel));
        return await ReportsAsync(db, records, cancel);
    }

    private static async Task<List<string>> ReportsAsync(RegistryDb db, IReadOnlyList<Record> records, CancellationToken cancel)
    {
        var ids = records.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var addresses = records.SelectMany(r => r.Origins).Select(o => (o.Source, o.SourceId)).ToHashSet();
        var bulkFiles = new List<string>();
        foreach (var job in await db.Jobs.AsNoTracking().Where(j => j.Kind == ImportOrder.Kind).Select(j => new { j.Id, j.State, j.Input }).ToListAsync(cancel))
        {
            var told = await JobReport.RewriteAsync(db, job.Id, line => TellsOf(line, ids, addresses) ? line.Bare() : null, cancel);
            if (told || job.State is JobState.Cancelled or JobState.Failed)
            {
                bulkFiles.Add(ImportOrder.Of(job.Input!).Sha256);
            }
        }

        return bulkFiles;
    }

    /// <summary>By id or address; a line in which no address could be read, by a source id that stands in it.</summary>
    private static bool TellsOf(ReportLine line, HashSet<string> ids, HashSet<(string Source, string SourceId)> addresses) =>
        (line.Id is not null && ids.Contains(line.Id))
        || (line is { Source: not null, SourceId: not null }
            ? addresses.Contains((line.Source, line.SourceId))
            : line.Raw is { } raw && addresses.Any(a => raw.Contains(a.SourceId, StringComparison.Ordinal)));

    /// <summary>Before a report is written: lines that speak of a record purged earlier quote nothing, whatever became of them.</summary>
    public static async Task BareAsync(RegistryDb db, ReportLine[] told, CancellationToken cancel)
    {
        foreach (var quoting in told.Select((Line, At) => (Line, At)).Where(l => l.Line is { Raw: not null, Source: not null, SourceId: not null }).GroupBy(l => l.Line.Source!))
        {
            var ids = quoting.Select(l => l.Line.SourceId!).Distinct().ToList();
            var removed = await db.Origins.AsNoTracking().Where(o => o.Source == quoting.Key && ids.Contains(o.SourceId))
                .Join(db.Records.Where(r => r.State == RecordState.Removed), o => o.RecordId, r => r.Id, (o, r) => new { o.SourceId, r.Tombstone }).ToListAsync(cancel);
            var purged = removed.Where(r => r.Tombstone is { Purged: true }).Select(r => r.SourceId).ToHashSet(StringComparer.Ordinal);
            foreach (var (line, at) in quoting.Where(l => purged.Contains(l.Line.SourceId!)))
            {
                told[at] = line.Bare();
            }
        }
    }

    /// <summary>The bulk file of an import that met a purged record goes with the import's end, unless something else needs the same bytes.</summary>
    public static async Task ForgetAsync(RegistryDbs dbs, FileStore store, string jobId, string sha256, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.BytesAloneAsync(db, sha256, cancel);
        if (!await db.Files.AnyAsync(f => f.Sha256 == sha256, cancel)
            && !await db.Jobs.AnyAsync(j => j.Id != jobId && j.Kind == ImportOrder.Kind && j.EndedAt == null && j.Input!.Contains(sha256), cancel))
        {
            store.Delete(sha256);
        }
    }
}
