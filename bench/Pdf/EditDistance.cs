namespace EvidenceRegistry.Bench.Pdf;

/// <summary>Levenshtein's distance in UTF-16 units, white space left out on both sides: where a line is broken says nothing about its letters.</summary>
internal static class EditDistance
{
    public static string Signs(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Of the whole of both.</summary>
    public static int Of(string wanted, string found) => Last(wanted, found, free: false);

    /// <summary>Of <paramref name="wanted"/> and the stretch of <paramref name="found"/> nearest to it.</summary>
    public static int Within(string wanted, string found) => Last(wanted, found, free: true);

    private static int Last(string wanted, string found, bool free)
    {
        var row = new int[found.Length + 1];
        for (var j = 0; j <= found.Length; j++)
        {
            row[j] = free ? 0 : j;
        }

        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= found.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (wanted[i - 1] == found[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return free ? row.Min() : row[^1];
    }
}
