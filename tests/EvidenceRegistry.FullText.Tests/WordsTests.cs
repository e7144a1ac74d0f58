namespace EvidenceRegistry.FullText.Tests;

public class WordsTests
{
    [Theory]
    [InlineData("การพัฒนาพื้นที่ชายฝั่ง", "การ พัฒนา พื้นที่ ชายฝั่ง")]
    [InlineData("นักเรียนในจังหวัดแพร่ได้รับอาหารกลางวัน", "นักเรียน ใน จังหวัด แพร่ ได้ รับ อาหาร กลาง วัน")]
    [InlineData("ข้าวๆ และกรุงเทพฯ", "ข้าว และ กรุงเทพ")]
    public void Thai_is_cut_into_the_words_a_reader_sees(string text, string words) => Assert.Equal(words, Analysis.Words(text));

    [Theory]
    [InlineData("ข้าว", "ขาว")]
    [InlineData("น้ำ", "นำ")]
    [InlineData("ป่า", "ปา")]
    [InlineData("เสื้อ", "เสือ")]
    [InlineData("วิทยุ", "วิทยา")]
    public void Words_that_differ_in_a_tone_mark_or_a_vowel_share_no_term(string one, string other)
    {
        TextAnalysis analysis = Analysis.OfTheProject;
        Assert.Empty(analysis.Words(one).Select(token => token.Text).Intersect(analysis.Words(other).Select(token => token.Text)));
        Assert.False(Analysis.Quotes(one, other));
        Assert.True(Analysis.Quotes(one, $"ทั้ง{one}และ{other}"));
    }

    [Theory]
    [InlineData("110301", "110301")]
    [InlineData("V01", "v01")]
    [InlineData("110301F0101", "110301f0101|110301 f0101")]
    [InlineData("v3_110301V01F01", "v3_110301v01f01|v3 110301 v01 f01")]
    [InlineData("COVID-19", "covid19|covid 19")]
    [InlineData("PM2.5", "pm2.5|pm 2.5")]
    [InlineData("1,234,567.5 บาท", "1234567.5 บาท")]
    [InlineData("๑๒ คน", "12 คน")]
    [InlineData("doi:10.1234/Abc.5", "doi 10.1234/abc.5|10.1234 abc 5")]
    [InlineData("https://doi.org/10.1234/abc", "10.1234/abc|http doi org 10.1234 abc")]
    [InlineData("www.nesdc.go.th/plan.", "nesdc.go.th/plan|www nesdc go th plan")]
    [InlineData("info@example.or.th", "info@example.or.th|info exampl or th")]
    [InlineData("U.S.A.", "usa")]
    [InlineData("studies", "studi")]
    [InlineData("Café naïve", "caf naiv")]
    [InlineData("eﬃcient ﬁndings", "efficient find")]
    [InlineData("https://www.nesdc.go.th/a?b=1", "nesdc.go.th/a?b=1|http www nesdc go th a b 1")]
    [InlineData("โครงการABC123ไทย", "โครงการ abc123|abc 123 ไทย")]
    public void Codes_numbers_and_addresses_are_found_whole_and_in_parts(string text, string words) =>
        Assert.Equal(words, Analysis.Words(text));

    [Theory]
    [InlineData("พ.ศ. 2567", "พศ 2567|2024")]
    [InlineData("ปีงบประมาณ ๒๕๖๗", "ปีงบประมาณ|ปี งบประมาณ 2567|2024")]
    [InlineData("28/06/2565", "28 06 2565|2022")]
    [InlineData("แผน 2566-2570", "แผน 2566|2023 2570|2027")]
    [InlineData("ปี 67", "ปี 67|2567|2024")]
    [InlineData("30 ก.ย. ๖๕", "30 กย 65|2565|2022")]
    [InlineData("28/06/65", "28 06 65|2565|2022")]
    [InlineData("ปี 60 คน", "ปี 60 คน")]
    [InlineData("ปีที่ 50", "ปี ที่ 50")]
    [InlineData("3/50", "3 50")]
    [InlineData("ร้อยละ 65", "ร้อย ละ 65")]
    [InlineData("2567 บาท", "2567 บาท")]
    [InlineData("2,567", "2567")]
    [InlineData("2024", "2024")]
    [InlineData("ค.ศ. 1999", "คศ 1999")]
    public void A_Buddhist_year_is_found_by_its_Common_Era_year_where_a_year_is_meant(string text, string words) => Assert.Equal(words, Analysis.Words(text));

    [Fact]
    public void Offsets_lead_back_to_the_text_as_it_was_handed_in()
    {
        const string Text = "\u200Bข้า\u200Bว COVID-19";
        Token rice = Analysis.OfTheProject.Words(Text)[0];
        Assert.Equal(("ข้าว", 1, 6), (rice.Text, rice.Start, rice.End));
        Token whole = Analysis.OfTheProject.Words(Text)[1];
        Assert.Equal("COVID-19", Text[whole.Start..whole.End]);
    }

    [Theory]
    [InlineData("น้ํา", "น้ำ")]
    [InlineData("นํ้า", "น้ำ")]
    [InlineData("เเม่น้ำ", "แม่น้ำ")]
    [InlineData("ที่่", "ที่")]
    [InlineData("ท่ี", "ที่")]
    [InlineData("นำ้ท่วม", "น้ำท่วม")]
    [InlineData("น้ำ้", "น้ำ")]
    [InlineData("ｆｌｏｏｄ", "flood")]
    [InlineData("น\u200B้ำ\u2060ท่วม", "น้ำท่วม")]
    public void Ways_of_typing_one_syllable_are_one_word(string typed, string meant) => Assert.Equal(Analysis.Words(meant), Analysis.Words(typed));

    [Fact]
    public void Words_that_only_ask_are_left_out_of_a_query_unless_nothing_else_is_there()
    {
        Assert.Equal("ประธานาธิบดี", Analysis.Show(Analysis.OfTheProject.QueryWords("ใคร ประธานาธิบดี")));
        Assert.Equal("ใคร", Analysis.Show(Analysis.OfTheProject.QueryWords("ใคร")));
    }

    [Fact]
    public void Neighbouring_words_make_pairs_of_their_most_general_forms()
    {
        IReadOnlyList<Token> words = Analysis.OfTheProject.Words("วัคซีน COVID-19 ปี 2567");
        Assert.Equal(["วัคซีน_covid", "covid_19", "19_ปี", "ปี_2024"], TextAnalysis.WordPairs(words).Select(pair => pair.Text));
    }

    [Fact]
    public void No_term_is_longer_than_the_engines_take()
    {
        string text = new string('x', 5000) + " " + new string('ก', 5000) + " " + new string('่', 5000) + " " + new string('7', 5000);
        Assert.All(Analysis.OfTheProject.Words(text), token => Assert.True(token.Text.Length <= TextAnalysis.LongestToken));
        Assert.All(TextAnalysis.ClusterPairs(text), token => Assert.True(token.Text.Length <= TextAnalysis.LongestToken));
    }
}
