using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>A source says that a record is no more. The tombstone is the source's, so it falls when the record comes back.</summary>
internal static class Withdrawals
{
    public const string Reason = "removed at its source";

    public const string Removed = "removed";

    /// <summary>Inside an open writing. What other sources tell of too stays, and so does what is not known here.</summary>
    public static async Task<ReportLine> TakeAsync(RegistryDb db, ImportLine line, Caller by, CancellationToken cancel)
    {
        var (source, sourceId) = (line.Entry.Address!.Source, line.Entry.Address.SourceId);
        var origin = await db.Origins.FirstOrDefaultAsync(o => o.Source == source && o.SourceId == sourceId, cancel);
        var record = origin is null ? null : await Intake.LoadAsync(db, origin.RecordId, cancel);
        if (record is null || record.State == RecordState.Removed)
        {
            return line.Told("unchanged", record?.Id, []);
        }

        if (!Ownership.Mine(by, origin!))
        {
            return line.Told(ReportLine.Refused, record.Id, [new DraftProblem(IntakeProblems.NotTheirs, "$.sourceId", sourceId)]);
        }

        if (record.Origins.Count > 1)
        {
            return line.Told(ReportLine.Refused, record.Id, [new DraftProblem(IntakeProblems.OthersTellOfIt, "$")]);
        }

        record.State = RecordState.Removed;
        record.Tombstone = new Tombstone(Reason, db.ActorId, db.Now, ByPerson: false);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = Removed, RecordId = record.Id, Detail = Reason });
        await db.SaveChangesAsync(cancel);
        return line.Told(Removed, record.Id, []);
    }
}
