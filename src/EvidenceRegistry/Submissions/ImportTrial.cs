using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// A dry run: each batch is taken as it would be, and the writing is undone. Entries that an earlier batch would have made are
/// remembered by two hashes of 16 bytes each, so that the report is the one the real run would give.
/// </summary>
internal sealed class ImportTrial(RegistryDbs dbs)
{
    /// <summary>Address → what it was last sent as; 0 where the parts of the report do not say.</summary>
    private readonly Dictionary<UInt128, UInt128> _seen = [];

    /// <summary>One that knows what the parts of the report already tell of.</summary>
    public static async Task<ImportTrial> AfterAsync(RegistryDbs dbs, string jobId, CancellationToken cancel)
    {
        var trial = new ImportTrial(dbs);
        await foreach (var lines in JobReport.ReadAsync(dbs, jobId, cancel))
        {
            foreach (var line in lines.Where(l => l is { Outcome: not ReportLine.Refused, Source: not null, SourceId: not null }))
            {
                trial._seen[Short($"{line.Source}\n{line.SourceId}")] = 0;
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

        var (key, sent) = (Short($"{item.Draft.Source}\n{item.Draft.SourceId}"), Short(item.SentHash ?? ""));
        var met = _seen.TryGetValue(key, out var before);
        _seen[key] = sent;

        // Ids of records that were undone mean nothing to anybody.
        return line.Outcome != "created" ? line
            : line with { Id = null, Outcome = !met ? "created" : before == sent && item.SentHash is not null ? "unchanged" : "updated" };
    }

    private static UInt128 Short(string text) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
