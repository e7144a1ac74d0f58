namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// Some exports name the stroke glyph SARA AM wherever it stands, so that การ reads <c>กำร</c> and คำ reads <c>ค ำ</c>. A page shows it by whole lines
/// with several SARA AM and no SARA AA, which is ten times as frequent in Thai; on such a page every SARA AM that touches its consonant is SARA AA.
/// </summary>
internal static class SaraAmForAa
{
    // A line says something from this many joined SARA AM on, without one SARA AA; in 10,000 news texts no page has two such lines.
    private const int LeastOnLine = 3;

    public static int Mend(MendingText text)
    {
        if (!IsNamedWrongly(text.Signs))
        {
            return 0;
        }

        var mended = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (IsJoined(text.Signs, i))
            {
                text.Replace(i, ThaiSigns.SaraAa);
                mended++;
            }
        }

        return mended;
    }

    private static bool IsNamedWrongly(ReadOnlySpan<char> page)
    {
        if (page.Count(ThaiSigns.SaraAm) < LeastOnLine)
        {
            return false;
        }

        var (lines, apart) = (0, 0);
        foreach (var range in page.Split('\n'))
        {
            var line = page[range];
            var (joined, strokes) = (0, 0);
            for (var i = 1; i < line.Length; i++)
            {
                joined += IsJoined(line, i) ? 1 : 0;
                apart += line[i] == ThaiSigns.SaraAm && ThaiSigns.IsBlank(line[i - 1]) ? 1 : 0;
                strokes += line[i] == ThaiSigns.SaraAa ? 1 : 0;
            }

            lines += joined >= LeastOnLine && strokes == 0 ? 1 : 0;
        }

        return lines >= 2 || (lines == 1 && apart > 0);
    }

    private static bool IsJoined(ReadOnlySpan<char> text, int at) =>
        text[at] == ThaiSigns.SaraAm && (ThaiSigns.IsConsonant(text[at - 1]) || ThaiSigns.IsTone(text[at - 1]));
}
