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

    [FromQuery(Name = "baseline"), Description("Datasets by their use as a baseline: yes, partly, no.")]
    public string? Baseline { get; init; }

    [FromQuery(Name = "dataYear"), Description("Datasets with data for one of these years of the Common Era.")]
    public string? DataYear { get; init; }

    [FromQuery(Name = "unit"), Description("Datasets by their unit of measure, as the source writes it. A comma with a space after it belongs to the unit.")]
    public string? Unit { get; init; }

    [FromQuery(Name = "multiplier"), Description("Datasets by the multiplier of their unit, as the source writes it.")]
    public string? Multiplier { get; init; }

    [FromQuery(Name = "disaggregation"), Description("Datasets by what their numbers are broken down by, as the source writes it.")]
    public string? Disaggregation { get; init; }

    [FromQuery(Name = "areaLevel"), Description("Datasets by level of area: world, continent, economicGroup, country, region, cluster, province, district, subdistrict, village, municipality, coordinates, other.")]
    public string? AreaLevel { get; init; }

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

    /// <summary>The parameters a page asks with.</summary>
    /// <param name="value">Name, as it is written in an address, to value; null where it is not said.</param>
    public static SearchParameters Of(Func<string, string?> value) => new()
    {
        Q = value("q"), Kind = value("kind"), Target = value("target"), Factor = value("factor"), TagStatus = value("tagStatus"), Area = value("area"), Agency = value("agency"),
        Funder = value("funder"), Design = value("design"), Access = value("access"), Year = value("year"), YearFrom = value("yearFrom"), YearTo = value("yearTo"), Language = value("language"),
        Baseline = value("baseline"), DataYear = value("dataYear"), Unit = value("unit"), Multiplier = value("multiplier"), Disaggregation = value("disaggregation"), AreaLevel = value("areaLevel"),
        Sort = value("sort"), Size = value("size"), Cursor = value("cursor"), Facets = value("facets"), Passages = value("passages"), Explain = value("explain"), After = value("after"),
    };

    /// <summary>Every name, as it is written in an address.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(SearchParameters).GetProperties().Select(p => p.GetCustomAttributes(false).OfType<FromQueryAttribute>().FirstOrDefault()?.Name).OfType<string>()];
}
