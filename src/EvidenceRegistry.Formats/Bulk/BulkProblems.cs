namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Codes of what can be wrong with a bulk file beside its drafts. Stable, as <see cref="Drafts.ProblemCodes"/>.</summary>
public static class BulkProblems
{
    /// <summary>No byte, or nothing but blanks.</summary>
    public const string EmptyFile = "empty-file";

    /// <summary>Neither name nor bytes are of a format there is a reader for.</summary>
    public const string UnknownFormat = "unknown-format";

    /// <summary>Details: the format its bytes show, the format that was named.</summary>
    public const string OtherFormat = "other-format";

    /// <summary>Details: the most bytes a line or entry may have.</summary>
    public const string EntryTooLong = "entry-too-long";

    /// <summary>The container (zip, gzip, workbook) is damaged from here on.</summary>
    public const string Damaged = "damaged";
}
