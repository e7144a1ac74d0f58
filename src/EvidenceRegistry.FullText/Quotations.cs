using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The stream that finds every quotation: overlapping pairs of neighbouring character clusters, one pair a position,
/// the last cluster paired with the end. A pair is written <c>a_b</c>, the last one <c>a_</c>; white space is <see cref="SpaceSign"/>, and nothing at all between two
/// Thai letters: Thai is written without it, and a printed line ends anywhere in a sentence.
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
        Span<char> pair = stackalloc char[(2 * LongestCluster) + 1];
        int first = 0;
        Cluster last = default;
        foreach (Cluster cluster in Counted(text))
        {
            if (first > 0)
            {
                int second = Fold(text, cluster, pair[(first + 1)..]);
                pairs.Add(new Token(new string(pair[..(first + 1 + second)]), last.Start, cluster.End, pairs.Count));
                pair.Slice(first + 1, second).CopyTo(pair);
                first = second;
            }
            else
            {
                first = Fold(text, cluster, pair);
            }

            pair[first] = Separator;
            last = cluster;
        }

        if (first > 0)
        {
            pairs.Add(new Token(new string(pair[..(first + 1)]), last.Start, last.End, pairs.Count));
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

    /// <summary>The clusters without the white space between two Thai letters.</summary>
    private static IEnumerable<Cluster> Counted(string text)
    {
        Cluster before = default, space = default;
        foreach (Cluster cluster in CharacterClusters.Of(text))
        {
            if (cluster.IsSpace)
            {
                space = cluster;
                continue;
            }

            if (space.IsSpace && !(Characters.IsThai(text[before.End - 1]) && Characters.IsThai(text[cluster.Start])))
            {
                yield return space;
            }

            yield return cluster;
            (before, space) = (cluster, default);
        }
    }

    /// <summary>Writes the cluster as it is compared and answers its length, at most <see cref="LongestCluster"/>.</summary>
    private static int Fold(string text, Cluster cluster, Span<char> into)
    {
        if (cluster.IsSpace)
        {
            into[0] = SpaceSign;
            return 1;
        }

        int length = cluster.End - cluster.Start;
        if (length <= LongestCluster)
        {
            return FoldAll(text, cluster, into);
        }

        char[] folded = new char[length];
        int n = FoldAll(text, cluster, folded);
        return Shorten(folded.AsSpan(0, n), into);
    }

    private static int FoldAll(string text, Cluster cluster, Span<char> into)
    {
        int n = 0;
        for (int i = cluster.Start; i < cluster.End; i++)
        {
            char c = text[i];
            if (!char.IsSurrogate(c))
            {
                if (Characters.ClassOf(c) != CharacterClass.Dropped)
                {
                    into[n++] = Characters.QuoteFold(c);
                }
            }
            else if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                into[n++] = Characters.Replacement;
            }
            else
            {
                n += Characters.ClassOf(rune) == CharacterClass.Dropped ? 0 : rune.EncodeToUtf16(into[n..]);
                i++;
            }
        }

        return n;
    }

    private static int Shorten(ReadOnlySpan<char> cluster, Span<char> into)
    {
        if (cluster.Length <= LongestCluster)
        {
            cluster.CopyTo(into);
            return cluster.Length;
        }

        int kept = char.IsHighSurrogate(cluster[KeptOfLongCluster - 1]) ? KeptOfLongCluster - 1 : KeptOfLongCluster;
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes(cluster));
        string shortened = $"{cluster[..kept]}~{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
        shortened.CopyTo(into);
        return shortened.Length;
    }
}

/// <summary>
/// A quotation as terms of the quote stream. With <see cref="IsPrefix"/> there is one term, and any term that begins with it matches
/// (a single cluster, whatever follows it); else the terms stand at consecutive positions, a phrase. No terms: the quote holds nothing to look for.
/// </summary>
public sealed record Quote(IReadOnlyList<string> Terms, bool IsPrefix);
