namespace EvidenceRegistry.FullText;

/// <summary>
/// What one reader may read of closed text. Goes into every search; one place turns it into the list of fields a query is
/// built from, and no other code names a closed field. So closed text leaks neither by hits nor by counts, scores,
/// suggestions, explanations or statistics.
/// </summary>
/// <param name="Embargoed">Reads text whose embargo still runs.</param>
/// <param name="Restricted">Reads restricted text.</param>
/// <param name="MetadataOnly">Reads text of records that show metadata only.</param>
/// <param name="Agency">Number of the agency whose own closed text is read, or null.</param>
public sealed record ReadingRights(bool Embargoed, bool Restricted, bool MetadataOnly, int? Agency)
{
    /// <summary>A reader without a key.</summary>
    public static ReadingRights Open { get; } = new(false, false, false, null);

    /// <summary>Curator and admin.</summary>
    public static ReadingRights Everything { get; } = new(true, true, true, null);

    /// <summary>The rule itself, for a page at hand.</summary>
    public bool MayRead(TextClass textClass, IReadOnlyList<int> agencies) => textClass switch
    {
        TextClass.Open => true,
        TextClass.Embargoed when Embargoed => true,
        TextClass.Restricted when Restricted => true,
        TextClass.MetadataOnly when MetadataOnly => true,
        _ => Agency is { } number && agencies.Contains(number),
    };
}
