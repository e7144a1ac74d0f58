using System.Globalization;
using EvidenceRegistry.Searching;

namespace EvidenceRegistry.Pages;

/// <summary>Records by year on an axis without holes: a year without a record is a gap one sees, and a line one reads.</summary>
/// <param name="Bars">Every year of the axis, at most the last <see cref="MostYears"/>.</param>
/// <param name="Runs">All years, newest first, those without a record joined to one line.</param>
/// <param name="Earlier">Records of years before the axis.</param>
public sealed record YearBars(IReadOnlyList<YearBar> Bars, IReadOnlyList<YearRun> Runs, long Earlier)
{
    public const int MostYears = 60, Step = 10, Height = 60;

    public int Width => Bars.Count * Step;

    /// <returns>Null where there are not two years to compare.</returns>
    public static YearBars? Of(IReadOnlyList<FacetValueView> years)
    {
        var counts = years.ToDictionary(y => int.Parse(y.Value, CultureInfo.InvariantCulture), y => y.Count);
        if (counts.Count < 2)
        {
            return null;
        }

        var (last, most) = (counts.Keys.Max(), counts.Values.Max());
        var first = Math.Max(counts.Keys.Min(), last - MostYears + 1);
        var bars = Enumerable.Range(first, last - first + 1).Select((year, i) =>
        {
            var count = counts.GetValueOrDefault(year);
            var tall = count == 0 ? 0 : Math.Max(3, (int)(count * (Height - 2) / most));
            return new YearBar(year, count, i * Step, Height - tall, tall);
        });
        return new YearBars([.. bars], [.. Told([.. counts.Keys.OrderDescending()], counts)], counts.Where(c => c.Key < first).Sum(c => c.Value));
    }

    private static IEnumerable<YearRun> Told(List<int> newestFirst, Dictionary<int, long> counts)
    {
        for (var i = 0; i < newestFirst.Count; i++)
        {
            yield return new YearRun(newestFirst[i], newestFirst[i], counts[newestFirst[i]]);
            if (i + 1 < newestFirst.Count && newestFirst[i] - newestFirst[i + 1] > 1)
            {
                yield return new YearRun(newestFirst[i + 1] + 1, newestFirst[i] - 1, 0);
            }
        }
    }
}

/// <summary>A bar, its geometry in the units of the picture.</summary>
public sealed record YearBar(int Year, long Count, int X, int Y, int Tall);

/// <summary>Years with the same number of records: one year, or several without any.</summary>
public sealed record YearRun(int From, int To, long Count);
