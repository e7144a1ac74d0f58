using EvidenceRegistry.Formats.Thai;
using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.Formats.Tests.Thai;

public sealed class ThaiRepairTests
{
    [Theory]
    // Private-use glyphs of old fonts.
    [InlineData("มุ\uF70Aงผลสัมฤทธิ\uF70E", "มุ่งผลสัมฤทธิ์")]
    [InlineData("เป\uF712น", "เป็น")]
    [InlineData("ป\uF702งบประมาณ", "ปีงบประมาณ")]
    [InlineData("\uF70Fา\uF700าน", "ญาฐาน")]
    // Tone marks under Latin letters.
    [InlineData("พืÊนทีÉ", "พื้นที่")]
    [InlineData("ผลสัมฤทธิÍ", "ผลสัมฤทธิ์")]
    [InlineData("ไม่ตํÉากว่า", "ไม่ต่ำกว่า")]
    // SARA AM in pieces.
    [InlineData("สํานัก", "สำนัก")]
    [InlineData("ซํ้าซ้อน", "ซ้ำซ้อน")]
    [InlineData("ซ้ําซ้อน", "ซ้ำซ้อน")]
    [InlineData("ค ำสั่งส ำนัก", "คำสั่งสำนัก")]
    [InlineData("ได้ก าหนดประจ าปี", "ได้กำหนดประจำปี")]
    [InlineData("การบริหารจัดการน้ าทั้งระบบ", "การบริหารจัดการน้ำทั้งระบบ")]
    [InlineData("ที่ นํ า เ ส น อ", "ที่ นำ เ ส น อ")]
    [InlineData("น้ำา", "น้ำ")]
    [InlineData("แม่น้้าโขง", "แม่น้ำโขง")]
    [InlineData("ประจำาปี", "ประจำปี")]
    [InlineData("๗/ส\uFFFDานักงบประมาณประจ\uFFFDาปี", "๗/สำนักงบประมาณประจำปี")]
    [InlineData("น้\uFFFDา น\uFFFD้า", "น้ำ น้ำ")]
    // Latin ligatures.
    [InlineData("ﬁnding eﬃcient ﬂows, oﬀ ﬆ", "finding efficient flows, off st")]
    // Order, doubles, blanks.
    [InlineData("ที่ี", "ที่")]
    [InlineData("พ้ืนท่ี", "พื้นที่")]
    [InlineData("นำ้", "น้ำ")]
    [InlineData("พันธ์ุ สิทธ์ิ", "พันธุ์ สิทธิ์")]
    [InlineData("ให้้", "ให้")]
    [InlineData("ว ิจ ัย", "วิจัย")]
    [InlineData("ที ่", "ที่")]
    // The running head of the Royal Gazette.
    [InlineData("\u0E49หนา   ๑\n\u0E48เลม   ๑๓๙", "หน้า   ๑\nเล่ม   ๑๓๙")]
    public void Damaged_Thai_gets_its_writing_back(string raw, string mended) => Assert.Equal(mended, ThaiRepair.Mend(raw).Text);

    [Fact]
    public void A_page_whose_font_calls_every_stroke_SARA_AM_gets_its_SARA_AA_back()
    {
        const string Raw = "(2) กำรจัดกำรที่ดินท ำกินของรำษฎร\nมำใช้เป็นกรอบในกำรบูรณำกำรอย่ำงเป็นระบบ\nหน้ำ";

        var repaired = ThaiRepair.Mend(Raw);

        Assert.Equal("(2) การจัดการที่ดินทำกินของราษฎร\nมาใช้เป็นกรอบในการบูรณาการอย่างเป็นระบบ\nหน้า", repaired.Text);
        Assert.Equal((1, 9), (repaired.Damage.SaraAm, repaired.Damage.SaraAa));
    }

    [Theory]
    [InlineData("คำสั่งสำนักนำทำ\nการตรวจราชการ ประจำปี")]
    [InlineData("การตรวจราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๓")]
    [InlineData("ร า ช ก า ร ที่")]
    [InlineData("CAFÉ ÊTRE Ísland, Éire")]
    [InlineData("ภาษา É เป็นอักษร")]
    [InlineData("ป่า ปา น้ำ นำ เสื้อ เสือ พันธุ์ ศาสตร์")]
    [InlineData("ส\uFFFDานัก ผลสัมฤทธิ\uFFFDและ")]
    [InlineData("สํ ตํ บาลี")]
    [InlineData("ก\nา")]
    [InlineData("ผู้ืถือหุ้น ไรน์ัลันท์")]
    [InlineData("ต่อไป \"น ายสุทธิ")]
    [InlineData("")]
    public void Sound_text_is_left_alone(string text)
    {
        var repaired = ThaiRepair.Mend(text);

        Assert.Equal(text, repaired.Text);
        Assert.Equal(0, repaired.Damage.Mended);
        Assert.Equal(Enumerable.Range(0, text.Length), repaired.Map);
    }

    [Fact]
    public void The_receipt_counts_each_kind_of_damage_apart_and_what_is_left()
    {
        var damage = ThaiRepair.Mend("เป\uF712น พืÊนทีÉ สํานัก ก าหนด ท่ี ให้้ ว ิจัย\n้หาย").Damage;

        Assert.Equal(new ThaiDamage(1, 2, 2, 1, 1, 1, 0, 0, 1), damage);
        Assert.Equal(9, damage.Found);
    }

    [Fact]
    public void A_quoted_stretch_leads_back_to_the_raw_page_text()
    {
        const string Raw = "ได้ก าหนด พืÊนทีÉ";
        var repaired = ThaiRepair.Mend(Raw);
        var at = repaired.Text.IndexOf("กำหนด", StringComparison.Ordinal);

        var (start, end) = repaired.RawSpan(at, at + "กำหนด".Length);

        Assert.Equal("ก าหนด", Raw[start..end]);
        Assert.Equal(repaired.Text.Length, repaired.Map.Count);
    }

    [Fact]
    public void Mending_a_mended_text_changes_nothing_whatever_the_text()
    {
        const string Alphabet = "กขนส่้็์ัิีึืุํำาเ ๊\u00A0\n\uF70A\uF710ÉÊÍaA1.\uFFFD";
        var texts = Gen.Elements(Alphabet.ToCharArray()).ArrayOf().Select(signs => new string(signs));

        Prop.ForAll(texts.ToArbitrary(), raw =>
        {
            var once = ThaiRepair.Mend(raw);
            var twice = ThaiRepair.Mend(once.Text);
            Assert.Equal(once.Text, twice.Text);
            Assert.Equal(0, twice.Damage.Mended);
            Assert.Equal(once.Text.Length, once.Map.Count);
            Assert.All(once.Map, from => Assert.InRange(from, 0, raw.Length - 1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_hostile_run_of_marks_is_mended_in_a_moment_and_stays_mended()
    {
        foreach (var raw in new[] { new string('\u0E48', 100_000), string.Concat(Enumerable.Repeat("่ิ", 50_000)), "ก" + new string('ำ', 100_000), string.Concat(Enumerable.Repeat("ก ำ ้า", 20_000)) })
        {
            var once = ThaiRepair.Mend(raw);
            Assert.Equal(once.Text, ThaiRepair.Mend(once.Text).Text);
        }
    }
}
