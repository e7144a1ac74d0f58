namespace EvidenceRegistry.Storage;

/// <summary>An edition of the plan tree, in force between two days.</summary>
public sealed class Edition
{
    /// <summary>Buddhist year of the edition: 2561, 2566.</summary>
    public required string Code { get; set; }

    public DateOnly EffectiveFrom { get; set; }

    public DateOnly? EffectiveTo { get; set; }

    public required string NameTh { get; set; }

    public string? NameEn { get; set; }
}

/// <summary>A node of the plan tree, a value chain or a code list, in one edition.</summary>
public sealed class Concept
{
    public long Id { get; set; }

    /// <summary>strategy, strategyGoal, strategyIssue, issue, issueGoal, subPlan, subTarget, component, factor, oecdField, resultType, or the name of another tree.</summary>
    public required string Scheme { get; set; }

    public required string Code { get; set; }

    public required string Edition { get; set; }

    /// <summary>Code of the node above it, in the scheme above it.</summary>
    public string? Parent { get; set; }

    public string? TextTh { get; set; }

    public string? TextEn { get; set; }

    /// <summary>official, working (the registry's own translation), or null.</summary>
    public string? TextEnSource { get; set; }

    public bool Sample { get; set; }

    public bool Retired { get; set; }

    /// <summary>Where the text was found.</summary>
    public string? Origin { get; set; }

    /// <summary>Further columns of the file, name → text (component kind, factor priority, host agency).</summary>
    public Dictionary<string, string> More { get; set; } = [];
}

/// <summary>Joins a code of one edition to a code of another.</summary>
public sealed class Crosswalk
{
    public long Id { get; set; }

    public required string FromCode { get; set; }

    public required string FromEdition { get; set; }

    /// <summary>Null when the code was retired without a successor.</summary>
    public string? ToCode { get; set; }

    public required string ToEdition { get; set; }

    /// <summary>same, renamed, split, merged, retired, new.</summary>
    public required string Relation { get; set; }
}

/// <summary>TH, R1–R6, C01–C18, TH-10 …; room for districts below.</summary>
public sealed class Area
{
    public required string Code { get; set; }

    /// <summary>country, region, cluster, province.</summary>
    public required string Kind { get; set; }

    public string? Parent { get; set; }

    public required string NameTh { get; set; }

    public string? NameEn { get; set; }

    /// <summary>Short forms and spellings in both languages.</summary>
    public List<string> OtherNames { get; set; } = [];
}
