using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>
/// Which tags a reader is shown: what a source claims or a person confirmed to everybody; a proposal, and what people rejected or dispute of it, to those alone who may
/// read every file it was made from.
/// </summary>
public static class OpenTags
{
    /// <summary>Tags of the plan that everybody sees; files in force must be loaded.</summary>
    public static IEnumerable<Tag> Of(Record record, DateOnly today) => record.Tags.Where(t => t.OfPlan && MayBeSeen(t, record, ReadingRights.Open, today));

    public static bool MayBeSeen(Tag tag, Record record, ReadingRights rights, DateOnly today) =>
        tag.Status is TagStatus.Claimed or TagStatus.Confirmed
        || tag.ClaimedBy.Count > 0
        // Those who read everything keep sight of what people said, though the file it was said of has gone.
        || (tag.Status is not TagStatus.Proposed && rights == ReadingRights.Everything)
        || tag.Files.All(id => record.Files.Any(f => f.Id == id && f.RemovedAt is null && rights.MayRead(f, record.Origins, today)));
}
