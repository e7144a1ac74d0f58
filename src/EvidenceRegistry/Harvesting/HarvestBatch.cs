using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>What stood before a step, so that an undo can bring it back.</summary>
/// <param name="Entry">Null where the dataset was not known.</param>
/// <param name="Content">The layer; null where there was none, or where it is not touched.</param>
internal sealed record HarvestBefore(HarvestEntry? Entry, RecordState? State, Tombstone? Tombstone, DateTime? QuarantinedAt, RecordContent? Content);

/// <summary>One transaction's steps at work.</summary>
internal sealed class HarvestBatch
{
    private readonly RegistryDb _db;
    private readonly HarvestPlan _plan;
    private readonly HarvestSource _source;
    private readonly FetchedSteps _fetched;
    private readonly Dictionary<string, HarvestEntry> _entries;
    private readonly Dictionary<string, (Origin Origin, RecordState State, Tombstone? Tombstone)> _layers;
    private readonly Dictionary<string, string> _elsewhere;

    private HarvestBatch(
        RegistryDb db, HarvestPlan plan, HarvestSource source, FetchedSteps fetched, List<HarvestStep> steps, Dictionary<string, HarvestEntry> entries,
        Dictionary<string, (Origin, RecordState, Tombstone?)> layers, Dictionary<string, string> elsewhere)
    {
        (_db, _plan, _source, _fetched, Steps, _entries, _layers, _elsewhere) = (db, plan, source, fetched, steps, entries, layers, elsewhere);
    }

    public List<HarvestStep> Steps { get; }

    public static async Task<HarvestBatch> LoadAsync(RegistryDb db, HarvestPlan plan, HarvestSource source, FetchedSteps fetched, CancellationToken cancel)
    {
        var (first, last) = (fetched.Steps[0].Number, fetched.Steps[^1].Number);
        var steps = await db.HarvestSteps.Where(s => s.PlanId == plan.Id && s.Number >= first && s.Number <= last && s.Outcome == null).OrderBy(s => s.Number).ToListAsync(cancel);
        var ids = steps.Select(s => s.DatasetId).ToList();
        var entries = await db.HarvestEntries.Where(e => e.SourceId == source.Id && ids.Contains(e.DatasetId)).ToDictionaryAsync(e => e.DatasetId, StringComparer.Ordinal, cancel);
        var layers = await db.Origins.AsNoTracking().Where(o => o.Source == source.Name && ids.Contains(o.SourceId))
            .Join(db.Records.AsNoTracking(), o => o.RecordId, r => r.Id, (o, r) => new { Origin = o, r.State, r.Tombstone }).ToListAsync(cancel);

        // The same dataset in another catalogue keeps its id: a UUID does not come about twice.
        var fresh = steps.Where(s => s.Action == HarvestAction.Add && Guid.TryParse(s.DatasetId, out _)).Select(s => s.DatasetId).ToList();
        var others = fresh.Count == 0 ? [] : await db.HarvestSources.Where(s => s.Id != source.Id).Select(s => s.Name).ToListAsync(cancel);
        var elsewhere = others.Count == 0 ? [] : await db.Origins.AsNoTracking().Where(o => others.Contains(o.Source) && fresh.Contains(o.SourceId))
            .Join(db.Records.Where(r => r.State == RecordState.Live || r.State == RecordState.Quarantined), o => o.RecordId, r => r.Id, (o, r) => new { o.SourceId, r.Id }).ToListAsync(cancel);
        return new HarvestBatch(
            db, plan, source, fetched, steps, entries,
            layers.ToDictionary(l => l.Origin.SourceId, l => (l.Origin, l.State, l.Tombstone), StringComparer.Ordinal),
            elsewhere.GroupBy(e => e.SourceId).ToDictionary(g => g.Key, g => g.Min(e => e.Id)!, StringComparer.Ordinal));
    }

