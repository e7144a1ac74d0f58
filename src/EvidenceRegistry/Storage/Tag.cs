namespace EvidenceRegistry.Storage;

/// <summary>Record × concept.</summary>
public sealed class Tag
{
    public long Id { get; set; }

    public required string RecordId { get; set; }

    /// <summary>subTarget, component, factor …</summary>
    public required string Scheme { get; set; }

    /// <summary>Code without edition.</summary>
    public required string Code { get; set; }

    /// <summary>Edition the code was said in.</summary>
    public required string Edition { get; set; }

    public TagStatus Status { get; set; }

    /// <summary>0–1 for proposals, null where a source or a person speaks.</summary>
    public double? Confidence { get; set; }

    /// <summary>JSON: the words and places that triggered a proposal; null otherwise.</summary>
    public string? Reasons { get; set; }

    /// <summary>Origins that claim it.</summary>
    public List<string> ClaimedBy { get; set; } = [];

    /// <summary>Who decided, when a person did.</summary>
    public int? ActorId { get; set; }

    public DateTime At { get; set; }
}

public enum TagStatus
{
    /// <summary>By the source.</summary>
    Claimed,

    /// <summary>By the machine.</summary>
    Proposed,

    /// <summary>By a person.</summary>
    Confirmed,

    /// <summary>Two people disagree.</summary>
    Disputed,

    /// <summary>By a person; it never comes back unless text or rules change.</summary>
    Rejected,
}
