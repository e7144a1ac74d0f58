using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// The texts kept for known-item questions, which the lexicon never sees. The rule, so that any tool can repeat it:
/// of the numbers 0 … n−1, those 2,000 whose SHA-256 of <c>"{Seed}:{number}"</c> (ASCII, decimal) is smallest as bytes.
/// </summary>
internal static class KnownItems
{
    public const int Seed = 20261122;
    public const int Count = 2000;

    public static IReadOnlySet<int> Draw(int texts) => Enumerable.Range(0, texts)
        .OrderBy(number => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed}:{number}")))), StringComparer.Ordinal)
        .Take(Count)
        .ToHashSet();
}
