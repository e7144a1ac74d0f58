using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>What holds for any text, tried on random ones: Thai letters and marks in any order, Latin, digits, signs, white space, zero-width characters, surrogates paired and not.</summary>
public class AnalysisPropertiesTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements("การ", "พัฒนา", "จังหวัด", "น้ำ", "ที่", "ข้าว", "แพร่", "ๆ", "ฯ", "COVID-19", "2567", "พ.ศ.", "๒๕", "10.1234/ab", "a@b.th", "http://x.th/", "V01", "é", "e\u0301", "\u200B", "\uFEFF", "_", "\u2423"),
        Gen.Choose(0x0E01, 0x0E5B).Select(i => ((char)i).ToString()),
        Gen.Choose(0x20, 0x7E).Select(i => ((char)i).ToString()),
        Gen.Choose(0, 0xFFFF).Select(i => ((char)i).ToString()),
        Gen.Elements(" ", "\n", "\t ", "\u00A0", "😀", "𝒜", "漢字", "\uD83D", "\uDE00", "\u0E48\u0E48", "ํา", "้ำ"));

    private static readonly Arbitrary<string> Texts = Arb.From(Gen.ListOf(Piece).Select(pieces => string.Concat(pieces)));

    [Fact]
    public void No_text_breaks_the_analysis_and_every_word_lies_in_the_text_in_order() => Prop.ForAll(Texts, text =>
    {
        IReadOnlyList<Token> words = Analysis.OfTheProject.Words(text);
        Assert.All(words, word => AssertInside(word, text));
        Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.Second.Position - pair.First.Position is 0 or 1));
        Token[] own = [.. words.GroupBy(word => word.Position).Select(group => group.Last())];
        Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start || pair.First.Start <= pair.Second.Start));
        Assert.All(TextAnalysis.WordPairs(words), pair => AssertInside(pair, text));
        Analysis.OfTheProject.QueryWords(text);
    }).Check(Many);

    [Fact]
    public void Clusters_tile_the_text_but_for_what_is_dropped() => Prop.ForAll(Texts, text =>
    {
        int at = 0;
        foreach (Cluster cluster in CharacterClusters.Of(text))
        {
            Assert.True(cluster.Start >= at && cluster.End > cluster.Start && cluster.End <= text.Length);
            Assert.True(IsNothing(text[at..cluster.Start]));
            at = cluster.End;
        }

        Assert.True(IsNothing(text[at..]));
    }).Check(Many);

    [Fact]
    public void Every_run_of_whole_clusters_that_is_quoted_is_found_where_it_was_read() => Prop.ForAll(Texts, text =>
    {
        Cluster[] clusters = [.. CharacterClusters.Of(text)];
        var random = new Random(clusters.Length);
        for (int i = 0; i < Math.Min(20, clusters.Length); i++)
        {
            int from = random.Next(clusters.Length);
            int to = Math.Min(clusters.Length, from + 1 + random.Next(6));
            string quote = text[clusters[from].Start..clusters[to - 1].End];
            Assert.True(string.IsNullOrWhiteSpace(quote) || Analysis.Quotes(quote, text), $"'{quote}' in '{text}'");
        }
    }).Check(Many);

    [Fact]
    public void Pairs_of_the_quote_stream_stand_one_at_a_position_and_hold_no_white_space() => Prop.ForAll(Texts, text =>
    {
        IReadOnlyList<Token> pairs = TextAnalysis.ClusterPairs(text);
        Assert.Equal(Enumerable.Range(0, pairs.Count), pairs.Select(pair => pair.Position));
        Assert.All(pairs, pair => AssertInside(pair, text));
    }).Check(Many);

    [Fact]
    public void A_word_path_tiles_its_run_of_Thai_letters() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0x0E01, 0x0E3A).Select(i => (char)i)).Select(run => string.Concat(run))), run =>
    {
        var pieces = new List<Segmenter.Piece>();
        Analysis.OfTheProject.Segmenter.Cut(run, pieces);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.End));
        Assert.Equal(run.Length, pieces.Count == 0 ? 0 : pieces[^1].End);
    }).Check(Many);

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60);

    private static void AssertInside(Token token, string text)
    {
        Assert.InRange(token.Text.Length, 1, TextAnalysis.LongestToken);
        Assert.DoesNotContain(token.Text, c => char.IsWhiteSpace(c) || char.IsControl(c));
        Assert.Equal(token.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(token.Text)));
        Assert.True(token.Start >= 0 && token.Start < token.End && token.End <= text.Length);
    }

    private static bool IsNothing(string text) => text.EnumerateRunes().All(rune => Characters.ClassOf(rune) is CharacterClass.Dropped or CharacterClass.Space);
}
