namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// The running head of the Royal Gazette (หน้า … เล่ม …) is set with its tone marks in a drawing step of their own, before the letters:
/// <c>้หนา</c>, <c>่เลม</c> at the beginning of a line. They go back to their letters.
/// </summary>
internal static class GazetteHeading
{
    public static int Mend(MendingText text)
    {
        var moved = 0;
        for (var i = 0; i + 3 < text.Length; i++)
        {
            if (text[i - 1] is '\0' or '\n' && (Stands(text, i, "\u0E49หนา") || Stands(text, i, "\u0E48เลม")))
            {
                // Behind the second letter in both words.
                text.Swap(i, i + 1);
                text.Swap(i + 1, i + 2);
                moved++;
            }
        }

        return moved;
    }

    private static bool Stands(MendingText text, int at, string word) =>
        text.Signs[at..].StartsWith(word, StringComparison.Ordinal) && (ThaiSigns.IsBlank(text[at + word.Length]) || text[at + word.Length] == '\0');
}
