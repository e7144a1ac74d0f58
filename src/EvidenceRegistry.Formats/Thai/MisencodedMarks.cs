namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// A family of fonts puts the lowered tone marks where Latin-1 has É Ê Ë Ì Í, and says so in its encoding: <c>ทีÉ</c> for ที่. After a Thai letter or
/// mark no Latin capital with an accent can be meant.
/// </summary>
internal static class MisencodedMarks
{
    private const string Latin = "\u00C9\u00CA\u00CB\u00CC\u00CD";
    private const string Marks = "\u0E48\u0E49\u0E4A\u0E4B\u0E4C";

    public static int Mend(MendingText text)
    {
        var mended = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var place = Latin.IndexOf(text[i], StringComparison.Ordinal);
            if (place >= 0 && (ThaiSigns.IsConsonant(text[i - 1]) || ThaiSigns.IsInnerMark(text[i - 1])))
            {
                text.Replace(i, Marks[place]);
                mended++;
            }
        }

        return mended;
    }
}
