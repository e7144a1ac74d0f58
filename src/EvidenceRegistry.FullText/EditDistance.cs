namespace EvidenceRegistry.FullText;

/// <summary>How many atoms must be put in, left out, changed or swapped with a neighbour to make one sequence of the other.</summary>
internal static class EditDistance
{
    /// <returns>The distance, or <paramref name="most"/> + 1 where it is larger. Costs the length times <paramref name="most"/>, in memory the product of both lengths.</returns>
    public static int Of(IReadOnlyList<int> one, IReadOnlyList<int> other, int most)
    {
        if (Math.Abs(one.Count - other.Count) > most)
        {
            return most + 1;
        }

        var cells = Cells(one, other, most);
        return Math.Min(cells[one.Count, other.Count], most + 1);
    }

    /// <summary>
    /// The most edits that stand together, with at most one equal atom between two of them: slips of the finger stand alone, another word
    /// stands together.
    /// </summary>
    public static int LongestRun(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        var most = Math.Max(one.Count, other.Count);
        var cells = Cells(one, other, most);
        var (i, j, longest, run, equal) = (one.Count, other.Count, 0, 0, 2);
        while (i > 0 || j > 0)
        {
            if (i > 0 && j > 0 && one[i - 1] == other[j - 1] && cells[i, j] == cells[i - 1, j - 1])
            {
                (i, j, equal) = (i - 1, j - 1, equal + 1);
                continue;
            }

            run = equal > 1 ? 1 : run + 1;
            (longest, equal) = (Math.Max(longest, run), 0);
            (i, j) = i > 1 && j > 1 && Swapped(one, other, i, j) && cells[i, j] == cells[i - 2, j - 2] + 1 ? (i - 2, j - 2)
                : i > 0 && j > 0 && cells[i, j] == cells[i - 1, j - 1] + 1 ? (i - 1, j - 1)
                : i > 0 && cells[i, j] == cells[i - 1, j] + 1 ? (i - 1, j)
                : j > 0 ? (i, j - 1) : (i - 1, j);
        }

        return longest;
    }

    private static bool Swapped(IReadOnlyList<int> one, IReadOnlyList<int> other, int i, int j) =>
        one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];

    /// <summary>Optimal string alignment, within a band of <paramref name="most"/> beside the diagonal.</summary>
    private static int[,] Cells(IReadOnlyList<int> one, IReadOnlyList<int> other, int most)
    {
        var cells = new int[one.Count + 1, other.Count + 1];
        for (var i = 0; i <= one.Count; i++)
        {
            for (var j = Math.Max(0, i - most - 1); j <= Math.Min(other.Count, i + most + 1); j++)
            {
                cells[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Abs(i - j) > most ? most + 1
                    : Least(cells, one, other, i, j);
            }
        }

        return cells;
    }

    private static int Least(int[,] cells, IReadOnlyList<int> one, IReadOnlyList<int> other, int i, int j)
    {
        var least = Math.Min(
            Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1,
            cells[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
        return i > 1 && j > 1 && Swapped(one, other, i, j) ? Math.Min(least, cells[i - 2, j - 2] + 1) : least;
    }
}
