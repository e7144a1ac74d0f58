using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.FullText.Tests;

public sealed class PassageFinderTests
{
    private const string Page =
        "บทที่ 4 ผลการวิจัย\nการเก็บข้อมูลทำในสามจังหวัด ระหว่างปี 2564 ถึง 2565\n" +
        "ฝายชะลอน้ำช่วยให้ครัวเรือนเกษตรกรมีน้ำใช้ในฤดูแล้งเพิ่มขึ้นร้อยละ 18 เมื่อเทียบกับหมู่บ้านที่ไม่มีฝาย\n" +
        "ส่วนรายได้จากการท่องเที่ยวไม่เปลี่ยนแปลง อย่างไรก็ตามค่าใช้จ่ายลดลงเล็กน้อย";

    private static Passage? Find(string typed, string text) =>
        new PassageFinder(Analysis.OfTheProject, QueryParser.Parse(typed, 10_000)).Find(text);

    private static string Points(string text, int from, int to) =>
        string.Concat(text.EnumerateRunes().Skip(from).Take(to - from).Select(rune => rune.ToString()));

    [Fact]
    public void The_sentence_that_answers_is_quoted_to_the_letter_with_its_words_marked()
    {
        Passage passage = Find("ฝายชะลอน้ำ ฤดูแล้ง เกษตรกร", Page)!;
        Assert.Equal(Points(Page, passage.Start, passage.End), passage.Text);
        Assert.StartsWith("ฝายชะลอน้ำช่วยให้", passage.Text, StringComparison.Ordinal);
        Assert.InRange(passage.Text.Length, 80, 300);
        Assert.Contains(passage.Marks, mark => Points(passage.Text, mark.From, mark.To).Contains("ฤดูแล้ง", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quotation_stands_whole_in_the_passage_and_is_marked()
    {
        Passage passage = Find("\"ไม่เปลี่ยนแปลง อย่างไรก็ตามค่าใช้จ่าย\"", Page)!;
        Assert.Contains("ไม่เปลี่ยนแปลง อย่างไรก็ตามค่าใช้จ่าย", passage.Text, StringComparison.Ordinal);
        Assert.Contains(passage.Marks, mark => Points(passage.Text, mark.From, mark.To) == "ไม่เปลี่ยนแปลง อย่างไรก็ตามค่าใช้จ่าย");
    }

    [Fact]
    public void Places_are_counted_in_code_points_where_signs_outside_the_basic_plane_stand_before()
    {
        const string Text = "😀😀 ข้อมูลเปิดภาครัฐ";
        Passage passage = Find("ข้อมูลเปิด", Text)!;
        Assert.Equal(Text, passage.Text);
        PassageMark mark = Assert.Single(passage.Marks);
        Assert.Equal("ข้อมูลเปิด", Points(Text, mark.From, mark.To));
        Assert.Equal(3, mark.From);
    }

    [Fact]
    public void A_text_without_any_word_of_the_question_gives_no_passage() => Assert.Null(Find("ดาวเทียม", Page));

    [Theory]
    [InlineData("ฝายชะลอน้ำ ฤดูแล้ง เกษตรกร", "ฝายชะลอน้ำช่วยให้")]
    [InlineData("checked dams policy", "Policies on check dams")]
    [InlineData("รายงาน 2021", "รายงานปี 2564")]
    public void In_a_long_text_the_best_sentence_is_found_wherever_it_stands_and_places_count_from_the_start(string typed, string begins)
    {
        const string Filler = "😀 การประชุมครั้งนี้มีผู้เข้าร่วมจากหลายหน่วยงาน และมีการแลกเปลี่ยนความเห็นกัน\n";
        string around = string.Concat(Enumerable.Repeat(Filler, 60));
        foreach (string text in new[] { Page + "\n" + around, around + Page + "\n" + around, around + Page })
        {
            string whole = text.Replace("บทที่ 4", "Policies on check dams were checked again in three provinces during the last two dry seasons\nรายงานปี 2564 ฉบับแรก\n", StringComparison.Ordinal);
            Passage passage = Find(typed, whole)!;
            Assert.True(passage.Text.StartsWith(begins, StringComparison.Ordinal), passage.Text);
            Assert.Equal(Points(whole, passage.Start, passage.End), passage.Text);
            Assert.NotEmpty(passage.Marks);
        }
    }

    [Fact]
    public void A_megabyte_without_a_space_is_answered_with_a_short_passage()
    {
        string text = new StringBuilder().Insert(0, "การพัฒนาพื้นที่", 70_000).Append("ดาวเทียม").ToString();
        Passage passage = Find("ดาวเทียม", text)!;
        Assert.InRange(passage.Text.Length, 8, 600);
        Assert.EndsWith("ดาวเทียม", passage.Text, StringComparison.Ordinal);
    }

    /// <summary>Asked in one language and written in the other, with signs that no word ends.</summary>
    [Theory]
    [InlineData("rice", "ข้าว")]
    [InlineData("naive", "naïve")]
    public void However_long_the_signs_behind_a_word_run_the_passage_is_short_and_holds_the_word(string typed, string written)
    {
        foreach (string sign in new[] { ".", "😀" })
        {
            string signs = new StringBuilder().Insert(0, sign, 500_000).ToString();
            foreach (string text in new[] { written + signs, signs + written, $"{signs} {written}{signs}" })
            {
                Passage passage = Find(typed, text)!;
                Assert.InRange(passage.Text.Length, written.Length, 600);
                Assert.Equal(written, Points(passage.Text, passage.Marks[0].From, passage.Marks[0].To));
                Assert.Equal(Points(text, passage.Start, passage.End), passage.Text);
            }
        }
    }

    [Fact]
    public void In_a_long_text_that_says_it_another_way_the_sentence_is_found_too()
    {
        string around = string.Concat(Enumerable.Repeat("การประชุมครั้งนี้มีผู้เข้าร่วมจากหลายหน่วยงาน และมีการแลกเปลี่ยนความเห็นกัน\n", 60));
        Passage passage = Find("flood", around + "ครัวเรือนเสียหายจากน้ำท่วมสองครั้งในปีเดียว\n" + around)!;
        Assert.Contains("น้ำท่วม", passage.Text, StringComparison.Ordinal);
        Assert.Single(passage.Marks);
    }

    [Fact]
    public void Whatever_stands_in_text_and_question_the_passage_is_a_part_of_the_text_and_marks_lie_within() =>
        Prop.ForAll<string, string>((typed, text) =>
        {
            string stored = (text ?? "") + " " + typed;
            if (Find((typed ?? "") + " ข", stored + "ข ก") is not { } passage)
            {
                return;
            }

            int length = passage.Text.EnumerateRunes().Count();
            Assert.Contains(passage.Text, stored + "ข ก", StringComparison.Ordinal);
            Assert.All(passage.Marks, mark => Assert.True(mark.From >= 0 && mark.From < mark.To && mark.To <= length));
        }).QuickCheckThrowOnFailure();
}
