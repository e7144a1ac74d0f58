using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tests.Records;

public sealed class CompositionTests
{
    [Fact]
    public void The_oldest_origin_that_says_something_wins_member_by_member()
    {
        var (content, provenance) = Composition.Of(RecordKind.Study,
            [Layer("new", 2, new StudyContent { Title = new("ใหม่"), Agency = "ข", Funder = "กองทุน" }), Layer("old", 1, new StudyContent { Title = new("เก่า"), Year = 2020 })], null);
        var study = (StudyContent)content;
        Assert.Equal(("เก่า", 2020, "ข", "กองทุน"), (study.Title!.Th, study.Year, study.Agency, study.Funder));
        Assert.Equal(("old", "old", "new"), (provenance["title"], provenance["year"], provenance["agency"]));
        Assert.DoesNotContain("kind", provenance.Keys);
    }

    [Fact]
    public void The_curators_overlay_is_laid_over_all_origins_and_into_their_texts()
    {
        var (content, provenance) = Composition.Of(RecordKind.Study,
            [Layer("a", 1, new StudyContent { Title = new("น้ำ", "Watter"), Year = 2020 })], """{"title":{"en":"Water"},"keywords":["น้ำ"]}""");
        Assert.Equal(new LocalText("น้ำ", "Water"), content.Title);
        Assert.Equal(["น้ำ"], content.Keywords!);
        Assert.Equal((Composition.Overlay, Composition.Overlay, "a"), (provenance["title"], provenance["keywords"], provenance["year"]));
    }

    public static TheoryData<AccessRights?, AccessRights?, AccessRights> Closings()
    {
        var data = new TheoryData<AccessRights?, AccessRights?, AccessRights>();
        var all = Enum.GetValues<AccessRights>().Select(a => (AccessRights?)a).Append(null).ToList();
        foreach (var (a, b) in all.SelectMany(a => all.Select(b => (a, b))))
        {
            data.Add(a, b, (AccessRights)Math.Max((int)(a ?? AccessRights.Open), (int)(b ?? AccessRights.Open)));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Closings))]
    public void A_second_origin_closes_but_never_opens(AccessRights? first, AccessRights? second, AccessRights inForce)
    {
        var record = Record(Layer("a", 1, new StudyContent { Access = first }), Layer("b", 2, new StudyContent { Access = second }));
        Composition.Apply(record);
        Assert.Equal(inForce, record.Access);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, null, null)]
    [InlineData(null, true, null)]
    public void A_record_is_a_sample_while_all_its_origins_are(bool? first, bool? second, bool? shown)
    {
        var record = Record(Layer("a", 1, new StudyContent { Sample = first }), Layer("b", 2, new StudyContent { Sample = second }));
        Composition.Apply(record);
        Assert.Equal((shown, shown is true, shown is true), (record.Content.Sample, record.Sample, record.Provenance.ContainsKey("sample")));
    }

    [Fact]
    public void The_latest_embargo_holds_and_a_date_alone_is_an_embargo()
    {
        var record = Record(
            Layer("a", 1, new StudyContent { Access = AccessRights.Open, EmbargoUntil = null }),
            Layer("b", 2, new StudyContent { EmbargoUntil = new(2030, 1, 1) }),
            Layer("c", 3, new StudyContent { Access = AccessRights.Embargoed, EmbargoUntil = new(2028, 1, 1) }));
        Composition.Apply(record);
        Assert.Equal((AccessRights.Embargoed, new DateOnly(2030, 1, 1), "b"), (record.Access, record.EmbargoUntil, record.Provenance["embargoUntil"]));
    }

    [Fact]
    public void Files_follow_the_record_unless_something_was_said_of_them()
    {
        var record = Record(Layer("a", 1, new StudyContent { Access = AccessRights.Restricted }));
        record.Files.Add(File("follows", own: false));
        record.Files.Add(File("own", own: true));
        Composition.Apply(record);
        Assert.Equal([AccessRights.Restricted, AccessRights.Open], record.Files.Select(f => f.Access));
    }

    [Theory]
    // RFC 7396, appendix A.
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void A_merge_patch_does_what_the_standard_says(string target, string patch, string result) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), MergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch))));

    private static Storage.Record Record(params Origin[] origins) => new() { Id = "r", Content = new StudyContent(), Origins = [.. origins] };

    private static Origin Layer(string id, int day, RecordContent content) => new()
    {
        Id = id,
        RecordId = "r",
        Source = "s",
        SourceId = id,
        Content = content,
        Hash = "",
        FirstSeen = new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc),
    };

    private static StoredFile File(string name, bool own) =>
        new() { Id = name, RecordId = "r", Name = name, Sha256 = "", MediaType = "", OwnAccess = own, Access = AccessRights.Open };
}
