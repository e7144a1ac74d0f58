namespace EvidenceRegistry.Storage;

/// <summary>A person or a service. Keys belong to actors; every version, decision and run names its actor.</summary>
public sealed class Actor
{
    public int Id { get; set; }

    public ActorKind Kind { get; set; }

    public required string Name { get; set; }

    public int? AgencyNumber { get; set; }

    /// <summary>Subject at an outside identity provider; none yet.</summary>
    public string? OutsideId { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>The registry itself: first start, feeds, clocks.</summary>
    public const int System = 1;
}

public enum ActorKind
{
    Person,
    Service,
}

/// <summary>An agency whose actors hand records in. Its number stands in the index before tokens of its closed text.</summary>
public sealed class Agency
{
    public int Number { get; set; }

    public required string Name { get; set; }
}

public sealed class ApiKey
{
    public required string Id { get; set; }

    public int ActorId { get; set; }

    /// <summary>First characters after <c>erk_</c>, shown in lists so that people can tell keys apart.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the whole key, hexadecimal. The key itself has 256 random bits, so no slow hash is needed.</summary>
    public required string Hash { get; set; }

    public Role Role { get; set; }

    /// <summary>Sources it may write to; empty: all.</summary>
    public List<string> Sources { get; set; } = [];

    /// <summary>Reads restricted text.</summary>
    public bool Restricted { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>Ordered: each may what those before it may read, but writing rights differ (Access says which).</summary>
public enum Role
{
    Reader,
    Submitter,
    Curator,
    Harvester,
    Admin,
}

/// <summary>An answer once given, so that the same key and body get it again.</summary>
public sealed class IdempotentAnswer
{
    public int ActorId { get; set; }

    public required string Key { get; set; }

    /// <summary>SHA-256 of method, path with query, and body.</summary>
    public required string RequestHash { get; set; }

    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Body { get; set; }

    /// <summary>Header lines that belong to the answer: Location, ETag.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    public DateTime At { get; set; }
}
