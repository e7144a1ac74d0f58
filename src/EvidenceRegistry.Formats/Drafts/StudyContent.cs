namespace EvidenceRegistry.Formats.Drafts;

/// <summary>A completed (or ongoing) piece of research.</summary>
public class StudyContent : RecordContent
{
    public List<Author>? Authors { get; set; }

    public string? Funder { get; set; }

    /// <summary>Thai contract numbers hold <c>/</c> and spaces.</summary>
    public string? ContractNumber { get; set; }

    /// <summary>Baht.</summary>
    public decimal? Budget { get; set; }

    public DateOnly? StartOn { get; set; }

    public DateOnly? EndOn { get; set; }

    public DateOnly? CompletedOn { get; set; }

    /// <summary>Thai fiscal year named by the Common Era year it ends in (2023: 1 October 2022 – 30 September 2023).</summary>
    public int? FiscalYear { get; set; }

    /// <summary>Code of the OECD field in <c>seed-data</c>.</summary>
    public string? OecdField { get; set; }

    public ResearchType? ResearchType { get; set; }

    public StudyDesign? Design { get; set; }

    public string? Methods { get; set; }

    public string? Population { get; set; }

    public List<Finding>? Findings { get; set; }

    public List<ResearchResult>? Results { get; set; }
}

public sealed record Author(LocalText? Name = null, string? Affiliation = null, string? Orcid = null);

/// <summary>One thing the study found, with its direction, kept when it is null too.</summary>
public sealed record Finding(LocalText? Text = null, FindingDirection? Direction = null, string? Factor = null, string? Area = null);

public enum FindingDirection
{
    Positive,
    Negative,
    None,
    Mixed,
}

/// <param name="Type">Code of an output, outcome or impact type in <c>seed-data</c>.</param>
public sealed record ResearchResult(string? Type = null, LocalText? Description = null);

public enum ResearchType
{
    Basic,
    Applied,
    ExperimentalDevelopment,
    Policy,
    ActionResearch,
    Evaluation,
}

public enum StudyDesign
{
    RandomizedTrial,
    QuasiExperimental,
    Cohort,
    CaseControl,
    CrossSectional,
    TimeSeries,
    CaseStudy,
    Qualitative,
    MixedMethods,
    SystematicReview,
    Modelling,
    Descriptive,
    Other,
}
