using System.Text.Json;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Pairs of neighbouring words that stewards' terms hold are learned of beside the words themselves; no other pair ever is.</summary>
public sealed class LearnedPairsTests
{
    private const string Sown = "เกษตรกรปลูกข้าวและขายยาง", Bled = "เกษตรกรปลูกยางและขายข้าว";

    private static readonly TagConcept[] Tree = [new("1", null, "เกษตร", null, false), new("101", "1", null, null), new("102", "1", null, null)];

    /// <summary>Terms of the concept above both, so that they tell neither from the other.</summary>
    private static readonly TagTerm[] Terms = [new("ปลูกข้าว", 1), new("ปลูกยาง", 1), new("ขายข้าว", 1), new("ขายยาง", 1), new("เกษตรกร + ปลูก", 1)];

    private static TagScheme Scheme(IEnumerable<string> words) => new(Analysis.OfTheProject, Tree, new Dictionary<string, IReadOnlyList<TagTerm>> { ["1"] = Terms }, words);

    private static TagField[] Fields(string text) => [new("abstract", text, TagFieldKind.Abstract)];

    private static TagLearned Learned() => new TagLearner(Scheme, new TagRules(), TagLearned.Nothing).Learn(
        [.. Enumerable.Range(0, 90).Select(i => new TagLesson($"r{i}", Fields((i % 3) switch { 0 => Sown, 1 => Bled, _ => "เกษตรกร" }), new Dictionary<string, bool> { ["101"] = i % 3 == 0, ["102"] = i % 3 == 1 }))]);

    [Fact]
    public void Texts_of_the_same_words_are_told_apart_by_pairs_and_the_pair_is_the_reason()
    {
        var learned = Learned();
        var tagger = new Tagger(Scheme(learned.Vocabulary()), new TagRules(), learned);
        Assert.Equal(("101", "102"), (tagger.Ranking(Fields(Sown))[0].Code, tagger.Ranking(Fields(Bled))[0].Code));

        // So short a text is not sure of anything; here it need not be.
        var unafraid = new Tagger(tagger.Scheme, new TagRules { Threshold = 0 }, learned with { Calibration = learned.Calibration! with { Threshold = 0, LeastScore = 0 } });
        var first = unafraid.Propose(Fields(Sown))[0];
        Assert.Equal("101", first.Code);
        Assert.Contains(first.Reasons, r => r.Text is "ปลูกข้าว" or "ขายยาง" && Sown[r.Start..r.End] == r.Text);
    }

    [Fact]
    public void Neighbours_that_no_term_holds_side_by_side_are_no_pair()
    {
        var words = Learned().Weights!.Words;
        Assert.Contains("ปลูก ข้าว", words);
        Assert.DoesNotContain("เกษตรกร ปลูก", words);
        Assert.All(words.Where(w => w.Contains(' ', StringComparison.Ordinal)), pair => Assert.Contains(pair.Replace(" ", "", StringComparison.Ordinal), Terms.Select(t => t.Text)));
    }

    [Fact]
    public void A_model_is_kept_as_JSON_whole_and_says_by_which_way_of_counting_it_was_calibrated()
    {
        var learned = Learned();
        var read = JsonSerializer.Deserialize<TagLearned>(JsonSerializer.Serialize(learned, TaughtFiles.Options), TaughtFiles.Options)!;
        Assert.Equal(JsonSerializer.Serialize(learned, TaughtFiles.Options), JsonSerializer.Serialize(read, TaughtFiles.Options));
        Assert.Equal((TagLearned.CurrentWay, 0), (read.Way, JsonSerializer.Deserialize<TagLearned>("{}", TaughtFiles.Options)!.Way));
    }

    [Fact]
    public void Numbers_that_are_missing_are_refused()
    {
        var learned = Learned();
        var broken = learned with { Weights = learned.Weights! with { Numbers = learned.Weights.Numbers[1..] } };
        Assert.Throws<InvalidDataException>(() => new Tagger(Scheme(broken.Vocabulary()), new TagRules(), broken));
    }

    [Fact]
    public void What_is_learned_later_begins_at_the_pairs_that_were_known()
    {
        var before = Learned();
        var after = new TagLearner(Scheme, new TagRules(), before).Learn([new TagLesson("x", Fields(Sown), new Dictionary<string, bool> { ["101"] = true })]);
        Assert.Superset(before.Weights!.Words.ToHashSet(), after.Weights!.Words.ToHashSet());
        var tagger = new Tagger(Scheme(after.Vocabulary()), new TagRules(), after);
        Assert.Equal("102", tagger.Ranking(Fields(Bled))[0].Code);
    }
}
