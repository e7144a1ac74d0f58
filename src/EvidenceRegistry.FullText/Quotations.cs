using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The stream that finds every quotation: overlapping pairs of neighbouring character clusters, one pair a position,
/// the last cluster paired with the end. A pair is written <c>a_b</c>, the last one <c>a_</c>; white space is <see cref="SpaceSign"/>.
/// Digits and case are folded, nothing else: no years, no stems, no accents.
/// </summary>
public static class Quotations
{
    /// <summary>Stands for a stretch of white space, so that no token holds white space.</summary>
    public const char SpaceSign = '\u2423';

    /// <summary>Between the two clusters of a pair.</summary>
    public const char Separator = '_';

    /// <summary>
    /// A cluster longer than this many UTF-16 units (a long code, a damaged page of tone marks) is written as its first units and a hash of the whole,
    /// so that a pair stays below <see cref="TextAnalysis.LongestToken"/> and still equals only its like.
    /// </summary>
    public const int LongestCluster = 90;

    private const int KeptOfLongCluster = 64;

    /// <summary>The pairs of a text, for the index. Offsets span both clusters of the pair. Linear in the length of the text.</summary>
    public static IReadOnlyList<Token> Pairs(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pairs = new List<Token>(text.Length / 2);
        Cluster last = default;
        string lastText = "";
        foreach (Cluster cluster in CharacterClusters.Of(text))
        {
            string now = Fold(text, cluster);
            if (lastText.Length > 0)
            {
                pairs.Add(new Token(Pair(lastText, now), last.Start, cluster.End, pairs.Count));
            }

            (last, lastText) = (cluster, now);
        }

        if (lastText.Length > 0)
        {
            pairs.Add(new Token(Pair(lastText, ""), last.Start, last.End, pairs.Count));
        }

        return pairs;
    }

    /// <summary>
    /// What to ask the index for, so that every text holding <paramref name="quote"/> as whole clusters is found.
    /// White space at either end of the quote is left out.
    /// </summary>
    public static Quote Read(string quote)
    {
        IReadOnlyList<Token> pairs = Pairs(quote);
        return pairs.Count < 2
            ? new Quote([.. pairs.Select(pair => pair.Text)], pairs.Count == 1)
            : new Quote([.. pairs.Take(pairs.Count - 1).Select(pair => pair.Text)], false);
    }

    private static string Pair(string first, string second) => $"{first}{Separator}{second}";

    private static string Fold(string text, Cluster cluster)
    {
        if (cluster.IsSpace)
        {
            return SpaceSign.ToString();
        }

        int length = cluster.End - cluster.Start;
        Span<char> folded = length <= 256 ? stackalloc char[length] : new char[length];
        int n = 0;
        for (int i = cluster.Start; i < cluster.End; i++)
        {
            char c = text[i];
            if (char.IsSurrogate(c))
            {
                bool paired = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
                if (!paired)
                {
                    folded[n++] = Characters.Replacement;
                    continue;
                }

                if (Characters.ClassOf(new Rune(c, text[i + 1])) != CharacterClass.Dropped)
                {
                    folded[n++] = c;
                    folded[n++] = text[i + 1];
                }

                i++;
            }
            else if (Characters.ClassOf(c) != CharacterClass.Dropped)
            {
                folded[n++] = Characters.QuoteFold(c);
            }
        }

        return n <= LongestCluster ? new string(folded[..n]) : Shorten(folded[..n]);
    }

    private static string Shorten(ReadOnlySpan<char> cluster)
    {
        int kept = char.IsHighSurrogate(cluster[KeptOfLongCluster - 1]) ? KeptOfLongCluster - 1 : KeptOfLongCluster;
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes(cluster));
        return $"{cluster[..kept]}~{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }
}

/// <summary>
/// A quotation as terms of the quote stream. With <see cref="IsPrefix"/> there is one term, and any term that begins with it matches
/// (a single cluster, whatever follows it); else the terms stand at consecutive positions, a phrase. No terms: the quote holds nothing to look for.
/// </summary>
public sealed record Quote(IReadOnlyList<string> Terms, bool IsPrefix);
