namespace EvidenceRegistry.FullText;

/// <summary>Upsert of a record document, or its deletion when <paramref name="Document"/> is null.</summary>
public sealed record IndexWrite(string Id, long Revision, IndexDocument? Document);

/// <summary>
/// Everything the index knows of one record, made by one function from the database (DESIGN: record → document).
/// One record document and one document per page come from it.
/// </summary>
public sealed record IndexDocument
{
    public required string Id { get; init; }

    public required long Revision { get; init; }

    public required string Kind { get; init; }

    /// <summary>Texts that everybody may read, each with the field that weighs it.</summary>
    public IReadOnlyList<FieldText> Texts { get; init; } = [];

    /// <summary>Identifiers found by their exact form whatever signs they hold: DOI, handle, source id, contract number.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The pages of all its files, in file and page order.</summary>
    public IReadOnlyList<PageText> Pages { get; init; } = [];

    /// <summary>Hash of all pages with their rights; equal hash means the page documents stay as they are.</summary>
    public required string PagesHash { get; init; }

    /// <summary>
    /// Facet and filter values by parameter name (<see cref="FacetNames"/>), each value with all its ancestors already
    /// added, so that a node finds everything below it.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Facets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Target and factor codes by tag status, ancestors added; counted together over the statuses asked for.</summary>
    public IReadOnlyList<TagValues> Tags { get; init; } = [];

    public int? Year { get; init; }

    /// <summary>Sort key of the title, already folded by the caller so that both engines order alike.</summary>
    public string SortTitle { get; init; } = "";

    /// <summary>Instant of the last change, UTC ticks: the order of <c>newest</c> within a year.</summary>
    public long ChangedAt { get; init; }

    /// <summary>Gentle factor on the score, 0.2–1.2; 1 for most, below for retracted and superseded. Shown in the explanation.</summary>
    public double Prior { get; init; } = 1;
}

/// <summary>An open text of a record and what it is.</summary>
public readonly record struct FieldText(TextField Field, string Text);

/// <summary>Fields that are searched with weights of their own.</summary>
public enum TextField
{
    /// <summary>Titles, Thai and English.</summary>
    Title,

    /// <summary>Abstracts, Thai and English.</summary>
    Abstract,

    /// <summary>Keywords of the source.</summary>
    Keywords,

    /// <summary>Texts of the targets and factors it is tagged with (claimed and confirmed).</summary>
    Targets,

    /// <summary>Authors, agency, funder, areas, findings and whatever else is known in words.</summary>
    Other,
}

/// <summary>One page of one file as stored; the index keeps its tokens, never the text.</summary>
/// <param name="File">Id of the file in the registry, opaque to the index.</param>
/// <param name="Page">Counted from 1.</param>
/// <param name="Text">The stored, repaired text of the page.</param>
/// <param name="Class">Who may read it.</param>
/// <param name="Agencies">Numbers of the agencies whose submitters may read it although it is closed.</param>
public sealed record PageText(string File, int Page, string Text, TextClass Class, IReadOnlyList<int> Agencies)
{
    /// <summary>Recognised in the picture of the page: it weighs less than text the file holds itself.</summary>
    public bool FromPicture { get; init; }
}

/// <summary>Reading classes of text (COAR access rights); one set of index fields each.</summary>
public enum TextClass
{
    Open,
    Embargoed,
    Restricted,
    MetadataOnly,
}

/// <param name="Facet"><see cref="FacetNames.Target"/> or <see cref="FacetNames.Factor"/>.</param>
/// <param name="Status">claimed, proposed, confirmed, disputed, rejected.</param>
public sealed record TagValues(string Facet, string Status, IReadOnlyList<string> Codes);

/// <summary>Facets are named as the parameters of the search call.</summary>
public static class FacetNames
{
    public const string Kind = "kind";
    public const string Target = "target";
    public const string Factor = "factor";
    public const string Year = "year";
    public const string Agency = "agency";
    public const string Funder = "funder";
    public const string Design = "design";
    public const string Area = "area";
    public const string Access = "access";
    public const string Language = "language";

    /// <summary>Of datasets: whether one can serve as a baseline: yes, partly, no.</summary>
    public const string Baseline = "baseline";

    /// <summary>Of datasets: each year that there are data for.</summary>
    public const string DataYear = "dataYear";

    /// <summary>Of datasets, as the source writes it; so are <see cref="Multiplier"/> and <see cref="Disaggregation"/>.</summary>
    public const string Unit = "unit";
    public const string Multiplier = "multiplier";
    public const string Disaggregation = "disaggregation";

    /// <summary>Of datasets: country, province and so on.</summary>
    public const string AreaLevel = "areaLevel";

    /// <summary>In the order they are answered. Year is counted from <see cref="IndexDocument.Year"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Kind, Target, Factor, Year, Agency, Funder, Design, Area, Access, Language, Baseline, DataYear, Unit, Multiplier, Disaggregation, AreaLevel];

    /// <summary>Of <see cref="All"/>, those whose values are free text with common words for names: typed before a colon they are words, never filters.</summary>
    public static IReadOnlyList<string> Untyped { get; } = [Unit, Multiplier, Disaggregation];
}
