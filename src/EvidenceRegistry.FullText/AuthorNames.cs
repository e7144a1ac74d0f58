namespace EvidenceRegistry.FullText;

/// <summary>Lists of authors, compared by the words of their names: order, initials, commas and titles before names do not matter.</summary>
internal static class AuthorNames
{
    // Beyond it a list is as telling cut short.
    private const int MostNames = 50;

    private static readonly HashSet<string> NoNames = new(
        ["นาย", "นาง", "นางสาว", "ดร", "ผศ", "รศ", "ศ", "และ", "คณะ", "dr", "prof", "mr", "mrs", "ms", "and", "et", "al", "jr", "von", "van", "de", "der", "la"], StringComparer.Ordinal);

    /// <summary>The part of the shorter list's words that the longer one has too; null where one has none.</summary>
    public static double? Overlap(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var (first, second) = (Words(one), Words(other));
        if (first.Count == 0 || second.Count == 0)
        {
            return null;
        }

        var (fewer, more) = first.Count <= second.Count ? (first, second) : (second, first);
        return (double)fewer.Count(word => more.Contains(word)) / fewer.Count;
    }

    private static HashSet<string> Words(IReadOnlyList<string> names)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Take(MostNames))
        {
            using var folded = new NormalisedText(name);
            var chars = folded.Chars;
            var start = 0;
            for (var at = 0; at <= chars.Length; at++)
            {
                if (at < chars.Length && IsLetter(chars[at]))
                {
                    continue;
                }

                // A single letter is an initial.
                if (at - start > 1 && chars[start..at].ToString() is var word && !NoNames.Contains(word))
                {
                    words.Add(word);
                }

                start = at + 1;
            }
        }

        return words;
    }

    private static bool IsLetter(char one) => Characters.ClassOf(one) is CharacterClass.Alphabetic or CharacterClass.Mark or CharacterClass.Ideograph || Characters.IsThaiLetter(Characters.ClassOf(one));
}
