namespace EvidenceRegistry.Formats.Thai;

/// <summary>Within a cluster: vowels before tones, each mark once, and a tone before the SARA AA or SARA AM it is written above.</summary>
internal static class MarkOrder
{
    // More marks on one letter is no writing, and sorting such a run would cost the square of its length.
    private const int LongestRun = 8;

    public static int Sort(MendingText text)
    {
        var moved = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (ThaiSigns.IsMark(text[i]) && ThaiSigns.IsConsonant(text[i - 1]))
            {
                var end = i + 1;
                while (ThaiSigns.IsMark(text[end]))
                {
                    end++;
                }

                moved += end - i <= LongestRun && MakesCluster(text, i, end) && SortRun(text, i, end) ? 1 : 0;
                i = end - 1;
            }
            else if (ThaiSigns.IsTone(text[i]) && text[i - 1] is ThaiSigns.SaraAa or ThaiSigns.SaraAm && ThaiSigns.IsConsonant(text[i - 2]))
            {
                text.Swap(i, i - 1);
                moved++;
            }
        }

        return moved;
    }

    public static (MendingText Text, int Dropped) DropDoubles(MendingText text)
    {
        var kept = new MendingText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!(i > 0 && text[i] == text[i - 1] && ThaiSigns.IsMark(text[i])))
            {
                kept.Take(text, i);
            }
        }

        return (kept, text.Length - kept.Length);
    }

    // Sorting mends only what is a cluster afterwards: one vowel mark, and under THANTHAKHAT none but those of สิทธิ์ and พันธุ์.
    private static bool MakesCluster(MendingText text, int start, int end)
    {
        var vowel = '\0';
        var silent = false;
        for (var i = start; i < end; i++)
        {
            silent |= text[i] == '\u0E4C';
            if (ThaiSigns.IsInnerMark(text[i]))
            {
                if (vowel != '\0' && vowel != text[i])
                {
                    return false;
                }

                vowel = text[i];
            }
        }

        return !silent || vowel is '\u0E34' or '\u0E38';
    }

    private static bool SortRun(MendingText text, int start, int end)
    {
        var moved = false;
        for (var i = start + 1; i < end; i++)
        {
            for (var at = i; at > start && ThaiSigns.IsInnerMark(text[at]) && ThaiSigns.IsOuterMark(text[at - 1]); at--)
            {
                text.Swap(at, at - 1);
                moved = true;
            }
        }

        return moved;
    }
}
