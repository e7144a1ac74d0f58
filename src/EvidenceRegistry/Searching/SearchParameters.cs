using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>
/// Parameters of a search as they came. All are texts here, so that everything that is wrong with them can be said at once;
/// <see cref="QuestionReader"/> reads them. Several values stand comma-separated or in repeated parameters.
/// </summary>
public sealed class SearchParameters
{
    /// <summary>The question as people type it: words, "quotations", -excluded, field:value, codes. Empty lists everything.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>study, dataset.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>Codes of the plan tree; each finds itself and everything below.</summary>
    [FromQuery(Name = "target")]
    public string? Target { get; init; }

    /// <summary>Codes of components and factors.</summary>
    [FromQuery(Name = "factor")]
    public string? Factor { get; init; }

    /// <summary>claimed, proposed, confirmed, disputed, rejected: tags that count; claimed and confirmed unless said.</summary>
    [FromQuery(Name = "tagStatus")]
    public string? TagStatus { get; init; }

    /// <summary>Area codes; each finds itself and everything below.</summary>
    [FromQuery(Name = "area")]
    public string? Area { get; init; }

    /// <summary>As the source writes it. A comma with a space after it belongs to the name.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    /// <summary>As the source writes it. A comma with a space after it belongs to the name.</summary>
    [FromQuery(Name = "funder")]
    public string? Funder { get; init; }

    /// <summary>Study designs.</summary>
    [FromQuery(Name = "design")]
    public string? Design { get; init; }

    /// <summary>open, embargoed, restricted, metadataOnly.</summary>
    [FromQuery(Name = "access")]
    public string? Access { get; init; }

    /// <summary>Years of the Common Era.</summary>
    [FromQuery(Name = "year")]
    public string? Year { get; init; }

    [FromQuery(Name = "yearFrom")]
    public string? YearFrom { get; init; }

    [FromQuery(Name = "yearTo")]
    public string? YearTo { get; init; }

    /// <summary>ISO 639-1.</summary>
    [FromQuery(Name = "language")]
    public string? Language { get; init; }

    /// <summary>relevance, newest, title.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>1–100; 20 unless said.</summary>
    [FromQuery(Name = "size")]
    public string? Size { get; init; }

    /// <summary>What an answer gave as next.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>true: count values of every facet.</summary>
    [FromQuery(Name = "facets")]
    public string? Facets { get; init; }

    /// <summary>false: leave the quoted passages out, for those who only want ids and counts.</summary>
    [FromQuery(Name = "passages")]
    public string? Passages { get; init; }

    /// <summary>true: say how each score came about.</summary>
    [FromQuery(Name = "explain")]
    public string? Explain { get; init; }

    /// <summary>Change token of a write: wait until it can be found.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>Every name, as it is written in an address.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(SearchParameters).GetProperties().Select(p => p.GetCustomAttributes(false).OfType<FromQueryAttribute>().FirstOrDefault()?.Name).OfType<string>()];
}
