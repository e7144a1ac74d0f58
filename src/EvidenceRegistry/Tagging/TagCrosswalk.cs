using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <param name="Code">A concept of the older edition that records are tagged with.</param>
/// <param name="Claimed">Tags that sources claim; likewise confirmed, rejected, disputed. Proposals are made anew and do not count.</param>
/// <param name="To">Codes of the edition in force that the crosswalk names.</param>
/// <param name="Relations">same, renamed, split, merged, retired: of the rows that speak of it.</param>
/// <param name="Person">Whether a person must say where its tags belong; <paramref name="Why"/>: split, retired, unjoined.</param>
/// <param name="Done">Tags that are dealt with, in none of the numbers before.</param>
/// <param name="Records">The first of the records that wait for a person, twenty at most; the queue lists all under <c>concept=code@edition</c> and a status.</param>
public sealed record CrosswalkLine(
    string Scheme, string Code, int Claimed, int Confirmed, int Rejected, int Disputed, IReadOnlyList<string> To, IReadOnlyList<string> Relations, bool Person, string? Why,
    int Done, IReadOnlyList<string> Records);

/// <param name="From">The older edition; <paramref name="To"/>: the one in force.</param>
/// <param name="Clear">Tags with one successor; <paramref name="Person"/>: those that need a person; <paramref name="Done"/>: those dealt with.</param>
/// <param name="Lines">What needs a person first, most tags first.</param>
public sealed record CrosswalkReport(string From, string To, int Clear, int Person, int Done, IReadOnlyList<CrosswalkLine> Lines);

/// <summary>
/// What the crosswalk says of the tags of an older edition: where they go, and which need a person. A tag is dealt with where a source or a person has spoken on one of its
/// successors. Where it has none: where a person rejected it, or has since said anything of the record in the edition in force.
/// </summary>
public sealed class TagCrosswalk(RegistryDbs dbs, PlanTrees plans)
{
    public const string Split = "split", Retired = "retired", Unjoined = "unjoined";

    private const int RecordsShown = 20;

    /// <returns>Null when there is no such edition.</returns>
    public async Task<CrosswalkReport?> ReportAsync(string from, CancellationToken cancel)
    {
        var tree = plans.Current;
        if (tree.Editions.All(e => e.Code != from) || tree.CurrentEdition is not { } current)
        {
            return null;
        }

        await using var db = dbs.Open();
        var tags = db.Tags.AsNoTracking().Where(t => t.Edition == from && t.Status != TagStatus.Proposed
            && db.Records.Any(r => r.Id == t.RecordId && (r.State == RecordState.Live || r.State == RecordState.Quarantined)));
        var left = from == current.Code ? tags : LeftOf(db, tags, from, current.Code);
        var all = await CountAsync(tags, cancel);
        var waiting = (await CountAsync(left, cancel)).ToLookup(c => (c.Scheme, c.Code));
        var lines = new List<CrosswalkLine>();
        foreach (var group in all.GroupBy(c => (c.Scheme, c.Code)))
        {
            var ((scheme, code), wait) = (group.Key, waiting[group.Key].ToList());
            int Of(TagStatus status) => wait.Where(c => c.Status == status).Sum(c => c.Count);
            var rows = tree.CrosswalkOf(code).Where(x => x.FromCode == code && x.FromEdition == from && x.ToEdition == current.Code).ToList();
            IReadOnlyList<string> to = [.. rows.Select(x => x.ToCode).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            var why = from == current.Code || to.Count == 1 ? null : to.Count > 1 ? Split : rows.Count > 0 ? Retired : Unjoined;
            var person = why is not null && wait.Count > 0;
            lines.Add(new CrosswalkLine(
                scheme, code, Of(TagStatus.Claimed), Of(TagStatus.Confirmed), Of(TagStatus.Rejected), Of(TagStatus.Disputed),
                to, [.. rows.Select(x => x.Relation).Distinct().Order(StringComparer.Ordinal)], person, why,
                group.Sum(c => c.Count) - wait.Sum(c => c.Count),
                person ? await left.Where(t => t.Scheme == scheme && t.Code == code).OrderBy(t => t.RecordId).Select(t => t.RecordId).Take(RecordsShown).ToListAsync(cancel) : []));
        }

        return new CrosswalkReport(
            from, current.Code, lines.Where(l => !l.Person).Sum(Count), lines.Where(l => l.Person).Sum(Count), lines.Sum(l => l.Done),
            [.. lines.OrderByDescending(l => l.Person).ThenByDescending(Count).ThenBy(l => l.Code, StringComparer.Ordinal)]);
    }

    /// <summary>Tags that are not dealt with. Words that a job moved (they have no state before) are nobody's look at the record.</summary>
    private static IQueryable<Tag> LeftOf(RegistryDb db, IQueryable<Tag> tags, string from, string current)
    {
        var joins = db.Crosswalks.Where(x => x.FromEdition == from && x.ToEdition == current && x.ToCode != null);
        return tags.Where(t => joins.Any(x => x.FromCode == t.Code)
            ? !db.Tags.Any(now => now.RecordId == t.RecordId && now.Edition == current && now.Status != TagStatus.Proposed && joins.Any(x => x.FromCode == t.Code && x.ToCode == now.Code))
            : t.Status != TagStatus.Rejected
                && !db.TagDecisions.Any(d => d.RecordId == t.RecordId && d.Scheme == t.Scheme && d.Edition == current && d.UndoneAt == null && d.At > t.At && (d.Bulk == null || d.Before != null)));
    }

    private static Task<List<Counted>> CountAsync(IQueryable<Tag> tags, CancellationToken cancel) =>
        tags.GroupBy(t => new { t.Scheme, t.Code, t.Status }).Select(g => new Counted(g.Key.Scheme, g.Key.Code, g.Key.Status, g.Count())).ToListAsync(cancel);

    private static int Count(CrosswalkLine line) => line.Claimed + line.Confirmed + line.Rejected + line.Disputed;

    private sealed record Counted(string Scheme, string Code, TagStatus Status, int Count);
}
