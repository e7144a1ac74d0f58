using EvidenceRegistry.Formats.Tables;
using EvidenceRegistry.Pages;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>What is drawn of a table, and that it says no more than the table.</summary>
public sealed class SeriesChartTests
{
    private static readonly SeriesPoint[] Table =
    [
        new("TH-50", 2018, "ร้อยละ", 10), new("TH-50", 2019, "ร้อยละ", 20), new("TH-50", 2021, "ร้อยละ", 40), new("TH-50", 2021, "จำนวน", 4000),
        new("TH-54", 2019, "ร้อยละ", -5), new("TH-54", 2021, "ร้อยละ", 5), .. Enumerable.Range(10, 8).Select(n => new SeriesPoint($"TH-{n}", 2021, "จำนวน", n)),
    ];

    [Fact]
    public void It_opens_with_the_first_measure_and_the_area_of_most_numbers()
    {
        var chart = SeriesChart.Of(Table);
        Assert.Equal(("ร้อยละ", "TH-50"), (chart.Measure, chart.Lines.Single().Area));
        Assert.Equal(["ร้อยละ", "จำนวน"], chart.Measures);
        Assert.Equal(["TH-50", "TH-54"], chart.Areas);
        Assert.Equal("TH", SeriesChart.Of([.. Table, new("TH", 2021, "ร้อยละ", 1)]).Lines.Single().Area);
        Assert.Null(SeriesChart.Of([.. Table, new(null, 2021, "ร้อยละ", 1)]).Lines.Single().Area);
    }

    [Fact]
    public void A_year_without_a_number_has_its_place_on_the_axis_and_breaks_the_line()
    {
        var line = SeriesChart.Of(Table, "ร้อยละ", ["TH-50"]).Lines.Single();
        Assert.Equal([2018, 2019, 2020, 2021], SeriesChart.Of(Table).Years);
        Assert.Equal(2, line.Path.Count(c => c == 'M'));
        Assert.Null(line.In(2020));
        Assert.Equal("20", line.In(2019));
        var x = line.Marks.Select(m => double.Parse(m.X, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(x[2] - x[1], 2 * (x[1] - x[0]), 0.2);
    }

    [Fact]
    public void Several_areas_stand_under_one_scale_and_a_loss_lies_below_nought()
    {
        var chart = SeriesChart.Of(Table, "ร้อยละ", ["TH-54", "TH-50", "TH-54", "TH-99"]);
        Assert.Equal(["TH-54", "TH-50"], chart.Lines.Select(l => l.Area));
        Assert.Equal(("40", "-5"), (chart.Top, chart.Bottom));
        var zero = double.Parse(chart.Zero, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(double.Parse(chart.Lines[0].Marks[0].Y, System.Globalization.CultureInfo.InvariantCulture) > zero);
        Assert.True(double.Parse(chart.Lines[0].Marks[1].Y, System.Globalization.CultureInfo.InvariantCulture) < zero);
    }

    [Fact]
    public void Six_areas_at_most_are_drawn_and_the_reader_is_told()
    {
        var chart = SeriesChart.Of(Table, "จำนวน", [.. Enumerable.Range(10, 8).Select(n => $"TH-{n}")]);
        Assert.Equal((SeriesChart.MostAreas, true), (chart.Lines.Count, chart.TooMany));
        Assert.False(SeriesChart.Of(Table, "จำนวน", ["TH-10", "TH-11"]).TooMany);
    }

    [Fact]
    public void What_is_not_there_is_not_drawn()
    {
        var chart = SeriesChart.Of(Table, "<script>", ["TH-77"]);
        Assert.Equal(("ร้อยละ", "TH-50"), (chart.Measure, chart.Lines.Single().Area));
    }
}
