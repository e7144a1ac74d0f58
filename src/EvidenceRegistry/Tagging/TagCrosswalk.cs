using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <param name="Code">A concept of the older edition that records are tagged with.</param>
/// <param name="Claimed">Tags that sources claim; likewise confirmed, rejected, disputed. Proposals are made anew and do not count.</param>
/// <param name="To">Codes of the edition in force that the crosswalk names.</param>
/// <param name="Relations">same, renamed, split, merged, retired: of the rows that speak of it.</param>
/// <param name="Person">Whether a person must say where its tags belong; <paramref name="Why"/>: split, retired, unjoined.</param>
public sealed record CrosswalkLine(
    string Scheme, string Code, int Claimed, int Confirmed, int Rejected, int Disputed, IReadOnlyList<string> To, IReadOnlyList<string> Relations, bool Person, string? Why);

/// <param name="From">The older edition; <paramref name="To"/>: the one in force.</param>
/// <param name="Clear">Tags with one successor; <paramref name="Person"/>: those that need a person.</param>
/// <param name="Lines">What needs a person first, most tags first.</param>
public sealed record CrosswalkReport(string From, string To, int Clear, int Person, IReadOnlyList<CrosswalkLine> Lines);

/// <summary>What the crosswalk says of the tags of an older edition: where they go, and which need a person.</summary>
public sealed class TagCrosswalk(RegistryDbs dbs, PlanTrees plans)
{
    public const string Split = "split", Retired = "retired", Unjoined = "unjoined";

    /// <returns>Null when there is no such edition.</returns>
    public async Task<CrosswalkReport?> ReportAsync(string from, CancellationToken cancel)
    {
        var tree = plans.Current;
        if (tree.Editions.All(e => e.Code != from) || tree.CurrentEdition is not { } current)
        {
            return null;
        }

        await using var db = dbs.Open();
        var counted = await db.Tags.Where(t => t.Edition == from && t.Status != TagStatus.Proposed && db.Records.Any(r => r.Id == t.RecordId && (r.State == RecordState.Live || r.State == RecordState.Quarantined)))
            .GroupBy(t => new { t.Scheme, t.Code, t.Status }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var lines = counted.GroupBy(c => (c.Key.Scheme, c.Key.Code)).Select(group =>
        {
            int Of(TagStatus status) => group.Where(c => c.Key.Status == status).Sum(c => c.Count);
            var rows = tree.CrosswalkOf(group.Key.Code).Where(x => x.FromCode == group.Key.Code && x.FromEdition == from && x.ToEdition == current.Code).ToList();
            IReadOnlyList<string> to = [.. rows.Select(x => x.ToCode).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            var why = from == current.Code || to.Count == 1 ? null : to.Count > 1 ? Split : rows.Count > 0 ? Retired : Unjoined;
            return new CrosswalkLine(
                group.Key.Scheme, group.Key.Code, Of(TagStatus.Claimed), Of(TagStatus.Confirmed), Of(TagStatus.Rejected), Of(TagStatus.Disputed),
                to, [.. rows.Select(x => x.Relation).Distinct().Order(StringComparer.Ordinal)], why is not null, why);
        }).OrderByDescending(l => l.Person).ThenByDescending(Count).ThenBy(l => l.Code, StringComparer.Ordinal).ToList();
        return new CrosswalkReport(from, current.Code, lines.Where(l => !l.Person).Sum(Count), lines.Where(l => l.Person).Sum(Count), lines);
    }

    private static int Count(CrosswalkLine line) => line.Claimed + line.Confirmed + line.Rejected + line.Disputed;
}
