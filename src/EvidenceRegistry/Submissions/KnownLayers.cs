using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>What is known of the layers that a batch of drafts speaks of, asked in few questions however many drafts there are.</summary>
internal sealed class KnownLayers(RegistryDb db)
{
    private readonly Dictionary<DraftAddress, KnownLayer> _layers = [];
    private readonly Dictionary<string, Record> _records = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    public async Task LookAsync(IReadOnlyList<DraftAddress> addresses, CancellationToken cancel)
    {
        foreach (var group in addresses.GroupBy(a => a.Source, StringComparer.Ordinal))
        {
            var source = group.Key;
            var ids = group.Select(a => a.SourceId).Distinct().ToList();
            var found = await db.Origins.AsNoTracking().Where(o => o.Source == source && ids.Contains(o.SourceId))
                .Join(db.Records, o => o.RecordId, r => r.Id, (o, r) => new { o.SourceId, Layer = new KnownLayer(o.Id, r.Id, o.SentHash, r.State, r.Overlay != null, o.ActorId, o.AgencyNumber) })
                .ToListAsync(cancel);
            found.ForEach(f => _layers[new DraftAddress(source, f.SourceId)] = f.Layer);
        }
    }

    public KnownLayer? Of(DraftAddress address) => _layers.GetValueOrDefault(address);

    /// <summary>Loads, with everything their content is computed from, the records that will be looked at closely.</summary>
    public async Task LoadAsync(IEnumerable<string> recordIds, CancellationToken cancel)
    {
        var wanted = recordIds.Where(id => !_records.ContainsKey(id)).Distinct().ToList();
        if (wanted.Count > 0)
        {
            await Intake.Loading(db.Records.Where(r => wanted.Contains(r.Id))).ForEachAsync(r => _records[r.Id] = r, cancel);
        }
    }

    /// <summary>
    /// The record of a layer for a change. One that this batch has changed already is saved first, so that each draft makes a version of its own,
    /// as it would alone.
    /// </summary>
    public async Task<Record> RecordAsync(string recordId, CancellationToken cancel)
    {
        if (_touched.Contains(recordId))
        {
            await db.SaveChangesAsync(cancel);
        }

        await LoadAsync([recordId], cancel);
        return _records[recordId];
    }

    /// <summary>The layer as a draft of this batch made or changed it: what the next one meets.</summary>
    public void Stands(Record record, Origin origin)
    {
        _layers[new DraftAddress(origin.Source, origin.SourceId)] = new KnownLayer(origin.Id, record.Id, origin.SentHash, record.State, record.Overlay is not null, origin.ActorId, origin.AgencyNumber);
        _touched.Add(record.Id);
    }
}

/// <param name="Overlaid">A curator has laid words over the record.</param>
internal sealed record KnownLayer(string OriginId, string RecordId, string? SentHash, RecordState State, bool Overlaid, int ActorId, int? AgencyNumber);
