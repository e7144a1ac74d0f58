using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// A dry run: each batch is taken as it would be, and the writing is undone. Entries that an earlier batch would have made are
/// remembered by a hash, so that the report is the one the real run would give.
/// </summary>
internal sealed class ImportTrial(RegistryDbs dbs)
{
    private readonly Dictionary<(string Source, string SourceId), string?> _seen = [];

    /// <summary>One that knows what the parts of the report already tell of.</summary>
    public static async Task<ImportTrial> AfterAsync(RegistryDbs dbs, string jobId, CancellationToken cancel)
    {
        var trial = new ImportTrial(dbs);
        await foreach (var lines in JobReport.ReadAsync(dbs, jobId, cancel))
        {
            foreach (var line in lines.Where(l => l is { Outcome: not ReportLine.Refused, Source: not null, SourceId: not null }))
            {
                trial._seen[(line.Source!, line.SourceId!)] = null;
            }
        }

        return trial;
    }

    public async Task<IReadOnlyList<ReportLine>> TakeAsync(
        Func<RegistryDb, Task<IReadOnlyList<ReportLine>>> take, int actorId, ImportBatch batch, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var lines = await take(db);
        return [.. lines.Select((line, at) => Corrected(line, batch.Lines[at]))];
    }

    private ReportLine Corrected(ReportLine line, ImportLine entry)
    {
        if (entry.Item is not { } item || line.Outcome == ReportLine.Refused)
        {
            return line;
        }

        var key = (item.Draft.Source, item.Draft.SourceId);
        var met = _seen.TryGetValue(key, out var before);
        _seen[key] = item.SentHash;

        // Ids of records that were undone mean nothing to anybody.
        return line.Outcome != "created" ? line
            : line with { Id = null, Outcome = !met ? "created" : before == item.SentHash && before is not null ? "unchanged" : "updated" };
    }
}
