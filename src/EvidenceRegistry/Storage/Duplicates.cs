namespace EvidenceRegistry.Storage;

/// <summary>A record whose likeness to others is to be looked at anew; saved with the change by <see cref="RegistryDb"/> itself.</summary>
public sealed class SketchDue
{
    public required string RecordId { get; set; }
}

/// <summary>What a record looks like to the search for duplicates: small enough to compare with many.</summary>
public sealed class Sketch
{
    /// <summary>Short name of the record in <see cref="SketchKey"/>, a third of its id's length.</summary>
    public long Number { get; set; }

    public required string RecordId { get; set; }

    /// <summary>Least values of the title's shingles, one byte each.</summary>
    public required byte[] Values { get; set; }

    /// <summary>Its keys, eight bytes each, so that they can be taken back without an index by number.</summary>
    public required byte[] Keys { get; set; }
}

/// <summary>Records with a key in common are worth comparing; others never meet.</summary>
public sealed class SketchKey
{
    public long Key { get; set; }

    public long Number { get; set; }
}

/// <summary>Two records that may be one, and what a person made of it.</summary>
public sealed class DuplicatePair
{
    public long Id { get; set; }

    /// <summary>Id of the older record; ids are ordered by time.</summary>
    public required string First { get; set; }

    public required string Second { get; set; }

    /// <summary>0–1; identifiers in common give 1.</summary>
    public double Score { get; set; }

    /// <summary>Stable words, each with its figure: <c>doi</c>, <c>title 0.96</c>, <c>authors 1.00</c>, <c>year 1</c>.</summary>
    public List<string> Reasons { get; set; } = [];

    public DuplicateState State { get; set; }

    public DateTime FoundAt { get; set; }

    public int? ActorId { get; set; }

    public DateTime? DecidedAt { get; set; }

    /// <summary>What a merge moved, so that it can be undone; null without one.</summary>
    public MergedParts? Merged { get; set; }
}

public enum DuplicateState
{
    /// <summary>Waits for a person.</summary>
    Open,

    /// <summary>One record; the other's id answers with it.</summary>
    Same,

    /// <summary>Two records, remembered: never proposed again.</summary>
    Different,

    /// <summary>Two records, one a version of the other.</summary>
    VersionOf,
}

/// <param name="Into">The record that stays.</param>
/// <param name="Gone">The record that went into it.</param>
/// <param name="Origins">Ids of origins that moved.</param>
/// <param name="Files">Ids of files that moved.</param>
/// <param name="Overlay">The overlay of the record that stays, as it was.</param>
public sealed record MergedParts(string Into, string Gone, List<string> Origins, List<string> Files, string? Overlay)
{
    /// <summary>File id → name, of files that met another of their name.</summary>
    public Dictionary<string, string> Renamed { get; init; } = [];

    /// <summary>Tags on which people's decisions were carried over: scheme, code and edition.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>Those of them that the record that stays did not have.</summary>
    public List<string> Made { get; init; } = [];

    /// <summary>Tag → what its own rejection rested on; one that came along rests on nothing.</summary>
    public Dictionary<string, string> Bases { get; init; } = [];

    /// <summary>Ids of people's decisions that moved.</summary>
    public List<long> Decisions { get; init; } = [];

    /// <summary>The overlay that the merge laid.</summary>
    public string? Laid { get; init; }
}
