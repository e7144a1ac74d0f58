namespace EvidenceRegistry.Storage;

/// <summary>A record whose tags are to be proposed anew; saved with the change by <see cref="RegistryDb"/> itself.</summary>
public sealed class TagDue
{
    public required string RecordId { get; set; }
}

/// <summary>From what text and by which version a record's proposals were last made: nothing is done twice.</summary>
public sealed class TagState
{
    public required string RecordId { get; set; }

    /// <summary>Hash of every text that was read for it, with who may read it, and of the tags that stood when it was done.</summary>
    public required string InputHash { get; set; }

    /// <summary><see cref="TagModel.Version"/> and the rules.</summary>
    public required string Model { get; set; }

    public DateTime At { get; set; }
}

/// <summary>What a person said of a tag, with who and when; never changed, only taken back. It goes with a merge, as layers and files do.</summary>
public sealed class TagDecision
{
    public long Id { get; set; }

    public required string RecordId { get; set; }

    public required string Scheme { get; set; }

    public required string Code { get; set; }

    public required string Edition { get; set; }

    public TagVerdict Verdict { get; set; }

    public string? Note { get; set; }

    public int ActorId { get; set; }

    /// <summary>An administrator's word settles what two curators dispute.</summary>
    public bool Settles { get; set; }

    public DateTime At { get; set; }

    /// <summary>What stood before; null when there was no tag.</summary>
    public TagStatus? Before { get; set; }

    /// <summary>Version that had proposed it, and how sure it was; null when nothing had.</summary>
    public string? Model { get; set; }

    public double? Confidence { get; set; }

    /// <summary>Of a sample record: kept as history, counted nowhere.</summary>
    public bool Sample { get; set; }

    /// <summary>The bulk decision it was part of.</summary>
    public string? Bulk { get; set; }

    /// <summary>Taken back then, or lapsed because the text or the rules changed and the tag was proposed again.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>Who took it back; null when it lapsed.</summary>
    public int? UndoneBy { get; set; }
}

public enum TagVerdict
{
    Confirm,
    Reject,
    Dispute,
}

/// <summary>What decisions taught, one row a version; one of a scheme is in force.</summary>
public sealed class TagModel
{
    /// <summary>m1, m2 …; proposals name it.</summary>
    public required string Version { get; set; }

    public required string Scheme { get; set; }

    public TagModelState State { get; set; }

    public DateTime MadeAt { get; set; }

    public int ActorId { get; set; }

    /// <summary>Decisions it learned from.</summary>
    public int Decisions { get; set; }

    /// <summary>JSON: learned words and biases.</summary>
    public required string Content { get; set; }

    /// <summary>JSON: figures on held-out decisions, its own and those of the version in force before it.</summary>
    public required string Figures { get; set; }
}

public enum TagModelState
{
    /// <summary>In force: new proposals are made with it.</summary>
    Active,

    /// <summary>Was in force, or can be again.</summary>
    Retired,

    /// <summary>Did not beat the one in force on held-out decisions.</summary>
    Refused,
}
