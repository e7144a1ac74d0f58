using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>Which tags a reader is shown: what a source or a person says to everybody, a proposal to those alone who may read every file it was made from.</summary>
public static class OpenTags
{
    /// <summary>Tags of the plan that everybody sees; files in force must be loaded.</summary>
    public static IEnumerable<Tag> Of(Record record, DateOnly today) => record.Tags.Where(t => t.OfPlan && MayBeSeen(t, record, ReadingRights.Open, today));

    public static bool MayBeSeen(Tag tag, Record record, ReadingRights rights, DateOnly today) =>
        tag.Status != TagStatus.Proposed
        || tag.Files.All(id => record.Files.Any(f => f.Id == id && f.RemovedAt is null && rights.MayRead(f, record.Origins, today)));
}
