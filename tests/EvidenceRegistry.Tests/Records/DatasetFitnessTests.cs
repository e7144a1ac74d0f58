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
}