    /// <summary>Steps whose dataset came and may be taken; the others get their refusal here.</summary>
    public List<(HarvestStep Step, IntakeItem Item)> Takeable()
    {
        var items = new List<(HarvestStep, IntakeItem)>();
        foreach (var step in Steps.Where(s => s.Action is HarvestAction.Add or HarvestAction.Change or HarvestAction.Return))
        {
            var dataset = _fetched.Datasets[step.DatasetId];
            if (Refusal(step, dataset) is { } reason)
            {
                Refuse(step, dataset, reason);
            }
            else
            {
                var item = _fetched.Items[step.DatasetId];
                items.Add((step, !_layers.ContainsKey(step.DatasetId) && _elsewhere.TryGetValue(step.DatasetId, out var record) ? new IntakeItem(item.Draft, []) { Joins = record } : item));
            }
        }

        return items;
    }

    public void Taken(HarvestStep step, IntakeResult result)
    {
        var dataset = _fetched.Datasets[step.DatasetId];
        if (!result.Accepted)
        {
            Refuse(step, dataset, result.Outcome == IntakeOutcome.Removed ? "removed-by-person"
                : result.Problems.FirstOrDefault(p => p.Refuses) is { } problem ? $"{problem.Code} {problem.Place}" : result.Outcome.ToString());
            return;
        }

        var changed = result.Outcome != IntakeOutcome.Unchanged;
        step.Before = JsonColumn.Write(Before(step, changed && _layers.ContainsKey(step.DatasetId)));
        step.After = result.Record?.Origins.FirstOrDefault(o => o.Source == _source.Name && o.SourceId == step.DatasetId)?.Hash;
        step.RecordId = result.RecordId;

        // New to the harvest is not new to the registry: an undo gives a layer that stood before its content back.
        step.Outcome = !changed ? HarvestOutcome.Unchanged : _layers.ContainsKey(step.DatasetId) ? HarvestOutcome.Changed : HarvestOutcome.Added;
        Remember(step, dataset, HarvestEntryState.Live, null);
    }

