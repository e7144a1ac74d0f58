namespace EvidenceRegistry.FullText;

/// <summary>What an index knows of words: how spelling looks at it, whatever engine keeps it.</summary>
internal interface IKnownWords
{
    /// <summary>Records whose open text holds the term; removed ones count until a merge.</summary>
    long Records(string term);

    /// <summary>
    /// Words of open metadata within so many edits of one that hardly any record holds; none where two or more hold it, and none that
    /// only left-out records hold. In no order.
    /// </summary>
    Task<IReadOnlyList<NearWord>> NearAsync(string word, int edits);

    /// <summary>A record that is still there, and not left out, holds the word.</summary>
    Task<bool> IsShownAsync(string word);
}

/// <summary>A word close to another.</summary>
/// <param name="Records">That hold it.</param>
internal readonly record struct NearWord(string Text, long Records);
