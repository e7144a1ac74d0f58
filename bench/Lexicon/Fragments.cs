using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// Finds what ICU glued together where it met an unknown name: words that no writer would call one.
/// </summary>
internal static class Fragments
{
    public static IReadOnlyList<string> Find(Dictionary<string, int> words)
    {
        return [.. words.Keys.Where(word => !IsWhole(word)).Order(StringComparer.Ordinal)];
    }

    private static bool IsWhole(string word)
    {
        CharacterClass first = Characters.ClassOf(word[0]);
        CharacterClass last = Characters.ClassOf(word[^1]);
        return first is CharacterClass.ThaiConsonant or CharacterClass.ThaiLeading && last != CharacterClass.ThaiLeading;
    }
}
