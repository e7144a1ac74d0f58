using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.FullText.Tests;

public sealed class ThaiSlipsTests
{
    private static readonly Segmenter Segmenter = Analysis.OfTheProject.Segmenter;

    [Fact]
    public void The_likeliest_run_one_slip_away_comes_first()
    {
        Assert.Equal("เศรษฐกิจ", Of("เศรษฐกิด")[0].Run);
        Assert.Equal("โรงเรียน", Of("โรงเรีน")[0].Run);
        Assert.All(Of("โรงเรีน").Take(1), meant => Assert.True(meant.Likelier));
    }

    [Fact]
    public void What_is_no_run_of_Thai_letters_has_none()
    {
        Assert.Empty(Of(""));
        Assert.Empty(Of("กข"));
        Assert.Empty(Of("abc"));
        Assert.Empty(Of("น้ำ ท่วม"));
        Assert.Empty(Of(new string('ก', 121)));
    }

    [Fact]
    public void A_long_run_is_looked_at_around_the_piece_that_nobody_knows()
    {
        const string Run = "การพัฒนาระบบเตือนภัยน้ำท่วมฉับพลันในลุ่มน้ำของปรเทศไทย";
        Assert.Empty(ThaiSlips.Of(Run, [], Segmenter));
        Assert.Contains(ThaiSlips.Of(Run, ["ปรเทศ"], Segmenter), meant => meant.Run.EndsWith("ของประเทศไทย", StringComparison.Ordinal));
    }

    [Fact]
    public void No_text_throws_and_the_run_itself_is_not_told() => Prop.ForAll<string>(typed =>
        ThaiSlips.Of(typed ?? "", [typed ?? "x"], Segmenter).All(meant => meant.Run != typed)).QuickCheckThrowOnFailure();

    private static List<ThaiSlips.Meant> Of(string run) => [.. ThaiSlips.Of(run, [], Segmenter)];
}
