using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;

namespace EvidenceRegistry.Tests.Records;

public sealed class DatasetFitnessTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    [Theory]
    [InlineData("ปี", 1, "2026-01-31", Freshness.Current)]
    [InlineData("ปี", 1, "2025-01-31", Freshness.Late)]
    [InlineData("ปี", 1, "2020-01-31", Freshness.Stale)]
    [InlineData("ปี", 5, "2022-01-31", Freshness.Current)]
    [InlineData("เดือน", null, "2026-10-01", Freshness.Current)]
    [InlineData("เดือน", null, "2026-05-01", Freshness.Stale)]
    [InlineData("ไม่มีการปรับปรุงหลังจากการจัดเก็บข้อมูล", null, "2010-01-01", Freshness.Fixed)]
    [InlineData("ไม่ทราบ", null, "2026-10-01", Freshness.Unknown)]
    [InlineData("เดือน", null, null, Freshness.Unknown)]
    public void A_promise_is_held_against_the_last_update(string unit, int? interval, string? updated, Freshness state)
    {
        var dataset = new DatasetContent
        {
            UpdateFrequencyUnit = unit,
            UpdateFrequencyInterval = interval,
            UpdatedOn = updated is null ? null : DateOnly.Parse(updated, System.Globalization.CultureInfo.InvariantCulture),
        };
        var freshness = DatasetFitness.Of(dataset, Today).Freshness;
        Assert.Equal(state, freshness.State);
        Assert.False(string.IsNullOrEmpty(freshness.Why.Th) || string.IsNullOrEmpty(freshness.Why.En));
    }

    [Fact]
    public void A_dataset_with_years_unit_and_level_of_area_can_be_a_baseline_and_each_point_says_why()
    {
        var dataset = new DatasetContent { FirstYear = 2010, LastYear = 2024, UnitOfMeasure = "ร้อยละ", GeoCoverage = "จังหวัด", UnitOfMultiplier = "หน่วย", Disaggregate = ["เพศ"] };
        var baseline = DatasetFitness.Of(dataset, Today).Baseline;
        Assert.Equal(BaselineUse.Yes, baseline.Usable);
        Assert.Equal(["years", "recent", "unit", "multiplier", "disaggregation", "areaLevel"], baseline.Points.Select(p => p.Point));
        Assert.Equal("2010–2024", baseline.Points[0].Said);

        dataset.LastYear = 2015;
        Assert.Equal(BaselineUse.Partly, DatasetFitness.Of(dataset, Today).Baseline.Usable);
        dataset.UnitOfMeasure = "ไม่ทราบ";
        Assert.Equal(BaselineUse.No, DatasetFitness.Of(dataset, Today).Baseline.Usable);
    }

    [Theory]
    [InlineData("จังหวัด", null, "province")]
    [InlineData("ไม่ทราบ", "TH-10", "")]
    [InlineData("ลุ่มน้ำตัวอย่าง", null, "other")]
    [InlineData(null, "TH R1 TH-50 TH-51", "country region province")]
    [InlineData(null, null, "")]
    public void Levels_of_area_are_those_that_the_catalogue_names_or_else_those_of_its_areas(string? coverage, string? areas, string levels)
    {
        var facets = FitnessFacets.Of(new DatasetContent { GeoCoverage = coverage, Areas = areas?.Split(' ').ToList() }, Today);
        Assert.Equal(levels, string.Join(' ', facets["areaLevel"]));
    }

    [Theory]
    [InlineData(2020, 2023, 4)]
    [InlineData(null, 2023, 1)]
    [InlineData(2020, null, 0)]
    [InlineData(2024, 2023, 1)]
    [InlineData(1, 2023, 300)]
    public void Each_year_of_data_can_be_asked_for_within_reason(int? first, int? last, int years)
    {
        var asked = FitnessFacets.Of(new DatasetContent { FirstYear = first, LastYear = last }, Today)["dataYear"];
        Assert.Equal(years, asked.Count);
        Assert.True(last is null || asked[^1] == "2023");
    }
}
