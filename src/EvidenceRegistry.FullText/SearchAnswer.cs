namespace EvidenceRegistry.FullText;

/// <summary>Answer to one <see cref="SearchRequest"/>.</summary>
public sealed record SearchAnswer
{
    public required SearchOutcome Outcome { get; init; }

    /// <summary>Exact number of records behind the question.</summary>
    public long Total { get; init; }

    /// <summary>Null when every word was required; else which words were let go, as typed.</summary>
    public IReadOnlyList<string>? Relaxed { get; init; }

    /// <summary>Records behind question and filters that hold every word; says how much was relaxed.</summary>
    public long HoldingAll { get; init; }

    /// <summary>No record, whatever the filters, holds all words and quotations; of first answers only.</summary>
    public bool HeldByNone { get; init; }

    /// <summary>A better spelling of the question, from open words only; null when there is none.</summary>
    public string? DidYouMean { get; init; }

    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>Terms of the question that were looked for in other ways too.</summary>
    public IReadOnlyList<Bridge> Bridges { get; init; } = [];

    /// <summary>Facet name → values by count; each count is the total of the same question with that value alone in that facet's filter.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<string, IReadOnlyList<FacetCount>>();

    /// <summary>Cursor to the next hits, or null at the end.</summary>
    public string? Next { get; init; }
}

public enum SearchOutcome
{
    Answered,

    /// <summary>The question held nothing that can be looked for (signs only): total 0, and the answer says so.</summary>
    NothingToLookFor,

    /// <summary>The cursor's view of the index is no longer kept: the caller starts again (410).</summary>
    CursorExpired,

    /// <summary>The cursor was not made by this index, or for another question (400).</summary>
    CursorInvalid,
}

/// <param name="BestPage">The page that answers best among those the reader may read, or null when title or abstract do.</param>
/// <param name="Explanation">Parts of the score in plain figures, only when asked for.</param>
/// <param name="Words">The question's words that the record holds, only when an explanation is asked for.</param>
public sealed record Hit(
    string Id, double Score, PageRef? BestPage, IReadOnlyList<ScorePart>? Explanation = null, IReadOnlyList<WordMatch>? Words = null);

/// <summary>How a record meets one word of a question.</summary>
/// <param name="Typed">The word as typed.</param>
/// <param name="By">The other way to say it that the record holds instead; null where it holds the word itself.</param>
/// <param name="Fields">Where; <see cref="TextField.Other"/> alone stands for pages of files and whatever else is known in words.</param>
public sealed record WordMatch(string Typed, string? By, IReadOnlyList<TextField> Fields);

/// <summary>A page as the registry names it.</summary>
public readonly record struct PageRef(string File, int Page);

/// <param name="Name">words, pairs, clusters, window, place, prior …; a stable word that the application translates.</param>
/// <param name="Value">What it added to, or multiplied, the score.</param>
public readonly record struct ScorePart(string Name, double Value);

public readonly record struct FacetCount(string Value, long Count);

/// <summary>Matching pages of one record.</summary>
public sealed record PagesAnswer(SearchOutcome Outcome, long Total, IReadOnlyList<PageRef> Pages, string? Next);
