using EvidenceRegistry.Formats.Drafts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace EvidenceRegistry.Storage;

/// <summary>
/// Looks at what is about to be saved and adds what must be saved with it: revision, version, history and outbox row.
/// </summary>
internal static class ChangeStamp
{
    private sealed class Change
    {
        public bool Version { get; set; }

        public bool Narrowing { get; set; }

        public bool Whole { get; set; }

        /// <summary>The record itself leaves the database (samples alone do): no version, only word to the index.</summary>
        public bool Gone { get; set; }

        /// <summary>Tokens of the writes whose text arrived.</summary>
        public HashSet<long> Arrived { get; } = [];
    }

    /// <summary>
    /// Changes must have been detected, and nothing is detected here: what is written goes through the entries. To look at every tracked
    /// content again for each of many records would cost the square of their number.
    /// </summary>
    public static async Task<IReadOnlyList<OutboxRow>> ApplyAsync(RegistryDb db, CancellationToken cancel)
    {
        var changes = new Dictionary<string, Change>(StringComparer.Ordinal);
        var records = new Dictionary<string, Record>(StringComparer.Ordinal);
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            Look(entry, changes);
            if (entry.Entity is Record tracked)
            {
                records[tracked.Id] = tracked;
            }
        }

        var rows = new List<OutboxRow>();
        foreach (var (id, change) in changes)
        {
            if (change.Gone)
            {
                rows.Add(new OutboxRow { RecordId = id, Narrowing = true });
                continue;
            }

            var record = records.GetValueOrDefault(id) ?? await db.Records.FirstAsync(r => r.Id == id, cancel);
            await StampAsync(db, record, change, cancel);
            if (change.Whole)
            {
                rows.Add(new OutboxRow { RecordId = id, Narrowing = change.Narrowing });
            }

            rows.AddRange(change.Arrived.Select(token => new OutboxRow { RecordId = id, Origin = token }));
        }

        db.Outbox.AddRange(rows);
        return rows;
    }

    private static void Look(EntityEntry entry, Dictionary<string, Change> changes)
    {
        if (entry.State is EntityState.Unchanged or EntityState.Detached)
        {
            return;
        }

        switch (entry.Entity)
        {
            case Record record:
                var change = Of(record.Id);
                change.Whole = true;
                change.Gone = entry.State == EntityState.Deleted;
                change.Version |= entry.State == EntityState.Added || MetadataChanged(entry);
                change.Narrowing |= entry.State == EntityState.Modified && record.State is RecordState.Removed or RecordState.Merged;
                break;
            case StoredFile file:
                var files = Of(file.RecordId);
                files.Whole = files.Version = true;
                files.Narrowing |= entry.State == EntityState.Modified && Narrows(entry, file);
                break;
            case Tag tag:
                Of(tag.RecordId).Whole = true;
                break;
            case Reading reading when entry.State == EntityState.Modified && TextArrived(entry, reading):
                Of(reading.RecordId).Arrived.Add(reading.Origin);
                break;
            case Reading read when entry.State == EntityState.Modified && TextExchanged(entry, read):
                // Nobody waits for it: its row carries no older token.
                Of(read.RecordId).Whole = true;
                break;
        }

        Change Of(string id) => changes.TryGetValue(id, out var known) ? known : changes[id] = new Change();
    }

    private static bool MetadataChanged(EntityEntry entry) =>
        entry.State == EntityState.Modified
        && (entry.Property(nameof(Record.Content)).IsModified
            || entry.Property(nameof(Record.Overlay)).IsModified
            || entry.Property(nameof(Record.State)).IsModified
            || entry.Property(nameof(Record.Tombstone)).IsModified
            || entry.Property(nameof(Record.MergedInto)).IsModified);

    private static bool TextArrived(EntityEntry entry, Reading reading) =>
        reading.State is ReadingState.Read or ReadingState.Failed
        && entry.Property(nameof(Reading.State)) is { IsModified: true, OriginalValue: ReadingState.Queued or ReadingState.Running };

    /// <summary>Text read from pictures took the place of none, while the reading itself was over.</summary>
    private static bool TextExchanged(EntityEntry entry, Reading reading) =>
        reading.State is ReadingState.Read or ReadingState.Failed && entry.Property(nameof(Reading.TextRevision)).IsModified;

    private static bool Narrows(EntityEntry entry, StoredFile file)
    {
        var before = (AccessRights)entry.Property(nameof(StoredFile.Access)).OriginalValue!;
        var until = (DateOnly?)entry.Property(nameof(StoredFile.EmbargoUntil)).OriginalValue;
        return file.RemovedAt is not null
            || (file.Access != before && file.Access != AccessRights.Open)
            || (file.Access == AccessRights.Embargoed && file.EmbargoUntil != until);
    }

    private static async Task StampAsync(RegistryDb db, Record record, Change change, CancellationToken cancel)
    {
        var entry = db.Entry(record);
        if (entry.State == EntityState.Added)
        {
            record.CreatedAt = db.Now;
        }

        if (entry.State == EntityState.Added || !entry.Property(r => r.Revision).IsModified)
        {
            entry.Property(r => r.Revision).CurrentValue++;
        }

        if (!change.Version)
        {
            return;
        }

        if (entry.State != EntityState.Added)
        {
            await entry.Collection(r => r.Files).LoadAsync(cancel);
        }

        entry.Property(r => r.Version).CurrentValue++;
        entry.Property(r => r.ChangedAt).CurrentValue = db.Now;
        db.Versions.Add(VersionOf(db, record));
    }

    /// <summary>Stamps a record that is new, and gives its first version.</summary>
    public static RecordVersion First(RegistryDb db, Record record)
    {
        (record.Revision, record.Version) = (1, 1);
        record.CreatedAt = record.ChangedAt = db.Now;
        return VersionOf(db, record);
    }

    private static RecordVersion VersionOf(RegistryDb db, Record record) => new()
    {
        RecordId = record.Id,
        Version = record.Version,
        At = record.ChangedAt,
        ActorId = db.ActorId,
        State = record.State,
        Content = record.Content,
        Files = [.. record.Files.Where(f => f.RemovedAt is null).OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => new FileFact(f.Id, f.Name, f.Sha256, f.Length, f.Access, f.EmbargoUntil))],
    };
}
