namespace EvidenceRegistry.Formats.Drafts;

/// <summary>The name somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name that takes the fewest insertions, deletions and replacements, letter case aside; null where none is within
    /// two or a third of the length, beyond which suggestions only mislead.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > DraftLimits.Name)
        {
            return null;
        }

        var (best, least) = ((string?)null, Math.Min(name.Length, Math.Max(2, name.Length / 3) + 1));
        foreach (var candidate in known)
        {
            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Levenshtein's distance.</summary>
    public static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
