namespace EvidenceRegistry.FullText;

/// <summary>One question to the index.</summary>
public sealed record SearchRequest
{
    /// <summary>The question, taken apart; parsing never fails.</summary>
    public required ParsedQuery Query { get; init; }

    public required ReadingRights Rights { get; init; }

    /// <summary>Facet name → values; OR within, AND between. A target, factor or area finds everything below it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Tag statuses that count where nobody says otherwise.</summary>
    public static IReadOnlyList<string> UsualStatuses { get; } = ["claimed", "confirmed"];

    /// <summary>Tag statuses that count, for the target and factor filters and facets.</summary>
    public IReadOnlyList<string> TagStatuses { get; init; } = UsualStatuses;

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }

    public SearchSort Sort { get; init; }

    /// <summary>1–100.</summary>
    public int Size { get; init; } = 20;

    /// <summary>What the last answer gave as <see cref="SearchAnswer.Next"/>, or null for the first page.</summary>
    public string? Cursor { get; init; }

    public bool Facets { get; init; }

    public bool Explain { get; init; }

    /// <summary>Whether the best page of each hit is to be named (<see cref="Hit.BestPage"/>): a look at all pages of the hits, for nothing where no passage is shown.</summary>
    public bool Pages { get; init; } = true;

    /// <summary>Area codes of place names in the question: their records are raised, never required.</summary>
    public IReadOnlyList<string> RaisedAreas { get; init; } = [];

    /// <summary>The year that recency is counted from; null: recency weighs nothing.</summary>
    public int? ThisYear { get; init; }

    /// <summary>Records left out whole, uncounted: their access was narrowed and the index does not have it yet.</summary>
    public IReadOnlyCollection<string> LeftOut { get; init; } = [];

    /// <summary>
    /// Name of the state of the index that whoever asks knows of: another after every <see cref="IEvidenceIndex.RefreshAsync"/>, and never one that was before.
    /// Searches that give the same one may be answered from one moment of the index; null: from a moment of its own.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Values answered at most of a facet that is a list, by count and then code.</summary>
    public int FacetSize { get; init; } = 200;

    /// <summary>The same of plan and areas, all of whose nodes are answered: a page of the tree would show gaps where there is evidence.</summary>
    public int TreeFacetSize { get; init; } = 10_000;

    internal int MostOf(string facet) => facet is FacetNames.Target or FacetNames.Factor or FacetNames.Area ? TreeFacetSize : FacetSize;
}

/// <summary>Order of hits; ties always by id, so that no id is lost or repeated between cursor pages.</summary>
public enum SearchSort
{
    /// <summary>Words select; pairs, cluster pairs and the best window order the first hundred.</summary>
    Relevance,

    /// <summary>Year, then last change, newest first; records without a year last.</summary>
    Newest,

    /// <summary>By <see cref="IndexDocument.SortTitle"/>, ordinal.</summary>
    Title,
}

/// <summary>All matching pages of one record.</summary>
public sealed record PagesRequest(string Id, ParsedQuery Query, ReadingRights Rights, int Size, string? Cursor);
