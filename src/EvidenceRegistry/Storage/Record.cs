using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Storage;

/// <summary>
/// A study or dataset as the registry keeps it. What is shown (<see cref="Content"/>) is computed from its origins and the
/// curator's overlay; the columns we filter by stand promoted beside it.
/// </summary>
public sealed class Record
{
    /// <summary>Opaque, time-ordered, never reused (<see cref="NewIds"/>).</summary>
    public required string Id { get; set; }

    public RecordKind Kind { get; set; }

    /// <summary>+1 when the metadata changes or a file is added, replaced, removed or given another access. Shown as ETag.</summary>
    public int Version { get; set; }

    /// <summary>+1 when anything changes that a search document depends on. The feed, the engine and /consistency use it.</summary>
    public long Revision { get; set; }

    public RecordState State { get; set; }

    /// <summary>The record that took this one over; this id keeps answering.</summary>
    public string? MergedInto { get; set; }

    public Tombstone? Tombstone { get; set; }

    public required RecordContent Content { get; set; }

    /// <summary>Member name → origin id, or <c>overlay</c>.</summary>
    public Dictionary<string, string> Provenance { get; set; } = [];

    /// <summary>The curator's layer: a JSON object laid over the origins member by member; null when nobody touched it.</summary>
    public string? Overlay { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime ChangedAt { get; set; }

    /// <summary>Thai title, else English.</summary>
    public string Title { get; set; } = "";

    public int? Year { get; set; }

    public string? Agency { get; set; }

    public string? Doi { get; set; }

    public AccessRights Access { get; set; }

    public DateOnly? EmbargoUntil { get; set; }

    public bool Sample { get; set; }

    public List<Origin> Origins { get; set; } = [];

    public List<StoredFile> Files { get; set; } = [];

    public List<Tag> Tags { get; set; } = [];

    /// <summary>
    /// Live or quarantined. Asked of what was read by id and not of the database: given both, SQLite reads by state, which nearly every
    /// record has.
    /// </summary>
    public bool IsThere() => State is RecordState.Live or RecordState.Quarantined;
}

public enum RecordKind
{
    Study,
    Dataset,
}

public enum RecordState
{
    Live,

    /// <summary>Vanished at its source: still findable, marked, until its days are over.</summary>
    Quarantined,

    /// <summary>Answers 410 with its tombstone.</summary>
    Removed,

    /// <summary>Answers with the record it went into.</summary>
    Merged,
}

/// <param name="ByPerson">A person's tombstone holds against imports and harvests until a person lifts it.</param>
/// <param name="Purged">Bytes, pages and texts of versions are gone as well.</param>
public sealed record Tombstone(string Reason, int ActorId, DateTime At, bool ByPerson, bool Purged = false);
