using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Submissions;

/// <summary>An entry of a bulk file on its way in: what was read, what is wrong, and what the door is asked to take.</summary>
/// <param name="Item">Null where nothing can be taken: it is refused, or it announces a removal.</param>
internal sealed record ImportLine(BulkEntry Entry, IntakeItem? Item, IReadOnlyList<DraftProblem> Problems)
{
    public bool Removal => Entry is { Removal: true, Address: not null } && !Problems.Any(p => p.Refuses);

    /// <summary>The line of the report, once the outcome is known.</summary>
    public ReportLine Told(string outcome, string? recordId, IEnumerable<DraftProblem> more)
    {
        IReadOnlyList<DraftProblem> all = [.. Problems, .. more.Select(p => p.Place.StartsWith(Entry.Locator, StringComparison.Ordinal) ? p : p with { Place = $"{Entry.Locator} {p.Place}" })];
        return new ReportLine(
            Entry.Ordinal, Entry.Line, Entry.Locator, Entry.Address?.Source, Entry.Address?.SourceId, outcome, recordId,
            outcome == ReportLine.Refused ? 0 : Item?.Sent.Count ?? 0, all.Count == 0 ? null : all, all.Count == 0 ? null : Entry.Raw);
    }

    public ReportLine Told(IntakeResult result) => result.Outcome switch
    {
        IntakeOutcome.Created => Told("created", result.RecordId, result.Problems),
        IntakeOutcome.Updated => Told("updated", result.RecordId, result.Problems),
        IntakeOutcome.Unchanged => Told("unchanged", result.RecordId, result.Problems),
        IntakeOutcome.Invalid => Told(ReportLine.Refused, result.RecordId, result.Problems),
        IntakeOutcome.Removed => Told(ReportLine.Refused, result.RecordId, [new DraftProblem(IntakeProblems.RemovedByPerson, "$")]),
        IntakeOutcome.NotTheirs when result.Problems.Count > 0 => Told(ReportLine.Refused, result.RecordId, result.Problems),
        IntakeOutcome.NotTheirs => Told(ReportLine.Refused, result.RecordId, [new DraftProblem(IntakeProblems.NotTheirs, "$.sourceId", Entry.Address?.SourceId)]),
        IntakeOutcome.BytesGone => Told(ReportLine.Refused, result.RecordId, [new DraftProblem(IntakeProblems.BytesGone, "$.files")]),
        _ => throw new InvalidOperationException($"An import cannot come to {result.Outcome}."),
    };

    /// <summary>Whether the caller may say this at all, decided without the database.</summary>
    public static IEnumerable<DraftProblem> Rights(BulkEntry entry, Caller by)
    {
        if (entry.Address is { } address && !by.MayWriteTo(address.Source))
        {
            yield return new DraftProblem(IntakeProblems.SourceNotAllowed, $"{entry.Locator} $.source", address.Source);
        }

        if (entry.Draft?.Content.Sample is true && by.Role != Storage.Role.Admin)
        {
            yield return new DraftProblem(IntakeProblems.SampleByHand, $"{entry.Locator} $.sample");
        }
    }
}
