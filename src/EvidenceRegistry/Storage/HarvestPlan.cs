namespace EvidenceRegistry.Storage;

/// <summary>What a harvest will do, decided before anything is done, and what became of it.</summary>
public sealed class HarvestPlan
{
    public required string Id { get; set; }

    /// <summary>Id of the <see cref="HarvestSource"/>.</summary>
    public required string SourceId { get; set; }

    public HarvestPlanState State { get; set; }

    /// <summary>Runs by itself when nothing speaks against it.</summary>
    public bool Automatic { get; set; }

    /// <summary>A person let ids through that stand for another dataset now.</summary>
    public bool AcceptReused { get; set; }

    public DateTime CreatedAt { get; set; }

    public int ActorId { get; set; }

    /// <summary>Ids met at the source.</summary>
    public long Gathered { get; set; }

    public long Add { get; set; }

    public long Change { get; set; }

    /// <summary>Vanished (to quarantine) and those whose days there are over.</summary>
    public long Remove { get; set; }

    public long Unchanged { get; set; }

    /// <summary>Refused before and not changed since.</summary>
    public long Refused { get; set; }

    /// <summary>Requests made for the plan and its run.</summary>
    public long Requests { get; set; }

    /// <summary>Stable words, each with its figures: what a person should look at.</summary>
    public List<HarvestWarning> Warnings { get; set; } = [];

    /// <summary>JSON: some of what is added, changed (with the members that differ) and removed.</summary>
    public string? Samples { get; set; }

    /// <summary>The job that gathers.</summary>
    public string? JobId { get; set; }

    /// <summary>The job that acts: the id of the run; null before.</summary>
    public string? RunId { get; set; }

    /// <summary>The job that takes the run back.</summary>
    public string? UndoId { get; set; }

    public DateTime? PlannedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public DateTime? UndoneAt { get; set; }

    /// <summary>Why it stopped; a stable word.</summary>
    public string? Stopped { get; set; }
}

/// <param name="Code">portal-empty, many-removals, identity-changed, incomplete …</param>
/// <param name="Waits">A person has to look before it runs.</param>
public sealed record HarvestWarning(string Code, bool Waits, IReadOnlyList<string> Details);

public enum HarvestPlanState
{
    Gathering,

    /// <summary>May run.</summary>
    Ready,

    /// <summary>For a person's decision.</summary>
    Waiting,

    Running,
    Done,

    /// <summary>Will never run.</summary>
    Stopped,

    /// <summary>Done and taken back.</summary>
    Undone,
}

/// <summary>One dataset in a plan. What is unchanged has none.</summary>
public sealed class HarvestStep
{
    public required string PlanId { get; set; }

    /// <summary>From 1; the order of the run.</summary>
    public int Number { get; set; }

    public required string DatasetId { get; set; }

    public string Name { get; set; } = "";

    public string Stamp { get; set; } = "";

    public HarvestAction Action { get; set; }

    /// <summary>Null until done.</summary>
    public HarvestOutcome? Outcome { get; set; }

    /// <summary>Stable word for a refusal, with what the source said behind it.</summary>
    public string? Reason { get; set; }

    public string? RecordId { get; set; }

    /// <summary>JSON: entry and record as they were, for an undo.</summary>
    public string? Before { get; set; }

    /// <summary>Hash of the layer afterwards: an undo touches only what is still so.</summary>
    public string? After { get; set; }

    /// <summary>What the undo came to; null where there was none.</summary>
    public string? Undone { get; set; }
}

public enum HarvestAction
{
    Add,
    Change,

    /// <summary>It vanished: to quarantine.</summary>
    Quarantine,

    /// <summary>Its days in quarantine are over: a tombstone.</summary>
    Remove,

    /// <summary>It was away and is there again: the old id answers.</summary>
    Return,
}

public enum HarvestOutcome
{
    Added,
    Changed,
    Removed,
    Unchanged,
    Refused,
}

/// <summary>A key of the data protection that guards source keys and cookies, as the framework writes it.</summary>
public sealed class ProtectionKey
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Xml { get; set; }
}
