using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>Words drawn for reading: those whose SHA-256 of <c>"{seed}:{word}"</c> (UTF-8) is smallest as bytes. Anybody can draw the same and judge again.</summary>
internal static class LexiconSample
{
    public const int Count = 300;

    public static void Run(string mappings, string seed)
    {
        IReadOnlyDictionary<string, int> words = LexiconFile.ReadLearned(Path.Combine(mappings, "thai", LexiconFile.LearnedName));
        var drawn = words.OrderBy(word => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{word.Key}"))), StringComparer.Ordinal)
            .Take(Count).OrderBy(word => word.Key, StringComparer.Ordinal);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {Count} of {words.Count} words"));
        Console.WriteLine(string.Join(' ', drawn.Select(word => string.Create(CultureInfo.InvariantCulture, $"{word.Key}:{word.Value}"))));
    }
}
