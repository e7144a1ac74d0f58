namespace EvidenceRegistry.FullText.Tests;

public class QueryWordsTests
{
    [Theory]
    [InlineData("ผลกระทบของภัยแล้งในจังหวัดน่าน", "ผลกระทบ|ผล กระทบ ภัยแล้ง จังหวัด น่าน")]
    [InlineData("ของ ใน", "ของ ใน")]
    public void A_record_need_not_hold_the_words_that_only_hold_the_question_together(string query, string required)
    {
        IReadOnlyList<Token> words = Analysis.OfTheProject.QueryWords(query);
        IReadOnlySet<int> positions = Analysis.OfTheProject.RequiredPositions(words);
        Assert.Equal(required, Analysis.Show(words.Where(word => positions.Contains(word.Position))));
    }

    [Theory]
    [InlineData("studies", "study")]
    [InlineData("studied", "studying")]
    [InlineData("making", "makes")]
    [InlineData("planned", "plans")]
    [InlineData("country's", "countries")]
    [InlineData("boxes", "box")]
    public void Forms_of_one_English_word_are_found_by_each_other(string one, string other) => Assert.Equal(EnglishStem.Of(one), EnglishStem.Of(other));

    [Theory]
    [InlineData("policy", "police")]
    [InlineData("new", "news")]
    [InlineData("university", "universe")]
    [InlineData("general", "generation")]
    public void Different_English_words_stay_apart(string one, string other) => Assert.NotEqual(EnglishStem.Of(one), EnglishStem.Of(other));

    [Fact]
    public void Only_a_Thai_query_is_compared_by_clusters()
    {
        Assert.Empty(TextAnalysis.RankingClusterPairs("impact of drought"));
        Assert.Equal(["ข้า_ว", "ว_โล", "โล_ก"], TextAnalysis.RankingClusterPairs("ข้าวโลก").Select(pair => pair.Text));
    }

    [Fact]
    public void A_single_cluster_is_found_whatever_follows_it()
    {
        Assert.True(TextAnalysis.QuoteClusters(" น้ำ ").IsPrefix);
        Assert.True(Analysis.Quotes("น้ำ", "แม่น้ำโขง"));
        Assert.True(Analysis.Quotes("น้ำ", "แม่น้ำ"));
        Assert.False(Analysis.Quotes("น้ำ", "นำ"));
        Assert.Empty(TextAnalysis.QuoteClusters(" \u200B").Terms);
    }

    [Theory]
    [InlineData("abc", 3, 3)]
    [InlineData("a😀b", 3, 2)]
    [InlineData("a😀b", 4, 3)]
    [InlineData("😀😀", 4, 2)]
    [InlineData("\uD83Dab", 3, 3)]
    public void Offsets_are_told_in_code_points(string text, int utf16, int codePoints) => Assert.Equal(codePoints, new CodePoints(text).At(utf16));
}
