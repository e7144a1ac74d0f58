using EvidenceRegistry.Formats.Plans;

namespace EvidenceRegistry.Storage;

/// <summary>Record × concept.</summary>
public sealed class Tag
{
    public const string AreaScheme = "area", YearScheme = "year";

    public long Id { get; set; }

    public required string RecordId { get; set; }

    /// <summary>subTarget, component, factor …, the name of another tree; <see cref="AreaScheme"/> and <see cref="YearScheme"/> for places and years found in text.</summary>
    public required string Scheme { get; set; }

    /// <summary>Code without edition.</summary>
    public required string Code { get; set; }

    /// <summary>Edition the code was said in; empty for what has none.</summary>
    public required string Edition { get; set; }

    public TagStatus Status { get; set; }

    /// <summary>0–1 for proposals, null where a source or a person speaks.</summary>
    public double? Confidence { get; set; }

    /// <summary>JSON: the words and places that triggered a proposal, and its rivals; null otherwise.</summary>
    public string? Reasons { get; set; }

    /// <summary>Files whose text the proposal was made from: it is shown to those alone who may read them all.</summary>
    public List<string> Files { get; set; } = [];

    /// <summary>Version of the model and rules that proposed it; stays when a person has decided.</summary>
    public string? Model { get; set; }

    /// <summary>Hash of what the proposal rested on (text and the concept's own rules): a rejected tag comes back only when it changes.</summary>
    public string? Basis { get; set; }

    /// <summary>Origins that claim it.</summary>
    public List<string> ClaimedBy { get; set; } = [];

    /// <summary>Of a proposal: how much a person's look at it is worth; the queue begins with the highest.</summary>
    public double? Priority { get; set; }

    /// <summary>Who decided, when a person did.</summary>
    public int? ActorId { get; set; }

    public DateTime At { get; set; }

    /// <summary>False for places, years, code lists and other trees.</summary>
    public bool OfPlan => Scheme is not (AreaScheme or YearScheme) && PlanSchemes.HasEditions(Scheme);
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
