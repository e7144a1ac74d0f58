namespace EvidenceRegistry.FullText;

/// <summary>A title as a term of the completion field: folded for comparison, then as given for showing.</summary>
internal static class CompletionKey
{
    private const char Between = '\n';

    public static string Of(string title)
    {
        string shown = Shown(title);
        return $"{shown.ToLowerInvariant()}{Between}{shown}";
    }

    /// <summary>What a typed text is compared by: case and white space folded, the space at its end kept.</summary>
    public static string Fold(string typed)
    {
        string folded = Spaced(typed).ToLowerInvariant();
        return typed.Length > 0 && char.IsWhiteSpace(typed[^1]) && folded.Length > 0 ? folded + ' ' : folded;
    }

    public static string Title(string term) => term[(term.IndexOf(Between, StringComparison.Ordinal) + 1)..];

    private static string Shown(string title)
    {
        string spaced = Spaced(title);
        return SortKey.Of(spaced);
    }

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