    /// <summary>Marks what vanished, and buries what has been away for its days.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        var gone = Steps.Where(s => s.Action is HarvestAction.Quarantine or HarvestAction.Remove).ToList();
        var ids = gone.Where(s => _layers.ContainsKey(s.DatasetId)).Select(s => _layers[s.DatasetId].Origin.RecordId).Distinct().ToList();
        var records = ids.Count == 0 ? [] : await _db.Records.Include(r => r.Origins).Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, StringComparer.Ordinal, cancel);
        var waiting = await WaitingAsync(records.Values, cancel);
        foreach (var step in gone)
        {
            step.Outcome = HarvestOutcome.Removed;
            step.Before = JsonColumn.Write(Before(step, withContent: false));
            if (_layers.TryGetValue(step.DatasetId, out var layer))
            {
                step.RecordId = layer.Origin.RecordId;
                Withdraw(records[layer.Origin.RecordId], layer.Origin.Id, step, waiting);
            }

            if (_entries.TryGetValue(step.DatasetId, out var entry))
            {
                (entry.State, entry.Since) = (step.Action == HarvestAction.Quarantine ? HarvestEntryState.Quarantined : HarvestEntryState.Removed, _db.Now);
            }
        }
    }

    /// <summary>Source and dataset of what other catalogues hold in quarantine, its days there not over.</summary>
    private async Task<HashSet<(string Source, string DatasetId)>> WaitingAsync(IEnumerable<Record> records, CancellationToken cancel)
    {
        var others = records.SelectMany(r => r.Origins).Where(o => o.Source != _source.Name && o.QuarantinedAt is not null).ToList();
        if (others.Count == 0)
        {
            return [];
        }

        var (names, ids, now) = (others.Select(o => o.Source).Distinct().ToList(), others.Select(o => o.SourceId).Distinct().ToList(), _db.Now);
        var held = await _db.HarvestEntries.AsNoTracking().Where(e => e.State == HarvestEntryState.Quarantined && ids.Contains(e.DatasetId))
            .Join(_db.HarvestSources.Where(s => names.Contains(s.Name)), e => e.SourceId, s => s.Id, (e, s) => new { s.Name, e.DatasetId, e.Since, s.QuarantineDays }).ToListAsync(cancel);
        return [.. held.Where(h => h.Since.AddDays(h.QuarantineDays) > now).Select(h => (h.Name, h.DatasetId))];
    }

    /// <summary>A record goes with the last of its sources, when its days are over at each; what a person removed or merged is left as it is.</summary>
    private void Withdraw(Record record, string originId, HarvestStep step, HashSet<(string Source, string DatasetId)> waiting)
    {
        record.Origins.First(o => o.Id == originId).QuarantinedAt ??= _db.Now;
        if (record.Origins.Any(o => o.QuarantinedAt is null) || record.State is not (RecordState.Live or RecordState.Quarantined)
            || (step.Action == HarvestAction.Remove && record.Origins.Any(o => waiting.Contains((o.Source, o.SourceId)))))
        {
            return;
        }

        (record.State, record.Tombstone) = step.Action == HarvestAction.Quarantine ? (RecordState.Quarantined, null)
            : (RecordState.Removed, new Tombstone($"gone at its source {_source.Name}", _db.ActorId, _db.Now, ByPerson: false));
        _db.Audit.Add(new AuditEntry
        {
            At = _db.Now,
            ActorId = _db.ActorId,
            Action = step.Action == HarvestAction.Quarantine ? "quarantined" : "removed",
            RecordId = record.Id,
            Detail = $"{_source.Name} {step.DatasetId}",
        });
    }

    private string? Refusal(HarvestStep step, PortalDataset dataset) =>
        dataset.Refused is { } why ? why
        : dataset.Reading is not { Usable: true } ? dataset.Reading?.Problems.FirstOrDefault(p => p.Refuses) is { } problem ? $"{problem.Code} {problem.Place}" : "unreadable"
        : _entries.TryGetValue(step.DatasetId, out var entry) && entry.Created.Length > 0 && dataset.Created.Length > 0 && entry.Created != dataset.Created
            && entry.Name != dataset.Name && !_plan.AcceptReused ? "id-reused"
        : null;

    private void Refuse(HarvestStep step, PortalDataset dataset, string reason)
    {
        (step.Outcome, step.Reason) = (HarvestOutcome.Refused, reason);
        step.Before = JsonColumn.Write(Before(step, withContent: false));

        // What stands here stays as it is, and is looked at again; what is not here is left until its stamp changes. One that is gone
        // already leaves no trace: the next gathering says so.
        if (_layers.ContainsKey(step.DatasetId) && _entries.TryGetValue(step.DatasetId, out var entry))
        {
            entry.Stamp = "";
        }
        else if (!_layers.ContainsKey(step.DatasetId) && dataset.Refused != CkanSource.NotThere)
        {
            Remember(step, dataset, HarvestEntryState.Refused, reason);
        }
    }

    private void Remember(HarvestStep step, PortalDataset dataset, HarvestEntryState state, string? reason)
    {
        if (!_entries.TryGetValue(step.DatasetId, out var entry))
        {
            _entries[step.DatasetId] = entry = new HarvestEntry { SourceId = _source.Id, DatasetId = step.DatasetId, Since = _db.Now };
            _db.HarvestEntries.Add(entry);
        }

        entry.Since = entry.State == state ? entry.Since : _db.Now;

        // What was fetched may be newer than what was gathered. The stamp of the gathering stays, so that no stamp that is kept is younger than
        // the moment up to which everything is known.
        (entry.Name, entry.Stamp, entry.State, entry.Reason) = (dataset.Name.Length > 0 ? dataset.Name : step.Name, step.Stamp, state, reason);
        entry.Created = dataset.Created;
        if (dataset.Refused is not null)
        {
            // What did not come at all may come the next time, stamp or no stamp.
            entry.Stamp = "";
        }
    }

    private HarvestBefore Before(HarvestStep step, bool withContent)
    {
        var entry = _entries.TryGetValue(step.DatasetId, out var known)
            ? new HarvestEntry { SourceId = known.SourceId, DatasetId = known.DatasetId, Name = known.Name, Stamp = known.Stamp, Created = known.Created, State = known.State, Since = known.Since, Reason = known.Reason } : null;
        return _layers.TryGetValue(step.DatasetId, out var layer)
            ? new HarvestBefore(entry, layer.State, layer.Tombstone, layer.Origin.QuarantinedAt, withContent ? layer.Origin.Content : null)
            : new HarvestBefore(entry, null, null, null, null);
    }
}
