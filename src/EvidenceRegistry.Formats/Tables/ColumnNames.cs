using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>When two headings are the same heading.</summary>
internal static class ColumnNames
{
    /// <summary>
    /// Composed, in lower case, blanks and underscores folded to one blank; signs nobody sees (zero width) and marks of obligation
    /// (* and :) do not count.
    /// </summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var one in Composed(name))
        {
            if (char.IsWhiteSpace(one) || one == '_')
            {
                if (key.Length > 0 && key[^1] != ' ')
                {
                    key.Append(' ');
                }
            }
            else if (one is not ('*' or ':') && CharUnicodeInfo.GetUnicodeCategory(one) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                key.Append(char.ToLowerInvariant(one));
            }
        }

        return key.ToString().Trim();
    }

    private static string Composed(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair cannot be normalised; such a name is nobody's.
            return name;
        }
    }
}
