using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>The runs of Thai letters of a text, as the word stream of FullText sees them (zero-width characters dropped, typing variants made one).</summary>
internal static class ThaiRuns
{
    public static List<string> Of(string text)
    {
        var runs = new List<string>();
        using var normalised = new NormalisedText(text);
        ReadOnlySpan<char> chars = normalised.Chars;
        int start = -1;
        for (int i = 0; i <= chars.Length; i++)
        {
            bool letter = i < chars.Length && Characters.IsThaiLetter(Characters.ClassOf(chars[i]));
            if (letter && start < 0)
            {
                start = i;
            }
            else if (!letter && start >= 0)
            {
                runs.Add(chars[start..i].ToString());
                start = -1;
            }
        }

        return runs;
    }
}
