using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Tests.Plans;

public sealed class PlanTreeTests
{
    [Theory]
    [InlineData("110301", "110301")]
    [InlineData("110301@2561", "110301")]
    [InlineData("๑๑๐๓๐๑", "110301")]
    [InlineData("11 03 01", "110301")]
    [InlineData("11.03.01", "110301")]
    [InlineData(" 11-03-01 ", "110301")]
    [InlineData("10101", "010101")]
    [InlineData("11", "11")]
    [InlineData("110000", "11")]
    [InlineData("1", "1")]
    [InlineData("110001", "110001")]
    [InlineData("110300", "110300")]
    [InlineData("z1.1", "Z1.1")]
    [InlineData("O6.3", "O6.3")]
    [InlineData("outcome.award", "outcome.award")]
    [InlineData("110301V01", "110301V01")]
    [InlineData("110301 v01", "110301V01")]
    [InlineData("v3_110301V01", "110301V01")]
    [InlineData("110301F0101", "110301F0101")]
    [InlineData("v3_110301F0101", "110301F0101")]
    [InlineData("110301V01F01", "110301F0101")]
    [InlineData("v3_110301V01F01", "110301F0101")]
    [InlineData("110301-V01-F01@2566", "110301F0101")]
    [InlineData("110301V01F0101", "110301F0101")]
    public async Task A_code_is_found_in_every_form_people_write(string written, string code)
    {
        await using var registry = await PlanFixture.SeededAsync();
        Assert.Equal(code, (await registry.TreeAsync()).Find(written)?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("999999")]
    [InlineData("1.1")]
    [InlineData("110301@2599")]
    [InlineData("110301@สอง")]
    [InlineData("110301V01F0201")]
    [InlineData("V01")]
    [InlineData("การศึกษา")]
    [InlineData("1103011103011103011103011103011103011103011103011103011103")]
    public async Task What_is_no_code_of_the_plans_is_not_found(string written)
    {
        await using var registry = await PlanFixture.SeededAsync();
        Assert.Null((await registry.TreeAsync()).Find(written));
    }

    [Fact]
    public async Task A_factor_leads_up_to_the_strategy_and_the_strategy_down_to_the_factor()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var tree = await registry.TreeAsync();

        var factor = tree.Find("110301F0101")!;
        var way = factor.Ancestors.Select(n => n.Code).ToList();

        Assert.Equal(["110301V01", "110301", "110300", "11"], way[..4]);
        Assert.Equal("strategy", factor.Ancestors.Last().Scheme);
        Assert.Contains(factor, factor.Ancestors.Last().Descendants);
        Assert.Equal("110301", factor.SubTarget!.Code);
        Assert.Equal("A", factor.Priority);
        Assert.NotEmpty(factor.SubTarget.ContributesTo);
        Assert.All(factor.SubTarget.ContributesTo, goal => Assert.Equal("issueGoal", tree.Find(goal)!.Scheme));
    }

    [Theory]
    [InlineData("2022-01-01T00:00:00Z", "2561")]
    [InlineData("2023-03-06T16:59:59Z", "2561")]
    [InlineData("2023-03-06T17:00:00Z", "2566")]
    [InlineData("2018-01-01T00:00:00Z", "2561")]
    [InlineData("2026-11-01T00:00:00Z", "2566")]
    public async Task The_edition_in_force_changes_at_midnight_in_Bangkok(string instant, string edition)
    {
        await using var registry = await PlanFixture.SeededAsync();
        registry.Time.AdjustTime(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        var tree = await registry.TreeAsync();

        Assert.Equal(edition, tree.CurrentEdition!.Code);
        Assert.Equal(edition, tree.Find("110301")!.Edition);
        Assert.Equal("2561", tree.Find("110301@2561")!.Edition);
    }

    [Fact]
    public async Task A_province_lies_in_a_cluster_in_a_region_in_the_country_and_Bangkok_in_none()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var areas = (await registry.TreeAsync()).Areas;

        Assert.Equal(["C15", "R1", "TH"], areas.Find("TH-50")!.Ancestors.Select(a => a.Code));
        Assert.Equal(["R3", "TH"], areas.Find("th10")!.Ancestors.Select(a => a.Code));
        Assert.Equal(77, areas.Find("TH")!.Descendants.Count(a => a.Kind == "province"));
        Assert.Equal(["TH-10"], areas.Named("กทม.").Select(a => a.Code));
        Assert.Equal("TH-50", areas.Nearest("เชียงไหม่", 1).Single().Code);
    }

    [Fact]
    public async Task A_mistyped_code_is_answered_with_the_nearest_ones_of_the_edition_in_force()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var tree = await registry.TreeAsync();

        Assert.Contains("110301", tree.Nearest("110031", 5, "subTarget").Select(n => n.Code));
        Assert.Equal("110301F0101", tree.Nearest("110301F101", 3, "factor")[0].Code);
        Assert.Empty(tree.Nearest("ฟ้าใส", 3));
    }

    [Fact]
    public void Before_anything_is_loaded_the_tree_is_empty_and_says_so()
    {
        Assert.Null(PlanTree.Empty.CurrentEdition);
        Assert.Null(PlanTree.Empty.Find("110301"));
        Assert.Empty(PlanTree.Empty.Areas.All);
    }
}
