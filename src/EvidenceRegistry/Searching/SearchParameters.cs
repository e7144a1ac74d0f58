using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>
/// Parameters of a search as they came. All are texts here, so that everything that is wrong with them can be said at once;
/// <see cref="QuestionReader"/> reads them. Several values stand comma-separated or in repeated parameters.
/// </summary>
public sealed class SearchParameters
{
    [FromQuery(Name = "q"), Description("The question as people type it: words, \"quotations\", -excluded, field:value, codes. Empty lists everything.")]
    public string? Q { get; init; }

    [FromQuery(Name = "kind"), Description("study, dataset.")]
    public string? Kind { get; init; }

    [FromQuery(Name = "target"), Description("Codes of the plan tree; each finds itself and everything below.")]
    public string? Target { get; init; }

    [FromQuery(Name = "factor"), Description("Codes of components and factors.")]
    public string? Factor { get; init; }

    [FromQuery(Name = "tagStatus"), Description("claimed, proposed, confirmed, disputed, rejected: tags that count; claimed and confirmed unless said.")]
    public string? TagStatus { get; init; }

    [FromQuery(Name = "area"), Description("Area codes; each finds itself and everything below.")]
    public string? Area { get; init; }

    [FromQuery(Name = "agency"), Description("As the source writes it. A comma with a space after it belongs to the name.")]
    public string? Agency { get; init; }

    [FromQuery(Name = "funder"), Description("As the source writes it. A comma with a space after it belongs to the name.")]
    public string? Funder { get; init; }

    [FromQuery(Name = "design"), Description("Study designs.")]
    public string? Design { get; init; }

    [FromQuery(Name = "access"), Description("open, embargoed, restricted, metadataOnly.")]
    public string? Access { get; init; }

    [FromQuery(Name = "year"), Description("Years of the Common Era.")]
    public string? Year { get; init; }

    [FromQuery(Name = "yearFrom"), Description("First year, Common Era.")]
    public string? YearFrom { get; init; }

    [FromQuery(Name = "yearTo"), Description("Last year, Common Era.")]
    public string? YearTo { get; init; }

    [FromQuery(Name = "language"), Description("ISO 639-1.")]
    public string? Language { get; init; }

    [FromQuery(Name = "sort"), Description("relevance, newest, title.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "size"), Description("1–100; 20 unless said.")]
    public string? Size { get; init; }

    [FromQuery(Name = "cursor"), Description("What an answer gave as next.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "facets"), Description("true: count values of every facet.")]
    public string? Facets { get; init; }

    [FromQuery(Name = "passages"), Description("false: leave the quoted passages out, for those who only want ids and counts.")]
    public string? Passages { get; init; }

    [FromQuery(Name = "explain"), Description("true: say how each score came about.")]
    public string? Explain { get; init; }

    [FromQuery(Name = "after"), Description("Change token of a write: wait until it can be found.")]
    public string? After { get; init; }

    /// <summary>Every name, as it is written in an address.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(SearchParameters).GetProperties().Select(p => p.GetCustomAttributes(false).OfType<FromQueryAttribute>().FirstOrDefault()?.Name).OfType<string>()];
}
