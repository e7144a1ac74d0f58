using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Storage;

/// <summary>One source's layer of a record. Source and source id are unique; a re-import replaces only this.</summary>
public sealed class Origin
{
    public required string Id { get; set; }

    public required string RecordId { get; set; }

    public required string Source { get; set; }

    public required string SourceId { get; set; }

    /// <summary>The content as that source sent it.</summary>
    public required RecordContent Content { get; set; }

    /// <summary>SHA-256 of the canonical draft: an equal hash writes nothing.</summary>
    public required string Hash { get; set; }

    /// <summary>SHA-256 of the last bulk entry as it came and of what decides how it is read: the same entry again is told by this alone. Null after any other write.</summary>
    public string? SentHash { get; set; }

    public DateTime FirstSeen { get; set; }

    public DateTime LastSeen { get; set; }

    /// <summary>When it vanished at its source.</summary>
    public DateTime? QuarantinedAt { get; set; }

    /// <summary>Who handed it in.</summary>
    public int ActorId { get; set; }

    /// <summary>Agency of that actor at intake: its submitters read this origin's closed files. The study's own agency gives no right.</summary>
    public int? AgencyNumber { get; set; }
}
