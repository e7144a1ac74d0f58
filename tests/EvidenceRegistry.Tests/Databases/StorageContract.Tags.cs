using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>What a look at a proposal is worth is counted by the database as by the program.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task The_order_of_the_queue_is_counted_anew_to_the_last_bit_and_no_record_changes_by_it()
    {
        var record = NewRecord("ป่าชายเลน");
        var other = NewRecord("ขยะ");
        double[] confidences = [0.2731, 0.5, 0.6667, 0.7215, 0.9, 0.9999];
        record.Tags = [.. confidences.Select((c, i) => Waits($"18020{i}", c)), Waits("TH-55", 0.6, Tag.AreaScheme)];
        record.Tags[^2].Priority = null;
        other.Tags = [Waits("180200", 0.31), Waits("180201", 0.31)];
        other.Tags[1].Status = TagStatus.Confirmed;
        await using (var db = Dbs.Open())
        {
            db.Records.AddRange(record, other);
            db.TagDecisions.Add(new TagDecision { RecordId = other.Id, Scheme = PlanSchemes.SubTarget, Code = "180201", Edition = "2566", At = db.Now });
            await db.SaveChangesAsync(Cancel);
        }

        using var own = new OwnThreads("quiet work of a test", 1);
        var order = new QueueOrder(Dbs, own, new Courtesy(Time), Time, NullLogger<QueueOrder>.Instance);
        Assert.Equal(confidences.Length + 1, await order.RenewAsync(rests: false, Cancel));
        Assert.Equal(0, await order.RenewAsync(rests: false, Cancel));

        await using var after = Dbs.Open();
        var worth = await TagWorth.OfAsync(after, Cancel);
        var tags = await after.Tags.AsNoTracking().ToListAsync(Cancel);
        Assert.All(tags.Where(t => t.OfPlan && t.Status == TagStatus.Proposed), t => Assert.Equal(worth.Of(t.Scheme, t.Code, t.Confidence!.Value), t.Priority));
        Assert.All(tags.Where(t => !t.OfPlan || t.Status != TagStatus.Proposed), t => Assert.Equal(9, t.Priority));

        // Two wait of the first, somebody has decided about the second.
        var first = tags.Single(t => t.RecordId == record.Id && t.Code == "180200").Priority;
        Assert.Equal(Math.Round((2 * 0.2731) + 1 + Math.Round(Math.Log10(3) / 4, 2), 3), first);
        Assert.Equal(1 + Math.Round(0.5 + (Math.Log10(2) / 4), 2), tags.Single(t => t.RecordId == record.Id && t.Code == "180201").Priority);
        Assert.Equal((1, 1L), await after.Records.Where(r => r.Id == record.Id).Select(r => new ValueTuple<int, long>(r.Version, r.Revision)).SingleAsync(Cancel));

        static Tag Waits(string code, double confidence, string scheme = PlanSchemes.SubTarget) => new()
        {
            RecordId = "", Scheme = scheme, Code = code, Edition = "2566", Status = TagStatus.Proposed, Confidence = confidence, Priority = 9,
        };
    }
}
