using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Storage;

/// <summary>A record as it was shown from one version to the next. Kept for ever, except for texts under a purge.</summary>
public sealed class RecordVersion
{
    public required string RecordId { get; set; }

    public int Version { get; set; }

    public DateTime At { get; set; }

    public int ActorId { get; set; }

    public RecordState State { get; set; }

    /// <summary>Null after a purge.</summary>
    public RecordContent? Content { get; set; }

    public List<FileFact> Files { get; set; } = [];
}

/// <summary>What a version says of a file.</summary>
public sealed record FileFact(string Id, string Name, string Sha256, long Length, AccessRights Access, DateOnly? EmbargoUntil);

/// <summary>Who did what to which record, kept even when the record's texts are purged.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    public DateTime At { get; set; }

    public int ActorId { get; set; }

    /// <summary>A stable word: created, updated, file-added, removed, restored, purged, key-created, key-revoked …</summary>
    public required string Action { get; set; }

    public string? RecordId { get; set; }

    public string? Detail { get; set; }
}
