namespace EvidenceRegistry.Storage;

/// <summary>A portal or repository that the registry keeps in step with.</summary>
public sealed class HarvestSource
{
    /// <summary>Why it is paused while it is being removed.</summary>
    public const string Forgotten = "forgotten";

    public required string Id { get; set; }

    /// <summary>Unique; the source that its records name. Never changed, or every record would be met anew.</summary>
    public required string Name { get; set; }

    public HarvestKind Kind { get; set; }

    /// <summary>Base address, without a slash at its end.</summary>
    public required string Url { get; set; }

    public HarvestPathStyle PathStyle { get; set; }

    /// <summary>Header that carries the key; null: none is sent.</summary>
    public string? KeyHeader { get; set; }

    /// <summary>The key under the registry's data protection; it is in no log and no answer.</summary>
    public string? ProtectedKey { get; set; }

    /// <summary>CKAN: a Solr filter query (<c>organization:nso</c>); OAI: a set; null: all.</summary>
    public string? Filter { get; set; }

    /// <summary>Five fields of cron, Thai time; null: only when asked.</summary>
    public string? Schedule { get; set; }

    public double RequestsPerSecond { get; set; }

    public int ParallelRequests { get; set; }

    /// <summary><c>HH:mm-HH:mm</c>, Thai time: no request in between; null: none.</summary>
    public string? PauseWindow { get; set; }

    /// <summary>More removals than this share of what is kept, and the plan waits for a person.</summary>
    public int MaxRemovalPercent { get; set; }

    /// <summary>Days between vanishing and removal.</summary>
    public int QuarantineDays { get; set; }

    /// <summary>Who to ask about this source.</summary>
    public string? Owner { get; set; }

    public int ActorId { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>What the portal called itself at the first plan; another one trips the breaker.</summary>
    public string? Identity { get; set; }

    /// <summary>Why it is left alone until a person says otherwise; null: it is not.</summary>
    public string? Paused { get; set; }

    /// <summary>Failures since the last success: the step on the ladder of back-off.</summary>
    public int Failures { get; set; }

    public DateTime? NextTry { get; set; }

    public string? LastError { get; set; }

    /// <summary>When the schedule asks for it next.</summary>
    public DateTime? NextRun { get; set; }
}

public enum HarvestKind
{
    Ckan,
    Oai,
    Dcat,
}

public enum HarvestPathStyle
{
    /// <summary><c>/api/3/action/…</c></summary>
    Action,

    /// <summary><c>/get-ckan/…</c>, Open-D.</summary>
    GetCkan,
}

/// <summary>What the harvest remembers of one dataset at its source.</summary>
public sealed class HarvestEntry
{
    public required string SourceId { get; set; }

    /// <summary>Its id at the source.</summary>
    public required string DatasetId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>When the source last changed it, by the source's letters.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>When the source made it, by its letters: another one under this id is another dataset.</summary>
    public string Created { get; set; } = "";

    public HarvestEntryState State { get; set; }

    /// <summary>When it came to that state.</summary>
    public DateTime Since { get; set; }

    /// <summary>Why it was refused; null otherwise.</summary>
    public string? Reason { get; set; }
}

public enum HarvestEntryState
{
    Live,

    /// <summary>Vanished; its record is marked and still findable.</summary>
    Quarantined,

    /// <summary>Its days in quarantine are over.</summary>
    Removed,

    /// <summary>Could not or may not be taken; looked at again when its stamp changes.</summary>
    Refused,
}
