using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Pages;
using EvidenceRegistry.Searching;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>The histogram of years.</summary>
public sealed class YearBarsTests
{
    [Fact]
    public void A_year_without_records_is_a_gap_and_a_line()
    {
        var years = YearBars.Of(Facet((2015, 4), (2018, 1), (2019, 400)))!;
        Assert.Equal([2015, 2016, 2017, 2018, 2019], years.Bars.Select(b => b.Year));
        Assert.Equal([3, 0, 0, 3, 58], years.Bars.Select(b => b.Tall));
        Assert.Equal([0, 10, 20, 30, 40], years.Bars.Select(b => b.X));
        Assert.Equal([new(2019, 2019, 400), new(2018, 2018, 1), new(2016, 2017, 0), new YearRun(2015, 2015, 4)], years.Runs);
    }

    [Fact]
    public void One_old_year_does_not_press_all_others_together_and_is_not_lost()
    {
        var years = YearBars.Of(Facet((1893, 2), (2019, 3), (2020, 1)))!;
        Assert.Equal(YearBars.MostYears, years.Bars.Count);
        Assert.Equal(2020, years.Bars[^1].Year);
        Assert.Equal(2, years.Earlier);
        Assert.Contains(new YearRun(1893, 1893, 2), years.Runs);
    }

    [Fact]
    public void One_year_is_no_histogram() => Assert.Null(YearBars.Of(Facet((2020, 9))));

    private static FacetValueView[] Facet(params (int Year, long Count)[] years) => [.. years.Select(y => new FacetValueView($"{y.Year}", new LocalText($"{y.Year}", null), y.Count))];
}
