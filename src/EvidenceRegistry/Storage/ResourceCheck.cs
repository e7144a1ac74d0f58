namespace EvidenceRegistry.Storage;

/// <summary>What became of a dataset's resource when its address was last asked.</summary>
public sealed class ResourceCheck
{
    public required string RecordId { get; set; }

    /// <summary>SHA-256 of the address, lower-case hexadecimal.</summary>
    public required string UrlHash { get; set; }

    public required string Url { get; set; }

    /// <summary>ok, or a stable word for what it came to: not-there, unreachable, timed-out …</summary>
    public required string Status { get; set; }

    /// <summary>Since when it has that status.</summary>
    public DateTime Since { get; set; }

    public DateTime CheckedAt { get; set; }

    /// <summary>Bytes read; null where none came.</summary>
    public long? Length { get; set; }

    /// <summary>JSON: columns, years, areas, series; null where the resource is no table that is read.</summary>
    public string? Profile { get; set; }
}
