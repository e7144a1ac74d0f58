namespace EvidenceRegistry.Formats.Thai;

/// <summary>Counts the places of a text that cannot be Thai as written, by one rule for every tool's output.</summary>
public static class DamagedMarks
{
    /// <summary>
    /// One for each: private-use glyph of the Thai range; Latin letter in a mark's place; replacement character beside a Thai sign; mark without a letter
    /// to stand on; mark doubled, a second tone, or a vowel mark after a tone; NIKHAHIT before SARA AA (with or without a tone between); SARA AA or
    /// SARA AM after a blank that follows a Thai letter; SARA AM followed by SARA AA.
    /// </summary>
    public static int Count(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsDamaged(text, i))
            {
                count++;
            }
        }

        return count;
    }

    private static bool IsDamaged(string text, int at)
    {
        var sign = text[at];
        if (sign < '\u00C9')
        {
            return false;
        }

        var before = At(text, at - 1);
        if (ThaiSigns.IsMark(sign))
        {
            return (!ThaiSigns.IsConsonant(before) && !ThaiSigns.IsMark(before))
                || before == sign
                || (ThaiSigns.IsTone(before) && (ThaiSigns.IsTone(sign) || ThaiSigns.IsInnerMark(sign)))
                || (sign == ThaiSigns.Nikhahit && (At(text, at + 1) == ThaiSigns.SaraAa || (ThaiSigns.IsTone(At(text, at + 1)) && At(text, at + 2) == ThaiSigns.SaraAa)));
        }

        return sign switch
        {
            ThaiSigns.SaraAa or ThaiSigns.SaraAm => before == ThaiSigns.SaraAm || (ThaiSigns.IsBlank(before) && (ThaiSigns.IsConsonant(At(text, at - 2)) || ThaiSigns.IsTone(At(text, at - 2)))),
            '\uFFFD' => ThaiSigns.IsThai(before) || ThaiSigns.IsThai(At(text, at + 1)),
            >= '\u00C9' and <= '\u00CD' => ThaiSigns.IsConsonant(before) || ThaiSigns.IsMark(before),
            _ => PrivateUseGlyphs.Is(sign),
        };
    }

    private static char At(string text, int at) => at >= 0 && at < text.Length ? text[at] : '\0';
}
