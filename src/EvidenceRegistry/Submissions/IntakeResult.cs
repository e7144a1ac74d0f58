using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>What became of a draft at the door.</summary>
public enum IntakeOutcome
{
    /// <summary>A new record stands.</summary>
    Created,

    /// <summary>The source's layer was replaced, or files were added or replaced.</summary>
    Updated,

    /// <summary>Nothing was said anew; nothing was written.</summary>
    Unchanged,

    /// <summary>The draft has problems that refuse it.</summary>
    Invalid,

    /// <summary>It was to be new, but its source id is known.</summary>
    Known,

    /// <summary>A person removed the record; only a person brings it back.</summary>
    Removed,

    /// <summary>The record has another version than the caller believes.</summary>
    Stale,

    /// <summary>The layer was handed in by another agency, or the files that the problems name were.</summary>
    NotTheirs,

    /// <summary>Bytes of a file went away between upload and writing (a purge of equal bytes): send them again.</summary>
    BytesGone,
}

public enum IntakeMode
{
    /// <summary>It must be new.</summary>
    Create,

    /// <summary>Replaces the layer of its source and source id, or makes it.</summary>
    Replace,

    /// <summary>As <see cref="Replace"/>, for harvests: also notes when the draft was last seen.</summary>
    Import,
}

/// <param name="Record">As it stands afterwards; null where nothing stands, and where nothing had to be loaded to see that nothing changed.</param>
/// <param name="Problems">Those that refuse and those that only warn.</param>
public sealed record IntakeResult(IntakeOutcome Outcome, Record? Record, IReadOnlyList<DraftProblem> Problems)
{
    /// <summary>Id of the record; null where nothing stands.</summary>
    public string? RecordId { get; init; } = Record?.Id;

    public bool Accepted => Outcome is IntakeOutcome.Created or IntakeOutcome.Updated or IntakeOutcome.Unchanged;
}

/// <summary>A file whose bytes are safe in the store already.</summary>
/// <param name="Name">One that <see cref="FileNames.Take"/> gave.</param>
public sealed record IntakeFile(string Name, StoredBytes Bytes);
