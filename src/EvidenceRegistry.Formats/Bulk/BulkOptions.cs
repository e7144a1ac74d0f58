namespace EvidenceRegistry.Formats.Bulk;

/// <summary>How a bulk file is to be read, as far as the file itself does not say.</summary>
public sealed record BulkOptions
{
    /// <summary>Source of entries that name none.</summary>
    public string? Source { get; init; }

    /// <summary>Name of the file, for what it says of the format and for ids where entries have none.</summary>
    public string? FileName { get; init; }

    /// <summary>Encoding declared apart from the file, an IANA name; null: the file says, and else its bytes are weighed.</summary>
    public string? Charset { get; init; }

    /// <summary>Entries already dealt with: those up to this ordinal are passed over.</summary>
    public long Skip { get; init; }

    /// <summary>Bytes of one line, row or entry; a longer one is a problem of its own and is never held in memory.</summary>
    public int LongestEntry { get; init; } = 10 * 1024 * 1024;
}
