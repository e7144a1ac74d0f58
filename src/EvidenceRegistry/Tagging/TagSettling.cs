using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// Brings the proposed tags of a record to what the machine says now. What a source claims and what a person decided stands; a rejected tag
/// comes back only where the text or the concept's own rules changed since (<see cref="TagBasis"/>).
/// </summary>
public static class TagSettling
{
    /// <summary>Tags must be loaded.</summary>
    /// <returns>True when a tag was added, removed or changed.</returns>
    public static bool Apply(Record record, IReadOnlyList<Proposed> proposals, TagBasis basis, TagWorth worth, DateTime now)
    {
        var changed = false;
        var wanted = proposals.ToDictionary(p => (p.Scheme, p.Code, p.Edition));
        foreach (var tag in record.Tags.ToList())
        {
            var known = wanted.Remove((tag.Scheme, tag.Code, tag.Edition), out var proposal);
            switch (tag.Status)
            {
                case TagStatus.Proposed when !known:
                    record.Tags.Remove(tag);
                    changed = true;
                    break;
                case TagStatus.Proposed when Differs(tag, proposal!):
                case TagStatus.Rejected when known && basis.HasLapsed(tag):
                    Put(tag, proposal!, worth, now);
                    changed = true;
                    break;
                case not TagStatus.Proposed when basis.Kept(tag) is { } kept && kept != tag.Basis:
                    tag.Basis = kept;
                    changed = true;
                    break;
            }
        }

        foreach (var proposal in wanted.Values)
        {
            var tag = new Tag { RecordId = record.Id, Scheme = proposal.Scheme, Code = proposal.Code, Edition = proposal.Edition };
            Put(tag, proposal, worth, now);
            record.Tags.Add(tag);
            changed = true;
        }

        return changed;
    }

    private static bool Differs(Tag tag, Proposed proposal) =>
        tag.Model != proposal.Model || tag.Basis != proposal.Basis || tag.Confidence != proposal.Confidence || !tag.Files.SequenceEqual(proposal.Files, StringComparer.Ordinal);

    private static void Put(Tag tag, Proposed proposal, TagWorth worth, DateTime now)
    {
        (tag.Status, tag.Confidence, tag.ActorId, tag.At) = (TagStatus.Proposed, proposal.Confidence, null, now);
        (tag.Model, tag.Basis, tag.Files, tag.Reasons) = (proposal.Model, proposal.Basis, [.. proposal.Files], JsonColumn.Write(proposal.Detail));
        tag.Priority = worth.Of(proposal.Scheme, proposal.Code, proposal.Confidence);
    }
}
