using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// The one door into the registry, for a single submission, a line of a bulk file and a harvested dataset alike. Takes a draft
/// whose form is sound, checks its codes, and decides: created, updated, unchanged or refused, and why.
/// </summary>
public sealed class Intake(DraftCodes codes, IntakeFiles files)
{
    /// <summary>
    /// Decides and saves inside the writing the caller has opened (<see cref="RegistryDb.BeginWriteAsync"/>); the caller commits, so
    /// many drafts may share one transaction. A refusal leaves the context as it was.
    /// </summary>
    /// <param name="version">The version the caller believes to replace; 0: any that exists; null: any or none.</param>
    public async Task<IntakeResult> TakeAsync(
        RegistryDb db, RecordDraft draft, IReadOnlyList<IntakeFile> sent, Caller by, IntakeMode mode, int? version, CancellationToken cancel)
    {
        var origin = await db.Origins.FirstOrDefaultAsync(o => o.Source == draft.Source && o.SourceId == draft.SourceId, cancel);
        var record = origin is null ? null : await LoadAsync(db, origin.RecordId, cancel);
        if (Refuse(record, origin, by, mode, version) is { } outcome)
        {
            return new IntakeResult(outcome, record, []);
        }

        Keep(draft.Content, origin?.Content);
        var problems = Problems(draft, sent, record);
        if (problems.Any(p => p.Refuses))
        {
            return new IntakeResult(IntakeOutcome.Invalid, record, problems);
        }

        if (!sent.All(files.BytesAreThere))
        {
            return new IntakeResult(IntakeOutcome.BytesGone, record, problems);
        }

        var hash = DraftHash.Of(draft.Content);
        var created = record is null;
        record ??= New(db, draft);
        origin ??= Layer(db, record, draft, hash, by);
        var said = created || origin.Hash != hash || record.State is RecordState.Removed or RecordState.Quarantined;
        (origin.Content, origin.Hash) = origin.Hash == hash ? (origin.Content, hash) : (draft.Content, hash);
        if (record.State is RecordState.Removed or RecordState.Quarantined)
        {
            (record.State, record.Tombstone) = (RecordState.Live, null);
        }

        var filesChanged = files.Put(db, record, origin.Id, sent, draft.Files);
        if (mode == IntakeMode.Import)
        {
            (origin.LastSeen, origin.QuarantinedAt) = (db.Now, null);
        }

        if (!said && !filesChanged)
        {
            await db.SaveChangesAsync(cancel);
            return new IntakeResult(IntakeOutcome.Unchanged, record, problems);
        }

        Composition.Apply(record);
        codes.Claim(record, db.Now);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = created ? "created" : "updated", RecordId = record.Id, Detail = $"{draft.Source} {draft.SourceId}" });
        await db.SaveChangesAsync(cancel);
        return new IntakeResult(created ? IntakeOutcome.Created : IntakeOutcome.Updated, record, problems);
    }

    /// <summary>A record with everything its content is computed from.</summary>
    public static Task<Record?> LoadAsync(RegistryDb db, string id, CancellationToken cancel) => db.Records
        .Include(r => r.Origins)
        .Include(r => r.Files).ThenInclude(f => f.Reading)
        .Include(r => r.Tags)
        .AsSplitQuery()
        .FirstOrDefaultAsync(r => r.Id == id, cancel);

    private static IntakeOutcome? Refuse(Record? record, Origin? origin, Caller by, IntakeMode mode, int? version)
    {
        if (record is null || origin is null)
        {
            return IfMatch.Misses(version, null) ? IntakeOutcome.Stale : null;
        }

        return record.State == RecordState.Removed && record.Tombstone is not { ByPerson: false } ? IntakeOutcome.Removed
            : mode == IntakeMode.Create ? IntakeOutcome.Known
            : IfMatch.Misses(version, record.Version) ? IntakeOutcome.Stale
            : !Ownership.Mine(by, origin) ? IntakeOutcome.NotTheirs
            : null;
    }

    /// <summary>Omission never opens: what a layer leaves out about access stays as that layer had it. Nor does it unmark a sample.</summary>
    private static void Keep(RecordContent content, RecordContent? before)
    {
        content.Access ??= before?.Access;
        content.EmbargoUntil ??= before?.EmbargoUntil;
        content.Sample ??= before?.Sample;
    }

    private List<DraftProblem> Problems(RecordDraft draft, IReadOnlyList<IntakeFile> sent, Record? record)
    {
        var problems = new List<DraftProblem>(codes.Settle(draft.Content));
        problems.AddRange(IntakeFiles.Problems(record, sent, draft.Files));
        if (draft.Content is { Access: AccessRights.Embargoed, EmbargoUntil: null })
        {
            problems.Add(new DraftProblem(ProblemCodes.Missing, "$.embargoUntil"));
        }

        if (record is not null && record.Kind != KindOf(draft.Content))
        {
            problems.Add(new DraftProblem(IntakeProblems.OtherKind, "$.kind") { Details = [Composition.KindName(record.Kind)] });
        }

        return problems;
    }

    private static Record New(RegistryDb db, RecordDraft draft)
    {
        var record = new Record { Id = NewIds.Next(db.Time), Kind = KindOf(draft.Content), Content = draft.Content };
        db.Records.Add(record);
        return record;
    }

    private static Origin Layer(RegistryDb db, Record record, RecordDraft draft, string hash, Caller by)
    {
        var origin = new Origin
        {
            Id = NewIds.Next(db.Time),
            RecordId = record.Id,
            Source = draft.Source,
            SourceId = draft.SourceId,
            Content = draft.Content,
            Hash = hash,
            FirstSeen = db.Now,
            LastSeen = db.Now,
            ActorId = by.ActorId,
            AgencyNumber = by.AgencyNumber,
        };
        record.Origins.Add(origin);
        db.Origins.Add(origin);
        return origin;
    }

    private static RecordKind KindOf(RecordContent content) => content is DatasetContent ? RecordKind.Dataset : RecordKind.Study;
}
