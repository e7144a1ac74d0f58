using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// The one door into the registry, for a single submission, a line of a bulk file and a harvested dataset alike. Takes drafts
/// whose form is sound, checks their codes, and decides: created, updated, unchanged or refused, and why.
/// </summary>
public sealed class Intake(DraftCodes codes, IntakeFiles files)
{
    /// <inheritdoc cref="TakeManyAsync"/>
    /// <param name="version">The version the caller believes to replace; 0: any that exists; null: any or none.</param>
    public async Task<IntakeResult> TakeAsync(
        RegistryDb db, RecordDraft draft, IReadOnlyList<IntakeFile> sent, Caller by, IntakeMode mode, int? version, CancellationToken cancel) =>
        (await TakeManyAsync(db, [new IntakeItem(draft, sent)], by, mode, version, cancel))[0];

    /// <summary>
    /// Decides and saves inside the writing the caller has opened (<see cref="RegistryDb.BeginWriteAsync"/>); the caller commits, so
    /// many drafts may share one transaction. Drafts are taken in their order and meet each other. A refusal leaves the context as it was.
    /// </summary>
    public async Task<IReadOnlyList<IntakeResult>> TakeManyAsync(
        RegistryDb db, IReadOnlyList<IntakeItem> items, Caller by, IntakeMode mode, int? version, CancellationToken cancel)
    {
        await HeldRows.BytesAsync(db, items.Where(i => !i.Trial).SelectMany(i => i.Sent).Select(f => f.Bytes.Sha256), cancel);
        var known = new KnownLayers(db);
        await known.LookAsync([.. items.Select(i => i.Address)], cancel);
        await known.LoadAsync(items.Select(i => (Item: i, Layer: known.Of(i.Address))).Where(p => p.Layer is { } layer && !Same(p.Item, layer, by, mode)).Select(p => p.Layer!.RecordId), cancel);
        var results = new List<IntakeResult>(items.Count);
        foreach (var item in items)
        {
            var layer = known.Of(item.Address);
            results.Add(layer is null ? item.Joins is { } record ? Join(db, known, await known.RecordAsync(record, cancel), item, by) : Create(db, known, item, by, mode, version)
                : Same(item, layer, by, mode) ? new IntakeResult(IntakeOutcome.Unchanged, null, []) { RecordId = layer.RecordId }
                : Change(db, known, await known.RecordAsync(layer.RecordId, cancel), layer.OriginId, item, by, mode, version));
        }

        await db.SaveChangesAsync(cancel);
        return results;
    }

    /// <summary>Of entries that were not read, those that made the layer what it is: nothing of them needs to be read to say so.</summary>
    /// <returns>Address → record.</returns>
    internal static async Task<IReadOnlyDictionary<DraftAddress, string>> StandingAsync(RegistryDb db, IReadOnlyList<BulkEntry> unread, Caller by, CancellationToken cancel)
    {
        var known = new KnownLayers(db);
        await known.LookAsync([.. unread.Select(e => e.Address!)], cancel);
        return unread.Select(e => (e.Address, Layer: known.Of(e.Address!), e.Print))
            .Where(e => e.Layer is { } layer && Stands(e.Print, layer, by))
            .ToDictionary(e => e.Address!, e => e.Layer!.RecordId);
    }

    /// <summary>Works out ahead, on any thread, what does not need the database.</summary>
    public void Prepare(IntakeItem item) => item.Prepare(codes);

    /// <summary>A record with everything its content is computed from.</summary>
    public static Task<Record?> LoadAsync(RegistryDb db, string id, CancellationToken cancel) =>
        Loading(db.Records).FirstOrDefaultAsync(r => r.Id == id, cancel);

    internal static IQueryable<Record> Loading(IQueryable<Record> records) => records
        .Include(r => r.Origins)
        .Include(r => r.Files).ThenInclude(f => f.Reading)
        .Include(r => r.Tags)
        .AsSplitQuery();

    /// <summary>The entry that made the layer what it is, once more: nothing needs to be loaded to say so.</summary>
    private static bool Same(IntakeItem item, KnownLayer layer, Caller by, IntakeMode mode) =>
        mode == IntakeMode.Replace && item.Alone && Stands(item.SentHash, layer, by);

    private static bool Stands(string? sent, KnownLayer layer, Caller by) =>
        sent is not null && sent == layer.SentHash && layer is { State: RecordState.Live, Overlaid: false } && Ownership.Mine(by, layer.ActorId, layer.AgencyNumber);

    private IntakeResult Create(RegistryDb db, KnownLayers known, IntakeItem item, Caller by, IntakeMode mode, int? version)
    {
        if (IfMatch.Misses(version, null))
        {
            return new IntakeResult(IntakeOutcome.Stale, null, []);
        }

        var (content, hash, wrong) = item.Over(null, codes);
        if (Refuse(item, null, content, wrong) is { } refusal)
        {
            return refusal;
        }

        var record = new Record { Id = NewIds.Next(db.Time), Kind = KindOf(content), Content = content };
        var origin = Layer(db, record, item, content, hash, by);
        record.Origins.Add(origin);
        Composition.Apply(record);
        files.Put(db, record, origin.Id, item.Sent, item.Draft.Files);
        codes.Claim(record, db.Now);
        db.AddNew(record, Audit(db, "created", record, item));
        known.Stands(record, origin);
        return new IntakeResult(IntakeOutcome.Created, record, wrong);
    }

