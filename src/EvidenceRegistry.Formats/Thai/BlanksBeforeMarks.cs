namespace EvidenceRegistry.Formats.Thai;

/// <summary>A mark is drawn over the letter before it, so a blank between the two was never written: it goes.</summary>
internal static class BlanksBeforeMarks
{
    public static (MendingText Text, int Dropped) Mend(MendingText text)
    {
        var kept = new MendingText(text.Length);
        var dropped = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (ThaiSigns.IsBlank(text[i]) && ThaiSigns.IsMark(text[i + 1]) && Takes(text[i - 1], text[i + 1]))
            {
                dropped++;
                continue;
            }

            kept.Take(text, i);
        }

        return (kept, dropped);
    }

    // A tone may follow a vowel mark; a vowel mark needs a bare consonant.
    private static bool Takes(char before, char mark) =>
        ThaiSigns.IsConsonant(before) || (ThaiSigns.IsInnerMark(before) && ThaiSigns.IsOuterMark(mark));
}
