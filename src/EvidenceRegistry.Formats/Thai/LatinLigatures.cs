namespace EvidenceRegistry.Formats.Thai;

/// <summary>Letters a Latin font draws as one sign (Unicode's Latin ligatures, U+FB00–U+FB06) are the letters again: who looks for <c>find</c> types four.</summary>
internal static class LatinLigatures
{
    private const char First = '\uFB00', Last = '\uFB06';

    private static readonly string[] Letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    public static (MendingText Text, int Mended) Mend(MendingText text)
    {
        if (text.Signs.IndexOfAnyInRange(First, Last) < 0)
        {
            return (text, 0);
        }

        var apart = new MendingText(text.Length + 16);
        var mended = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < First or > Last)
            {
                apart.Take(text, i);
                continue;
            }

            mended++;
            foreach (var letter in Letters[text[i] - First])
            {
                apart.Add(letter, text.From[i]);
            }
        }

        return (apart, mended);
    }
}