    /// <summary>A layer more on a record that another source brought: the same thing, met twice.</summary>
    private IntakeResult Join(RegistryDb db, KnownLayers known, Record record, IntakeItem item, Caller by)
    {
        var (content, hash, wrong) = item.Over(null, codes);
        if (Refuse(item, record, content, wrong) is { } refusal)
        {
            return refusal;
        }

        var origin = Layer(db, record, item, content, hash, by);
        db.Origins.Add(origin);
        record.State = RecordState.Live;
        Composition.Apply(record);
        codes.Claim(record, db.Now);
        db.Audit.Add(Audit(db, "joined", record, item));
        known.Stands(record, origin);
        return new IntakeResult(IntakeOutcome.Updated, record, wrong);
    }

    private static Origin Layer(RegistryDb db, Record record, IntakeItem item, RecordContent content, string hash, Caller by) => new()
    {
        Id = NewIds.Next(db.Time),
        RecordId = record.Id,
        Source = item.Draft.Source,
        SourceId = item.Draft.SourceId,
        Content = content,
        Hash = hash,
        SentHash = item.SentHash,
        FirstSeen = db.Now,
        LastSeen = db.Now,
        ActorId = by.ActorId,
        AgencyNumber = by.AgencyNumber,
    };

    private IntakeResult Change(RegistryDb db, KnownLayers known, Record record, string originId, IntakeItem item, Caller by, IntakeMode mode, int? version)
    {
        var origin = record.Origins.First(o => o.Id == originId);
        if (Refuse(record, origin, by, mode, version) is { } outcome)
        {
            return new IntakeResult(outcome, record, []);
        }

        if (IntakeFiles.NotTheirs(by, record, item.Sent, item.Draft.Files).ToList() is { Count: > 0 } foreign)
        {
            return new IntakeResult(IntakeOutcome.NotTheirs, record, foreign);
        }

        var (content, hash, wrong) = item.Over(origin.Content, codes);
        if (Refuse(item, record, content, wrong) is { } refusal)
        {
            return refusal;
        }

        var said = origin.Hash != hash || record.State is RecordState.Removed or RecordState.Quarantined;
        if (origin.Hash != hash)
        {
            (origin.Content, origin.Hash, origin.SentHash) = (content, hash, item.SentHash);
        }
        else if (mode == IntakeMode.Replace && item.Alone)
        {
            // In other words than last time, or read by another version: from now on these are known at a glance.
            origin.SentHash = item.SentHash;
        }

        if (record.State is RecordState.Removed or RecordState.Quarantined)
        {
            (record.State, record.Tombstone) = (RecordState.Live, null);
        }

        if (said)
        {
            // Before its files: what is said of them is said in view of what the record is now.
            Composition.Apply(record);
        }

        var filesChanged = files.Put(db, record, origin.Id, item.Sent, item.Draft.Files);
        if (mode == IntakeMode.Import)
        {
            (origin.LastSeen, origin.QuarantinedAt) = (db.Now, null);
        }

        IReadOnlyList<DraftProblem> problems = [.. wrong, .. CuratorsWords.Against(record, content)];
        if (!said && !filesChanged)
        {
            return new IntakeResult(IntakeOutcome.Unchanged, record, problems);
        }

        codes.Claim(record, db.Now);
        db.Audit.Add(Audit(db, "updated", record, item));
        known.Stands(record, origin);
        return new IntakeResult(IntakeOutcome.Updated, record, problems);
    }

    private static AuditEntry Audit(RegistryDb db, string action, Record record, IntakeItem item) =>
        new() { At = db.Now, ActorId = db.ActorId, Action = action, RecordId = record.Id, Detail = $"{item.Draft.Source} {item.Draft.SourceId}" };

    private static IntakeOutcome? Refuse(Record record, Origin origin, Caller by, IntakeMode mode, int? version) =>
        record.State == RecordState.Removed && record.Tombstone is not { ByPerson: false } ? IntakeOutcome.Removed
        : mode == IntakeMode.Create ? IntakeOutcome.Known
        : IfMatch.Misses(version, record.Version) ? IntakeOutcome.Stale
        : !Ownership.Mine(by, origin) ? IntakeOutcome.NotTheirs
        : null;

    private IntakeResult? Refuse(IntakeItem item, Record? record, RecordContent content, IReadOnlyList<DraftProblem> wrong)
    {
        var problems = new List<DraftProblem>(wrong);
        problems.AddRange(IntakeFiles.Problems(record, item.Sent, item.Draft.Files));
        if (content is { Access: AccessRights.Embargoed, EmbargoUntil: null })
        {
            problems.Add(new DraftProblem(ProblemCodes.Missing, "$.embargoUntil"));
        }

        if (record is not null && record.Kind != KindOf(content))
        {
            problems.Add(new DraftProblem(IntakeProblems.OtherKind, "$.kind") { Details = [Composition.KindName(record.Kind)] });
        }

        return problems.Any(p => p.Refuses) ? new IntakeResult(IntakeOutcome.Invalid, record, problems)
            : item.Trial || item.Sent.All(files.BytesAreThere) ? null
            : new IntakeResult(IntakeOutcome.BytesGone, record, problems);
    }

    private static RecordKind KindOf(RecordContent content) => content is DatasetContent ? RecordKind.Dataset : RecordKind.Study;
}
