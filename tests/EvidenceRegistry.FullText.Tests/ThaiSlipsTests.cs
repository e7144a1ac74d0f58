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
        Assert.Equal("เกษตรกร", Of("เกษตกร")[0].Run);
        Assert.True(Of("โรงเรีน")[0].Likelier);
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
    public void No_run_of_Thai_letters_throws_and_each_other_run_is_told_once() => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0x0E01, 0x0E3A).Select(i => (char)i)).Select(run => string.Concat(run))), run =>
    {
        string[] told = [.. ThaiSlips.Of(run, [], Segmenter).Select(meant => meant.Run)];
        Assert.DoesNotContain(run, told);
        Assert.Equal(told.Length, told.Distinct(StringComparer.Ordinal).Count());
        Assert.All(told, other => Assert.InRange(other.Length, run.Length - 1, run.Length + 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_run_of_letters_that_make_no_word_is_left_alone() => Assert.Empty(Of(string.Concat(Enumerable.Repeat("ฆฬ", 60))));

    private static List<ThaiSlips.Meant> Of(string run) => [.. ThaiSlips.Of(run, [], Segmenter)];
}
