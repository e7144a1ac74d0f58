using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Identifiers compared by their exact form: DOI, handle, source id, contract number. Case, Thai digits, stretches of white
/// space and the address of a resolver make no difference; every other sign does.
/// </summary>
internal static class Identifiers
{
    /// <summary>Longer ones are no identifiers; the bound keeps terms small.</summary>
    private const int Longest = 300;

    private static readonly string[] Resolvers =
    [
        "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:",
        "https://hdl.handle.net/", "http://hdl.handle.net/", "hdl:",
    ];

    /// <summary>The comparable form; empty when there is none.</summary>
    public static string Fold(string identifier)
    {
        var folded = new StringBuilder(identifier.Length);
        bool space = false;
        foreach (char c in identifier.AsSpan().Trim())
        {
            if (char.IsWhiteSpace(c))
            {
                space = true;
                continue;
            }

            if (space)
            {
                folded.Append(' ');
                space = false;
            }

            folded.Append(c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : char.IsSurrogate(c) ? c : char.ToLowerInvariant(c));
        }

        string text = folded.ToString();
        string? resolver = Array.Find(Resolvers, r => text.StartsWith(r, StringComparison.Ordinal));
        text = resolver is null ? text : text[resolver.Length..].TrimStart();
        return text.Length > Longest ? "" : text;
    }
}
