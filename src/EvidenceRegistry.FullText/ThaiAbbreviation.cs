namespace EvidenceRegistry.FullText;

/// <summary>Abbreviations written with full stops (พ.ศ., ผศ.ดร., พ.ร.บ., มิ.ย.): one word, without the stops.</summary>
internal static class ThaiAbbreviation
{
    /// <summary>Characters between two stops: มิ.ย. and ผศ.ดร. have two, เม.ย. two, สนง. three.</summary>
    private const int LongestGroup = 3;

    /// <summary>Groups of one abbreviation: พล.ต.อ.มล. has four.</summary>
    private const int MostGroups = 6;

    /// <summary>End of the abbreviation beginning at <paramref name="start"/>, or 0 if there are not at least two groups. A last group may lack its stop.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        int i = start;
        for (int groups = 0; groups < MostGroups; groups++)
        {
            int end = i;
            while (end < text.Length && end - i <= LongestGroup && Characters.IsThaiLetter(Characters.ClassOf(text[end])))
            {
                end++;
            }

            bool isGroup = end > i && end - i <= LongestGroup;
            bool stopped = isGroup && end < text.Length && text[end] == '.';
            if (!stopped)
            {
                return isGroup && groups > 0 && end - i <= 2 ? end : groups > 1 ? i : 0;
            }

            i = end + 1;
        }

        return i;
    }
}
