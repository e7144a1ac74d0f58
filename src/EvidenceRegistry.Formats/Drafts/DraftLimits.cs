namespace EvidenceRegistry.Formats.Drafts;

/// <summary>
/// The longest that texts and lists may be, in UTF-16 units and entries. Chosen far above what real records hold and far
/// below what would hurt an index or a page: the longest title seen in the funders' lists has about 500 characters.
/// </summary>
public static class DraftLimits
{
    public const int Source = 50;

    public const int SourceId = 200;

    public const int Title = 2_000;

    public const int Abstract = 50_000;

    /// <summary>Methods, population, objective, calculation method, descriptions.</summary>
    public const int Prose = 20_000;

    /// <summary>Names: agency, funder, affiliation, unit, format, licence.</summary>
    public const int Name = 500;

    public const int Keyword = 300;

    /// <summary>Codes of targets, factors, areas, fields and types.</summary>
    public const int Code = 40;

    /// <summary>Addresses; browsers and servers agree on about this much.</summary>
    public const int Url = 2_000;

    /// <summary>Entries of one list.</summary>
    public const int Entries = 500;

    /// <summary>JSON of <see cref="RecordContent.Extra"/>, bytes.</summary>
    public const int Extra = 64 * 1024;

    /// <summary>Problems named for one draft; the rest is summed up in one.</summary>
    public const int Problems = 200;

    /// <summary>UTF-8 bytes of a file name: what common file systems hold.</summary>
    public const int FileNameBytes = 255;

    /// <summary>First and last year taken as Common Era.</summary>
    public const int FirstYear = 1800;

    public const int LastYear = 2399;

    /// <summary>Years beyond <see cref="LastYear"/> up to this one are Buddhist years written where a Common Era year is asked.</summary>
    public const int LastBuddhistYear = 2700;

    /// <summary>Buddhist year minus Common Era year, since 1941.</summary>
    public const int BuddhistOffset = 543;
}
