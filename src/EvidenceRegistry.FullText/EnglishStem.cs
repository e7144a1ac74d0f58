using System.Buffers;

namespace EvidenceRegistry.FullText;

/// <summary>
/// A light stemmer: plurals, possessives, past and progressive forms, and a silent e. It joins the forms of one word and leaves derived words apart.
/// Words of other Latin scripts pass through the same rules; a stem is only ever compared with stems.
/// </summary>
public static class EnglishStem
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>The stem of a word in small letters; words of three letters and less, and words beyond ASCII, stay as they are, without apostrophes.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        int apostrophe = word.IndexOfAny('\'', '\u2019');
        if (apostrophe > 0 && word[(apostrophe + 1)..] is "s")
        {
            word = word[..apostrophe];
        }
        else if (apostrophe >= 0)
        {
            return word.ToString().Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal);
        }

        if (word.Length <= 3 || word.IndexOfAnyExceptInRange('a', 'z') >= 0)
        {
            return word.ToString();
        }

        ReadOnlySpan<char> stem = WithoutEnding(WithoutPlural(word), out bool changed);
        if (changed && stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e' or 'o'))
        {
            stem = stem[..^1];
        }

        return stem switch
        {
            [.. { Length: > 2 } rest, 'e'] when !stem.EndsWith("ee") => rest.ToString(),
            [.. { Length: > 2 } rest, 'y'] when !IsVowel(rest[^1]) => $"{rest}i",
            _ => stem.ToString(),
        };
    }

    private static ReadOnlySpan<char> WithoutPlural(ReadOnlySpan<char> word)
    {
        if (word[^1] != 's' || word.EndsWith("ss") || word.EndsWith("us") || word.EndsWith("is") || word is "news" or "series" or "species")
        {
            return word;
        }

        return word.EndsWith("ies") && word.Length > 4 ? word[..^2]
            : word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches") || word.EndsWith("shes") || word.EndsWith("zzes") ? word[..^2]
            : word[..^1];
    }

    private static ReadOnlySpan<char> WithoutEnding(ReadOnlySpan<char> word, out bool changed)
    {
        changed = false;
        if (word.EndsWith("ied") && word.Length > 4)
        {
            return word[..^2];
        }

        int ending = word.EndsWith("ed") && !word.EndsWith("eed") ? 2 : word.EndsWith("ing") ? 3 : 0;
        changed = ending > 0 && IsStem(word[..^ending]);
        return changed ? word[..^ending] : word;
    }

    private static bool IsStem(ReadOnlySpan<char> rest) => rest.Length > 2 && rest.ContainsAny(Vowels);

    private static bool IsVowel(char c) => Vowels.Contains(c);
}
