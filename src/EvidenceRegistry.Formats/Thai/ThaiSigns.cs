namespace EvidenceRegistry.Formats.Thai;

/// <summary>The classes of Thai signs the repair thinks in (Unicode block U+0E00–U+0E7F).</summary>
internal static class ThaiSigns
{
    public const char SaraAa = '\u0E32';
    public const char SaraAm = '\u0E33';
    public const char Nikhahit = '\u0E4D';

    public static bool IsThai(char sign) => sign is >= '\u0E01' and <= '\u0E5B';

    public static bool IsConsonant(char sign) => sign is >= '\u0E01' and <= '\u0E2E';

    /// <summary>A mark above or below its consonant: vowels, MAITAIKHU, tones, THANTHAKHAT, NIKHAHIT, YAMAKKAN.</summary>
    public static bool IsMark(char sign) => sign is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');

    public static bool IsTone(char sign) => sign is >= '\u0E48' and <= '\u0E4B';

    /// <summary>The vowels and signs written first in a cluster; tones and THANTHAKHAT follow them. PHINTHU is neither: it stands where its writer put it.</summary>
    public static bool IsInnerMark(char sign) => IsMark(sign) && !IsOuterMark(sign) && sign != '\u0E3A';

    public static bool IsOuterMark(char sign) => IsTone(sign) || sign is '\u0E4C' or '\u0E4E';

    public static bool IsBlank(char sign) => sign is ' ' or '\u00A0';
}
