using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.FullText.Tests;

public sealed class QueryParserTests
{
    private static ParsedQuery Parse(string typed) => QueryParser.Parse(typed, 2_000);

    [Fact]
    public void Words_quotations_exclusions_and_filters_are_taken_apart()
    {
        ParsedQuery query = Parse("น้ำท่วม \"แผนแม่บท\" -กรุงเทพ -\"ภาค กลาง\" target:110301,110302 Kind:study");
        Assert.Equal("น้ำท่วม", query.Text);
        Assert.Equal(["แผนแม่บท"], query.Quotes);
        Assert.Equal(["กรุงเทพ", "ภาค กลาง"], query.Excluded);
        Assert.Equal(["110301,110302"], query.Filters[FacetNames.Target]);
        Assert.Equal(["study"], query.Filters[FacetNames.Kind]);
    }

    [Theory]
    [InlineData("“ข้อมูลเปิด”")]
    [InlineData("\"ข้อมูลเปิด\"")]
    [InlineData("„ข้อมูลเปิด“")]
    [InlineData("“ข้อมูลเปิด\"")]
    public void Typographic_quotation_marks_are_quotation_marks(string typed) => Assert.Equal(["ข้อมูลเปิด"], Parse(typed).Quotes);

    [Fact]
    public void Printed_quotation_marks_of_a_pasted_title_are_signs_and_the_typed_one_stays_exact()
    {
        ParsedQuery title = Parse("รัฐมนตรีเปิดงาน “ตลาดเกษตรกร” ที่จังหวัดนครราชสีมา ชวนซื้อ \"ข้าวใหม่\"");
        Assert.Equal(["ข้าวใหม่"], title.Quotes);
        Assert.Contains("“ตลาดเกษตรกร”", title.Text, StringComparison.Ordinal);
        Assert.Equal(["ตลาดเกษตรกร"], Parse("“ตลาดเกษตรกร” นครราชสีมา").Quotes);
    }

    [Fact]
    public void Words_and_quotations_are_kept_in_the_order_they_were_typed_too()
    {
        ParsedQuery parsed = QueryParser.Parse("โฆษก \"นายกฯ\" พอใจ -ลบ year:2565 \"ตัวเลข\"", 200);
        Assert.Equal(("โฆษก พอใจ", "โฆษก นายกฯ พอใจ ตัวเลข"), (parsed.Text, parsed.InOrder));
    }

    [Theory]
    [InlineData("-agency:\"กรม ก\" ข้าว", "agency:กรม ก")]
    [InlineData("-Kind:study ข้าว", "kind:study")]
    public void A_filter_behind_a_minus_is_excluded_as_words_with_all_that_was_quoted(string typed, string excluded)
    {
        ParsedQuery query = Parse(typed);
        Assert.Equal(("ข้าว", excluded), (query.Text, Assert.Single(query.Excluded)));
        Assert.Empty(query.Quotes);
        Assert.Empty(query.Filters);
    }

    /// <summary>White space is one space, and stands only where it stood: a minus after a quotation is none.</summary>
    [Theory]
    [InlineData("น้ำ  \"ก ข\"ดิน -ไฟ kind:study ลม", "น้ำ \"ก ข\"ดิน -ไฟ ลม")]
    [InlineData("kind:study  target:\"1,2\" \"ก\"-ข", "\"ก\"-ข")]
    [InlineData("kind:study", "")]
    [InlineData("  ก  ข ", "ก  ข")]
    public void A_question_without_its_filters_reads_as_it_was_typed(string typed, string expected)
    {
        ParsedQuery query = Parse(typed);
        Assert.Equal(expected, query.WithoutFilters);
        ParsedQuery again = Parse(query.WithoutFilters);
        Assert.Equal((query.Text, query.InOrder), (again.Text, again.InOrder));
        Assert.Equal(query.Quotes, again.Quotes);
        Assert.Equal(query.Excluded, again.Excluded);
    }

    [Fact]
    public void A_backslash_puts_a_quotation_mark_into_a_quotation() =>
        Assert.Equal(["เรียกว่า \"ประชารัฐ\" ในปี"], Parse("\"เรียกว่า \\\"ประชารัฐ\\\" ในปี\"").Quotes);

    [Fact]
    public void A_quotation_inside_a_run_of_Thai_is_a_quotation()
    {
        ParsedQuery query = Parse("คำว่า\"ข้อมูลเปิด\"ใช้");
        Assert.Equal(["ข้อมูลเปิด"], query.Quotes);
        Assert.Equal("คำว่า ใช้", query.Text);
    }

    [Theory]
    [InlineData("10.1234/abc:def.5")]
    [InlineData("https://doi.org/10.1234/x")]
    [InlineData("Area: a study of rivers")]
    [InlineData("ผลกระทบ: กรณีศึกษา 2563/64")]
    [InlineData("NOT * [[[ AND OR")]
    [InlineData("COVID-19 ในประเทศไทย")]
    public void Identifiers_titles_and_signs_stay_words(string typed)
    {
        ParsedQuery query = Parse(typed);
        Assert.Equal(typed, query.Text);
        Assert.Empty(query.Quotes);
        Assert.Empty(query.Excluded);
        Assert.Empty(query.Filters);
    }

    [Fact]
    public void A_quotation_that_never_closes_is_words() => Assert.Equal("\"ข้อมูล เปิด", Parse("\"ข้อมูล เปิด").Text);

    [Fact]
    public void A_question_of_a_hundred_thousand_characters_is_cut_where_the_caller_says()
    {
        ParsedQuery query = Parse(new string('"', 99_999) + "ก");
        Assert.Equal(2_000, query.Typed.Length);
        Assert.Equal(1_999, QueryParser.Parse(new string('ก', 1_999) + "😀", 2_000).Typed.Length);
    }

    [Fact]
    public void Nothing_that_can_be_typed_makes_it_fail() =>
        Prop.ForAll<string, char>((typed, odd) => Parse($"{typed}{odd}\"-{typed}\uD800:\\") is not null).QuickCheckThrowOnFailure();
}
