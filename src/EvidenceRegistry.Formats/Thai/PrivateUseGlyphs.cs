namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// Old Thai fonts keep a second drawing of a mark (shifted left beside a tall consonant, lowered where no vowel stands above) at U+F700–U+F71A, and
/// files made with them name these. The assignment is that of Microsoft's Thai fonts.
/// </summary>
internal static class PrivateUseGlyphs
{
    private const char First = '\uF700';

    // In order of the code points: base forms without foot, vowels left, tones low left, tones low, NYO YING without foot, vowels left, tones left, vowels lowered.
    private const string Letters =
        "\u0E10\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E0D\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A";

    public static int Mend(MendingText text)
    {
        var mended = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var place = text[i] - First;
            if (place >= 0 && place < Letters.Length)
            {
                text.Replace(i, Letters[place]);
                mended++;
            }
        }

        return mended;
    }

    public static bool Is(char sign) => sign >= First && sign < First + Letters.Length;
}
