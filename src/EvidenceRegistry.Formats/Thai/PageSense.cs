namespace EvidenceRegistry.Formats.Thai;

/// <summary>Tells a page one can read from one whose fonts hide which letters are meant. When in doubt the page is text.</summary>
public static class PageSense
{
    // Below this many signs a page (a heading, a page number) says too little to be judged.
    private const int LeastSigns = 40;

    // Measured on the pages of Thai state documents: readable ones stand above 0.9, those of a file without a usable encoding below 0.35.
    private const double LeastShare = 0.5;

    public static bool IsGarbled(string text)
    {
        var share = Share(text, out var signs);
        return signs >= LeastSigns && share < LeastShare;
    }

    /// <summary>The share of signs that stand in tokens one could read: numbers, words of letters, well-formed Thai.</summary>
    public static double Share(string text, out int signs)
    {
        var sensible = 0;
        signs = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            signs += end - start;
            sensible += Sensible(text.AsSpan(start, end - start)) ? end - start : 0;
            start = end + 1;
        }

        return signs == 0 ? 1 : (double)sensible / signs;
    }

    private static bool Sensible(ReadOnlySpan<char> token)
    {
        var (letters, digits, odd, runs, latin, thai) = (0, 0, 0, 0, 0, 0);
        var before = '\0';
        foreach (var sign in token)
        {
            var kind = char.IsLetter(sign) || ThaiSigns.IsMark(sign) ? 'a' : char.IsDigit(sign) ? '0' : '.';
            var last = before == '\0' ? ' ' : char.IsLetter(before) || ThaiSigns.IsMark(before) ? 'a' : char.IsDigit(before) ? '0' : '.';
            letters += kind == 'a' ? 1 : 0;
            latin += kind == 'a' && !ThaiSigns.IsThai(sign) ? 1 : 0;
            thai += ThaiSigns.IsThai(sign) ? 1 : 0;
            digits += kind == '0' ? 1 : 0;
            odd += char.IsControl(sign) || sign == '\uFFFD' || char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.PrivateUse
                || (ThaiSigns.IsMark(sign) && !ThaiSigns.IsConsonant(before) && !ThaiSigns.IsMark(before)) ? 1 : 0;
            runs += kind != last && last != ' ' ? 1 : 0;
            before = sign;
        }

        // A token that changes between letters, digits and signs at every second step is code, not writing; numbers with their separators are.
        return odd * 4 <= token.Length && (letters == 0 ? digits * 2 >= token.Length || token.Length == 1 : (letters + digits) * 2 >= token.Length && runs * 3 <= token.Length + 3);
    }
}
