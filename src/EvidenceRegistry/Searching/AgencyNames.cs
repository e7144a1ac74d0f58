using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>Names of agencies that records name, for completion. Read again at most once a minute: distinct names cost a walk over all records.</summary>
internal sealed class AgencyNames(RegistryDbs dbs, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private (DateTimeOffset ReadAt, IReadOnlyList<string> Names)? _last;

    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.ReadAt < Kept)
        {
            return last.Names;
        }

        await using var db = dbs.Open();
        var names = await db.Records.AsNoTracking()
            .Where(r => (r.State == RecordState.Live || r.State == RecordState.Quarantined) && r.Agency != null)
            .GroupBy(r => r.Agency!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key)
            .ToListAsync(cancel);
        _last = (now, names);
        return names;
    }
}
