using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Anybody's tree: what ships of our own trees says nothing about it.</summary>
public sealed class ForeignTreeTests
{
    private static readonly string Mappings = Analysis.MappingsFolder();

    private static readonly TagConcept[] Tree =
    [
        new("A1", null, "การปลูกข้าวและชาวนา", "rice growing and rice farmers"),
        new("A2", null, "การประมงทะเลและปลาทู", "marine fisheries and mackerel"),
        new("A3", null, "ดาราศาสตร์และกล้องโทรทรรศน์", "astronomy and telescopes"),
    ];

    private static TagField[] Text { get; } =
    [
        new("title", "ชาวนากับการปลูกข้าวหอมมะลิ", TagFieldKind.Title),
        new("abstract", "การปลูกข้าวของชาวนาในทุ่งกุลา ชาวนาปลูกข้าวปีละครั้ง", TagFieldKind.Abstract),
    ];

    [Theory]
    [InlineData("subTarget")]
    [InlineData("factor")]
    public void What_was_learned_of_another_tree_changes_nothing_of_this_one(string scheme)
    {
        TagLearned taught = TaughtFiles.Load(Mappings, scheme);
        Assert.NotNull(taught.Calibration);
        var words = new TagScheme(Analysis.OfTheProject, Tree, new Dictionary<string, IReadOnlyList<TagTerm>>(), taught.Vocabulary());
        IReadOnlyList<TagProposal> alone = new Tagger(words, new TagRules()).Propose(Text), with = new Tagger(words, new TagRules(), taught).Propose(Text);
        Assert.Equal("A1", Assert.Single(alone).Code);
        Assert.Equal(alone.Select(p => (p.Code, p.Confidence)), with.Select(p => (p.Code, p.Confidence)));
    }

    [Fact]
    public void A_tree_is_known_by_its_codes_and_by_what_it_speaks_of()
    {
        Assert.Null(ShippedSchemes.Of(Mappings, Tree));
        Assert.Null(ShippedSchemes.Of(Mappings, []));
        TagConcept[] goals = [new("1", null, null, "No poverty"), new("4", null, null, "Quality education"), new("7", null, null, "Affordable and clean energy")];
        Assert.Equal("sdg", ShippedSchemes.Of(Mappings, goals));
        Assert.Null(ShippedSchemes.Of(Mappings, [.. goals.Select((goal, at) => goal with { Code = goals[(at + 1) % goals.Length].Code })]));
        Assert.Equal("subTarget", ShippedSchemes.Of(Mappings, SubTargets()));
    }

    /// <summary>Concepts whose wording is a term of theirs.</summary>
    private static List<TagConcept> SubTargets() =>
        [.. TermLists.Load(Mappings, "subTarget").Where(list => list.Key != TagScheme.Abstain).Take(20).Select(list => new TagConcept(list.Key, null, list.Value.First(t => t.Weight > 0).Text, null))];
}
