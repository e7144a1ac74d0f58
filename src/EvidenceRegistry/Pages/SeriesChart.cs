using System.Globalization;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Pages;

/// <summary>
/// One measure of a table by year: bars for one area, lines for several, both with the table they are drawn from. Years follow each other without
/// holes; where a number is missing the line is broken and the table says so.
/// </summary>
/// <param name="Measures">All there are to choose from.</param>
/// <param name="Areas">All areas of this measure; null for numbers of no area.</param>
/// <param name="Lines">The areas drawn, at most <see cref="MostAreas"/>.</param>
/// <param name="Years">Of the table, newest last.</param>
/// <param name="TooMany">More areas were asked for than are drawn.</param>
public sealed record SeriesChart(
    string Measure, IReadOnlyList<string> Measures, IReadOnlyList<string?> Areas, IReadOnlyList<SeriesLine> Lines, IReadOnlyList<int> Years,
    IReadOnlyList<SeriesTick> Ticks, string Top, string Bottom, string Zero, bool TooMany)
{
    /// <summary>More lines than this nobody tells apart.</summary>
    public const int MostAreas = 6;

    /// <summary>Stands in an address for the numbers of no area.</summary>
    public const string NoArea = "-";

    private const int Left = 70, Right = 630, Ground = 190, Sky = 20, MostYears = 40, MostTicks = 8;

    /// <param name="series">Not empty.</param>
    /// <param name="measure">One of the table's; anything else is taken for its first.</param>
    /// <param name="areas">Codes, <see cref="NoArea"/>; those that are not there are passed over, none left means the country or the area with most numbers.</param>
    public static SeriesChart Of(IReadOnlyList<SeriesPoint> series, string? measure = null, IReadOnlyList<string>? areas = null)
    {
        List<string> measures = [.. series.Select(p => p.Measure).Distinct(StringComparer.Ordinal)];
        var shown = measure is not null && measures.Contains(measure) ? measure : measures[0];
        var byArea = series.Where(p => p.Measure == shown).GroupBy(p => p.Area)
            .OrderByDescending(g => g.Key is null or "TH").ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key ?? NoArea, g => (IReadOnlyDictionary<int, decimal>)g.GroupBy(p => p.Year).ToDictionary(y => y.Key, y => y.First().Value), StringComparer.Ordinal);
        List<string> asked = [.. (areas ?? []).Distinct(StringComparer.Ordinal).Where(byArea.ContainsKey)];
        List<string> drawn = asked.Count > 0 ? [.. asked.Take(MostAreas)]
            : [byArea.OrderByDescending(a => a.Key is NoArea or "TH").ThenByDescending(a => a.Value.Count).First().Key];

        var (last, first) = (drawn.Max(a => byArea[a].Keys.Max()), drawn.Min(a => byArea[a].Keys.Min()));
        first = Math.Max(first, last - MostYears + 1);
        List<int> years = [.. Enumerable.Range(first, last - first + 1)];
        List<decimal> values = [.. drawn.SelectMany(a => byArea[a].Where(p => p.Key >= first).Select(p => p.Value))];
        var (high, low) = (Math.Max(0, values.Max()), Math.Min(0, values.Min()));
        var span = high - low == 0 ? 1 : high - low;
        var step = (Right - Left) / (double)years.Count;
        var every = (int)Math.Ceiling(years.Count / (double)MostTicks);
        return new SeriesChart(
            shown, measures, [.. byArea.Keys.Select(a => a == NoArea ? null : a)], [.. drawn.Select(Line)], years,
            [.. years.Where((_, i) => i % every == 0).Select(y => new SeriesTick(y, Text(Middle(y))))], Number(high), Number(low), Text(Y(0)), asked.Count > MostAreas);

        SeriesLine Line(string area)
        {
            var points = years.Where(byArea[area].ContainsKey).Select(year =>
            {
                var value = byArea[area][year];
                var (top, bottom) = (Y(Math.Max(0, value)), Y(Math.Min(0, value)));
                return new SeriesMark(year, Number(value), Text(Middle(year)), Text(Y(value)), Text(Middle(year) - (step / 2) + 1), Text(top), Text(Math.Max(1, step - 2)), Text(Math.Max(1, bottom - top)));
            }).ToList();
            var path = string.Concat(points.Select((p, i) => $"{(i > 0 && points[i - 1].Year == p.Year - 1 ? 'L' : 'M')}{p.X} {p.Y}"));
            return new SeriesLine(area == NoArea ? null : area, points, path);
        }

        double Middle(int year) => Left + ((year - first) * step) + (step / 2);

        double Y(decimal value) => Ground - ((double)((value - low) / span) * (Ground - Sky));
    }

    /// <summary>Razor takes <c>text</c> for a word of its own, so the element is put together here, its words encoded.</summary>
    public static string Label(string x, string y, string anchor, string words) => $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{System.Net.WebUtility.HtmlEncode(words)}</text>";

    private static string Number(decimal value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>One area's numbers, in order of years.</summary>
/// <param name="Path">SVG path, broken where a year is missing.</param>
public sealed record SeriesLine(string? Area, IReadOnlyList<SeriesMark> Marks, string Path)
{
    /// <summary>As people read it; null where the year has no number.</summary>
    public string? In(int year) => Marks.FirstOrDefault(m => m.Year == year)?.Value;
}

/// <summary>A number with its point and its bar, in the units of the picture.</summary>
public sealed record SeriesMark(int Year, string Value, string X, string Y, string BarX, string BarY, string BarWidth, string BarHeight);

/// <summary>A year that is written under the picture.</summary>
public sealed record SeriesTick(int Year, string X);
