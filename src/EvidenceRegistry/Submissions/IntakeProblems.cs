namespace EvidenceRegistry.Submissions;

/// <summary>Codes of problems that only the registry can find, beside those of the form of a draft.</summary>
public static class IntakeProblems
{
    /// <summary>Details: the kind it is kept as.</summary>
    public const string OtherKind = "other-kind";

    /// <summary>Details: the nearest code, or nothing.</summary>
    public const string UnknownTarget = "unknown-target";

    /// <summary>Details: the nearest code, or nothing.</summary>
    public const string UnknownFactor = "unknown-factor";

    /// <summary>Details: the nearest code, or nothing.</summary>
    public const string UnknownArea = "unknown-area";

    /// <summary>Details: the nearest code, or nothing.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>Details: the nearest code, or nothing.</summary>
    public const string UnknownResultType = "unknown-result-type";

    /// <summary>The draft speaks of a file that neither came with it nor is there.</summary>
    public const string UnknownFile = "unknown-file";

    /// <summary>Two files of one name in one request, letter case aside.</summary>
    public const string DuplicateFile = "duplicate-file";

    /// <summary>A part of a multipart body that has no meaning here. Details: the parts that have.</summary>
    public const string UnknownPart = "unknown-part";

    /// <summary>Details: how many a multipart body may have.</summary>
    public const string TooManyParts = "too-many-parts";

    /// <summary>Targets and factors are decided by tags, not by the overlay.</summary>
    public const string NotInOverlay = "not-in-overlay";

    /// <summary>Details: the name in the address.</summary>
    public const string OtherFileName = "other-file-name";

    /// <summary>Only the registry's own seed marks samples.</summary>
    public const string SampleByHand = "sample-by-hand";

    /// <summary>A curator's word stands over this one. Details: that word.</summary>
    public const string HeldByCurator = "held-by-curator";

    /// <summary>An entry names a report file that did not come with the bulk file; the record is taken without it.</summary>
    public const string FileNotSent = "file-not-sent";

    /// <summary>A person removed the record; only a person brings it back.</summary>
    public const string RemovedByPerson = "removed";

    /// <summary>The layer was handed in by another agency.</summary>
    public const string NotTheirs = "not-theirs";

    /// <summary>The file was brought by another agency's layer, or by a curator.</summary>
    public const string FileNotTheirs = "file-not-theirs";

    /// <summary>Bytes of a report file went away between upload and writing.</summary>
    public const string BytesGone = "bytes-gone";

    /// <summary>The key may not write to the source of this entry.</summary>
    public const string SourceNotAllowed = "source-not-allowed";

    /// <summary>The entry takes a record away that other sources tell of too.</summary>
    public const string OthersTellOfIt = "others-tell-of-it";
}
