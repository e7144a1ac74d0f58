using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// Tags that sources claim. A claimed factor or component claims its sub-target too: it is part of that value chain. A claim in an older edition claims its one
/// successor in the edition in force as well, where the crosswalk names one.
/// </summary>
public static class ClaimedTags
{
    /// <summary>
    /// Brings the claimed tags of a record to what its origins claim now; <c>record.Tags</c> must be loaded. Editions are resolved by
    /// the tree (a bare code is of the edition in force); codes that the tree does not know are no tags. A claim goes when no origin
    /// makes it any more; a tag that a person has decided on stays as decided, whatever sources say, and only its claimants change.
    /// </summary>
    /// <param name="origins">The layers that count: those in quarantine are left out by the caller where they should not speak.</param>
    /// <returns>True when a tag was added, removed or changed.</returns>
    public static bool Apply(Record record, IReadOnlyCollection<Origin> origins, PlanTree tree, DateTime now)
    {
        var claims = Claims(record, origins, tree);
        var changed = false;
        foreach (var tag in record.Tags.ToList())
        {
            var key = (tag.Scheme, tag.Code, tag.Edition);
            var by = claims.Remove(key, out var claimants) ? [.. claimants] : new List<string>();
            changed |= Settle(record, tag, by, now);
        }

        foreach (var ((scheme, code, edition), claimants) in claims)
        {
            record.Tags.Add(new Tag
            {
                RecordId = record.Id,
                Scheme = scheme,
                Code = code,
                Edition = edition,
                Status = TagStatus.Claimed,
                ClaimedBy = [.. claimants],
                At = now,
            });
            changed = true;
        }

        return changed;
    }

    private static bool Settle(Record record, Tag tag, List<string> by, DateTime now)
    {
        var same = tag.ClaimedBy.SequenceEqual(by, StringComparer.Ordinal);
        if (tag.Status == TagStatus.Claimed && by.Count == 0)
        {
            record.Tags.Remove(tag);
            return true;
        }

        if (tag.Status == TagStatus.Proposed && by.Count > 0)
        {
            (tag.Status, tag.ClaimedBy, tag.At) = (TagStatus.Claimed, by, now);
            return true;
        }

        if (!same)
        {
            tag.ClaimedBy = by;
        }

        return !same;
    }

    /// <summary>
    /// A bare code keeps the edition it had when this origin first said it, though another has come into force since (the older of two: the other is its successor);
    /// editions that the origin names in so many words stand for themselves.
    /// </summary>
    private static PlanNode? Said(Record record, Origin origin, PlanTree tree, PlanCode code, IReadOnlyCollection<PlanCode> all)
    {
        var before = code.Edition is not null ? null : record.Tags
            .Where(t => t.Code == code.Code && t.ClaimedBy.Contains(origin.Id) && !all.Contains(code with { Edition = t.Edition }))
            .Select(t => t.Edition)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return tree.Find(code.Code, before ?? code.Edition);
    }

    private static SortedDictionary<(string Scheme, string Code, string Edition), SortedSet<string>> Claims(
        Record record, IReadOnlyCollection<Origin> origins, PlanTree tree)
    {
        var claims = new SortedDictionary<(string, string, string), SortedSet<string>>(
            Comparer<(string Scheme, string Code, string Edition)>.Create((a, b) =>
                string.CompareOrdinal(a.Scheme, b.Scheme) is not 0 and var scheme ? scheme
                : string.CompareOrdinal(a.Code, b.Code) is not 0 and var code ? code
                : string.CompareOrdinal(a.Edition, b.Edition)));
        foreach (var origin in origins.Where(o => o.RecordId == record.Id))
        {
            var codes = (origin.Content.Targets ?? []).Concat(origin.Content.Factors ?? [])
                .Select(written => PlanCode.Read(written)).OfType<PlanCode>().Select(code => code with { Revision = null }).ToHashSet();
            var nodes = codes
                .Select(code => Said(record, origin, tree, code, codes))
                .OfType<PlanNode>()
                .Where(n => PlanSchemes.HasEditions(n.Scheme));
            foreach (var node in nodes.SelectMany(n => PlanSchemes.IsValueChain(n.Scheme) && n.SubTarget is { } target ? [n, target] : new[] { n })
                .SelectMany(n => tree.SuccessorOf(n.Code, n.Edition) is { } now ? [n, now] : new[] { n }))
            {
                var key = (node.Scheme, node.Code, node.Edition);
                (claims.TryGetValue(key, out var by) ? by : claims[key] = new SortedSet<string>(StringComparer.Ordinal)).Add(origin.Id);
            }
        }

        return claims;
    }
}
