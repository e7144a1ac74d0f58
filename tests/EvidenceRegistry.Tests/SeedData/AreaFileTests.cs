namespace EvidenceRegistry.Tests.SeedData;

public sealed class AreaFileTests
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Areas = SeedFiles.Csv("areas/areas.csv");

    [Theory]
    [InlineData("country", 1)]
    [InlineData("region", 6)]
    [InlineData("cluster", 18)]
    [InlineData("province", 77)]
    public void Every_area_of_the_cascade_is_there(string kind, int count) =>
        Assert.Equal(count, Areas.Count(area => area["kind"] == kind));

    [Fact]
    public void Every_area_hangs_under_the_level_above_and_only_Bangkok_has_no_cluster()
    {
        var kinds = Areas.ToDictionary(area => area["code"], area => area["kind"]);

        Assert.All(Areas.Where(area => area["kind"] == "region"), region => Assert.Equal("TH", region["parent"]));
        Assert.All(Areas.Where(area => area["kind"] == "cluster"), cluster => Assert.Equal("region", kinds[cluster["parent"]]));
        var straightUnderARegion = Assert.Single(Areas, area => area["kind"] == "province" && kinds[area["parent"]] != "cluster");
        Assert.Equal(("TH-10", "R3"), (straightUnderARegion["code"], straightUnderARegion["parent"]));
    }

    [Fact]
    public void No_name_or_short_form_means_two_areas_of_one_kind()
    {
        var names = Areas.SelectMany(area => Names(area).Select(name => (area["kind"], name, area["code"]))).ToList();

        Assert.All(names, entry => Assert.NotEmpty(entry.name));
        Assert.Empty(names.GroupBy(entry => (entry.Item1, entry.name)).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static IEnumerable<string> Names(IReadOnlyDictionary<string, string> area) =>
        new[] { area["name_th"], area["name_en"] }
            .Concat(area["short_th"].Split('|', StringSplitOptions.RemoveEmptyEntries))
            .Concat(area["short_en"].Split('|', StringSplitOptions.RemoveEmptyEntries));
}
