using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Duplicates;

/// <summary>
/// What people said of tags goes with a merge, word by word, and comes back with its undoing. On the record that stays it counts as if it had been said there: two who
/// disagree make a dispute, everybody takes his own back, and learning and quality find every word once.
/// </summary>
internal static class MergedWords
{
    /// <summary>Before the layers move. Words on a tag that was proposed again since have lapsed and decide nothing.</summary>
    /// <returns>The parts, with what was carried.</returns>
    public static async Task<MergedParts> CarryAsync(RegistryDb db, MergedParts parts, Record gone, Record into, CancellationToken cancel)
    {
        var words = await db.TagDecisions.Where(d => d.RecordId == gone.Id || d.RecordId == into.Id).OrderBy(d => d.Id).ToListAsync(cancel);
        var carried = gone.Tags.Where(IsDecided).ToDictionary(Name, StringComparer.Ordinal);
        var decided = into.Tags.Where(IsDecided).Select(Name).ToHashSet(StringComparer.Ordinal);
        foreach (var said in words.Where(d => d.UndoneAt is null))
        {
            var counts = carried.ContainsKey(Name(said));
            if (said.RecordId == gone.Id ? !counts : counts && !decided.Contains(Name(said)))
            {
                said.UndoneAt = db.Now;
            }
        }

        var moved = words.Where(d => d.RecordId == gone.Id).ToList();
        moved.ForEach(d => d.RecordId = into.Id);
        var (made, bases) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (name, theirs) in carried)
        {
            var own = into.Tags.FirstOrDefault(t => Name(t) == name);
            if (own is null)
            {
                into.Tags.Add(own = WithItsProposal(theirs, into.Id));
                made.Add(name);
            }

            var said = words.Where(d => d.UndoneAt is null && Name(d) == name).ToList();
            (own.Status, own.ActorId, own.At) = (TagDecisions.StatusOf(said) ?? theirs.Status, said.Count > 0 ? said[^1].ActorId : theirs.ActorId, db.Now);
            if (own.Status == TagStatus.Rejected && own.Basis is { } basis)
            {
                // It was said of one of two copies: that the other's pages come along is no new text to judge; the next is.
                (bases[name], own.Basis) = (basis, null);
            }
        }

        return parts with { Tags = [.. carried.Keys], Made = made, Bases = bases, Decisions = [.. moved.Select(d => d.Id)] };
    }

    /// <summary>After the layers have gone home. A word taken back meanwhile comes home as one taken back; what was said since stays where it was said.</summary>
    public static async Task TakeBackAsync(RegistryDb db, MergedParts parts, Record into, Record gone, CancellationToken cancel)
    {
        var words = await db.TagDecisions.Where(d => d.RecordId == gone.Id || d.RecordId == into.Id).OrderBy(d => d.Id).ToListAsync(cancel);
        var back = words.Where(d => parts.Decisions.Contains(d.Id)).ToList();
        back.ForEach(d => d.RecordId = gone.Id);
        foreach (var name in parts.Tags)
        {
            if (into.Tags.FirstOrDefault(t => Name(t) == name && IsDecided(t)) is { } own)
            {
                own.Basis = parts.Bases.GetValueOrDefault(name) ?? own.Basis;

                // The proposal came along; without a word nothing of the tag is left here.
                own.Confidence = parts.Made.Contains(name) ? null : own.Confidence;
                TagDecisions.Stand(into, own, [.. words.Where(d => d.RecordId == into.Id && Name(d) == name)], db.Now);
            }

            if (gone.Tags.FirstOrDefault(t => Name(t) == name) is { } theirs && back.Any(d => Name(d) == name))
            {
                TagDecisions.Stand(gone, theirs, [.. words.Where(d => d.RecordId == gone.Id && Name(d) == name)], db.Now);
            }
        }
    }

    private static Tag WithItsProposal(Tag tag, string recordId) => new()
    {
        RecordId = recordId,
        Scheme = tag.Scheme,
        Code = tag.Code,
        Edition = tag.Edition,
        Confidence = tag.Confidence,
        Reasons = tag.Reasons,
        Files = [.. tag.Files],
        Model = tag.Model,
    };

    private static bool IsDecided(Tag tag) => tag.Status is TagStatus.Confirmed or TagStatus.Disputed or TagStatus.Rejected;

    private static string Name(Tag tag) => $"{tag.Scheme} {tag.Code} {tag.Edition}";

    private static string Name(TagDecision said) => $"{said.Scheme} {said.Code} {said.Edition}";
}
