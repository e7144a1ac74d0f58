namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// A font whose ring (NIKHAHIT) has no letter gives U+FFFD for it: <c>ส\uFFFDานัก</c> is สำนัก. It is mended on pages where every U+FFFD stands between a consonant, or its
/// tone, and SARA AA; where others stand elsewhere the font lost more than rings, and nobody can tell which sign is meant (<c>ก\uFFFDาว</c> may be ก้าว).
/// </summary>
internal static class LostRings
{
    private const char Lost = '\uFFFD';

    public static (MendingText Text, int Mended) Mend(MendingText text)
    {
        if (text.Signs.IndexOf(Lost) < 0 || !AllAreRings(text))
        {
            return (text, 0);
        }

        var kept = new MendingText(text.Length);
        var mended = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Lost)
            {
                var aa = ThaiSigns.IsTone(text[i + 1]) ? i + 2 : i + 1;
                text.Replace(aa, ThaiSigns.SaraAm);
                mended++;
                continue;
            }

            kept.Take(text, i);
        }

        return (kept, mended);
    }

    private static bool AllAreRings(MendingText text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Lost && !IsRing(text, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRing(MendingText text, int at)
    {
        var (before, next) = (text[at - 1], text[at + 1]);
        return ThaiSigns.IsTone(before)
            ? ThaiSigns.IsConsonant(text[at - 2]) && next == ThaiSigns.SaraAa
            : ThaiSigns.IsConsonant(before) && (next == ThaiSigns.SaraAa || (ThaiSigns.IsTone(next) && text[at + 2] == ThaiSigns.SaraAa));
    }
}
