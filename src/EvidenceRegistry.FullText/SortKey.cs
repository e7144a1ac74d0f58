namespace EvidenceRegistry.FullText;

/// <summary>The part of a title that decides its place; engines limit the length of a sort value.</summary>
internal static class SortKey
{
    /// <summary>Titles that agree in this many UTF-16 units are ordered by id; far below both engines' limits.</summary>
    private const int Longest = 300;

    public static string Of(string title)
    {
        if (title.Length <= Longest)
        {
            return title;
        }

        return title[..(char.IsHighSurrogate(title[Longest - 1]) ? Longest - 1 : Longest)];
    }
}
