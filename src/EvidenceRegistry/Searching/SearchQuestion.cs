using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Searching;

/// <summary>A question whose every part was checked.</summary>
internal sealed record SearchQuestion
{
    public required ParsedQuery Query { get; init; }

    /// <summary>Facet name → values in the form the index holds; from parameters and from what was typed.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; }

    /// <summary>Facet and value of names that were typed and taken for filters.</summary>
    public required IReadOnlyList<(string Facet, string Value)> TypedNames { get; init; }

    public required IReadOnlyList<string> TagStatuses { get; init; }

    public int? YearFrom { get; init; }

    public int? YearTo { get; init; }

    public SearchSort Sort { get; init; }

    public int Size { get; init; }

    public string? Cursor { get; init; }

    public bool Facets { get; init; }

    public bool Explain { get; init; }

    /// <summary>False: ids and counts without quotations.</summary>
    public bool Passages { get; init; } = true;

    public long? After { get; init; }

    /// <summary>Places named in the question: raised, and offered as filters.</summary>
    public required IReadOnlyList<AreaNode> Places { get; init; }

    /// <summary>Typed and chosen filters shut each other out: nothing can answer.</summary>
    public bool Impossible { get; init; }

    public SearchRequest ToRequest(ReadingRights rights, NarrowingState narrowing, int thisYear, string? cursor) => new()
    {
        Query = Query,
        Rights = rights,
        Filters = Filters,
        TagStatuses = TagStatuses,
        YearFrom = YearFrom,
        YearTo = YearTo,
        Sort = Sort,
        Size = Size,
        Cursor = cursor,
        Facets = Facets,
        Explain = Explain,
        Pages = Passages,
        RaisedAreas = [.. Places.Select(p => p.Code)],
        LeftOut = narrowing.LeftOut,
        State = narrowing.Index,
        ThisYear = thisYear,
    };
}
