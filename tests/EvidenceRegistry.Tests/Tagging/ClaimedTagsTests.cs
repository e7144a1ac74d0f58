using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Plans;

namespace EvidenceRegistry.Tests.Tagging;

public sealed class ClaimedTagsTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task What_two_sources_claim_stands_once_and_names_both()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var tree = await registry.TreeAsync();
        var record = ARecord();

        var changed = ClaimedTags.Apply(record, [Says("o1", ["110301"]), Says("o2", ["๑๑๐๓๐๑", "110301@2561", "999999"])], tree, Now);

        Assert.True(changed);
        Assert.Equal(
            [("110301", "2561", "o2"), ("110301", "2566", "o1 o2")],
            record.Tags.Select(t => (t.Code, t.Edition, string.Join(' ', t.ClaimedBy))));
        Assert.All(record.Tags, t => Assert.Equal(TagStatus.Claimed, t.Status));
        Assert.False(ClaimedTags.Apply(record, [Says("o1", ["110301"]), Says("o2", ["110301", "110301@2561"])], tree, Now));
    }

    [Fact]
    public async Task A_claimed_factor_claims_its_sub_target_too()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var record = ARecord();

        ClaimedTags.Apply(record, [Says("o1", [], ["v3_110301V01F01"])], await registry.TreeAsync(), Now);

        Assert.Equal([("factor", "110301F0101"), ("subTarget", "110301")], record.Tags.Select(t => (t.Scheme, t.Code)));
    }

    [Fact]
    public async Task A_claim_goes_with_its_last_source_but_a_persons_decision_stays()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var tree = await registry.TreeAsync();
        var record = ARecord();
        ClaimedTags.Apply(record, [Says("o1", ["110301", "110101", "110201"])], tree, Now);
        record.Tags.Single(t => t.Code == "110101").Status = TagStatus.Rejected;
        record.Tags.Single(t => t.Code == "110201").Status = TagStatus.Confirmed;

        ClaimedTags.Apply(record, [Says("o1", ["110101"])], tree, Now);

        Assert.Equal(
            [("110101", TagStatus.Rejected, 1), ("110201", TagStatus.Confirmed, 0)],
            record.Tags.Select(t => (t.Code, t.Status, t.ClaimedBy.Count)));
    }

    [Fact]
    public async Task A_proposal_that_a_source_makes_its_own_becomes_a_claim()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var record = ARecord();
        record.Tags.Add(new Tag { RecordId = record.Id, Scheme = "subTarget", Code = "110301", Edition = "2566", Status = TagStatus.Proposed, Confidence = 0.7 });

        ClaimedTags.Apply(record, [Says("o1", ["110301"])], await registry.TreeAsync(), Now);

        Assert.Equal((TagStatus.Claimed, "o1"), (record.Tags.Single().Status, record.Tags.Single().ClaimedBy.Single()));
    }

    [Fact]
    public async Task A_bare_code_keeps_the_edition_it_was_said_in_and_claims_its_successor_when_another_comes_into_force()
    {
        await using var registry = await PlanFixture.SeededAsync();
        registry.Time.AdjustTime(new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tree = await registry.TreeAsync();
        var record = ARecord();
        ClaimedTags.Apply(record, [Says("o1", ["110301"])], tree, Now);
        registry.Time.AdjustTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.True(ClaimedTags.Apply(record, [Says("o1", ["110301"])], tree, Now));
        Assert.False(ClaimedTags.Apply(record, [Says("o1", ["110301"])], tree, Now));

        Assert.Equal(["2561", "2566"], record.Tags.Select(t => t.Edition).Order());
    }

    private static Storage.Record ARecord() => new() { Id = "r1", Content = new StudyContent() };

    private static Origin Says(string id, List<string> targets, List<string>? factors = null) => new()
    {
        Id = id,
        RecordId = "r1",
        Source = "tsri",
        SourceId = id,
        Hash = id,
        Content = new StudyContent { Targets = targets, Factors = factors },
    };
}
