using EvidenceRegistry.Formats.Thai;

namespace EvidenceRegistry.Formats.Tests.Thai;

public sealed class PageSenseTests
{
    [Theory]
    // The way a file looks whose fonts map letters to signs and control characters.
    [InlineData("%022#NO %0%N#%%2#2>?0%?2>%#/2/>%2'% ค1O'02NN2%>#/>??/>'BN#2> 1B์  /#2$ค/2#N AQ?Pค1QR", true)]
    [InlineData("\u0012\u001c1\u000f\u000f1\u0017> \u0013\u0014\u0015\u0016\u0017\u0018\u0019 \u0001\u0002\u0003\u0004 \u0012\u001c1\u000f\u000f1\u0017> \u0013\u0014\u0015 \u0012\u001c1\u000f\u000f1\u0017> \u0013\u0014\u0015\u0016\u0017\u0018", true)]
    [InlineData("การตรวจราชการแบบบูรณาการเพื่อมุ่งผลสัมฤทธิ์ตามนโยบายของรัฐบาล ประจำปีงบประมาณ", false)]
    [InlineData("The quick brown fox (2021) jumps over 12,345.67 lazy dogs, see https://example.org/a?b=c", false)]
    [InlineData("1,234.50  2,345.60  3,456.70  4,567.80  5,678.90  6,789.00  7,890.10  100.00 %  12/2564", false)]
    [InlineData("สถิติ 中文文本也是可以阅读的文字 日本語のテキスト العربية نص مقروء русский текст", false)]
    // Too little to judge: the benefit of the doubt.
    [InlineData("%0/>%N'O2", false)]
    [InlineData("", false)]
    public void A_page_one_cannot_read_is_told_from_one_one_can(string text, bool garbled) => Assert.Equal(garbled, PageSense.IsGarbled(text));
}
