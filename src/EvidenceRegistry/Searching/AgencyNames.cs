using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>
/// Names of agencies that records name, for completion. Read again at most once a minute, and once for all who ask meanwhile: distinct names cost a walk
/// over all records.
/// </summary>
internal sealed class AgencyNames(RegistryDbs dbs, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private Task<IReadOnlyList<string>>? _names;
    private DateTimeOffset _readAt;

    public Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel)
    {
        lock (_turn)
        {
            var now = time.GetUtcNow();
            if (_names is null or { IsFaulted: true } || now - _readAt >= Kept)
            {
                // For nobody in particular: whoever began it may have gone before it is read.
                (_names, _readAt) = (Task.Run(ReadAsync, CancellationToken.None), now);
            }

            return _names.WaitAsync(cancel);
        }
    }

    private async Task<IReadOnlyList<string>> ReadAsync()
    {
        await using var db = dbs.Open();
        return await db.Records.AsNoTracking()
            .Where(r => (r.State == RecordState.Live || r.State == RecordState.Quarantined) && r.Agency != null)
            .GroupBy(r => r.Agency!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key)
            .ToListAsync(CancellationToken.None);
    }
}
