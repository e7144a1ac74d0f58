using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>A record as the API answers it: what is shown, where each member comes from, and its files. Metadata is open to all.</summary>
public abstract class RecordView
{
    public string Id { get; set; } = "";

    public RecordKind Kind { get; set; }

    /// <summary>Stands in the ETag; a write names it in If-Match.</summary>
    public int Version { get; set; }

    /// <summary>live or quarantined (vanished at its source).</summary>
    public RecordState State { get; set; }

    /// <summary>True where it was written for this project and is no evidence.</summary>
    public bool? Sample { get; set; }

    public LocalText? Title { get; set; }

    public LocalText? Abstract { get; set; }

    public List<string>? Keywords { get; set; }

    public int? Year { get; set; }

    public string? Agency { get; set; }

    public List<string>? Areas { get; set; }

    public string? Language { get; set; }

    public string? Doi { get; set; }

    public string? Handle { get; set; }

    public string? Url { get; set; }

    public string? Licence { get; set; }

    /// <summary>In force: never missing in an answer.</summary>
    public AccessRights Access { get; set; }

    public DateOnly? EmbargoUntil { get; set; }

    public RecordStatus? Status { get; set; }

    public List<Relation>? Relations { get; set; }

    /// <summary>Sub-targets as the source claims them.</summary>
    public List<string>? Targets { get; set; }

    /// <summary>Components and factors as the source claims them.</summary>
    public List<string>? Factors { get; set; }

    public JsonObject? Extra { get; set; }

    public List<FileView> Files { get; set; } = [];

    public List<OriginView> Origins { get; set; } = [];

    /// <summary>Member → id of the origin it comes from, or <c>overlay</c>.</summary>
    public Dictionary<string, string> Provenance { get; set; } = [];

    public DateTime CreatedAt { get; set; }

    public DateTime ChangedAt { get; set; }
}

public sealed class StudyView : RecordView
{
    public List<Author>? Authors { get; set; }

    public string? Funder { get; set; }

    public string? ContractNumber { get; set; }

    public decimal? Budget { get; set; }

    public DateOnly? StartOn { get; set; }

    public DateOnly? EndOn { get; set; }

    public DateOnly? CompletedOn { get; set; }

    public int? FiscalYear { get; set; }

    public string? OecdField { get; set; }

    public ResearchType? ResearchType { get; set; }

    public StudyDesign? Design { get; set; }

    public string? Methods { get; set; }

    public string? Population { get; set; }

    public List<Finding>? Findings { get; set; }

    public List<ResearchResult>? Results { get; set; }
}

public sealed class DatasetView : RecordView
{
    public DataType? DataType { get; set; }

    public string? Maintainer { get; set; }

    public string? MaintainerEmail { get; set; }

    public string? Objective { get; set; }

    public string? UpdateFrequencyUnit { get; set; }

    public int? UpdateFrequencyInterval { get; set; }

    public string? GeoCoverage { get; set; }

    public string? DataSource { get; set; }

    public List<string>? DataFormat { get; set; }

    public string? DataCategory { get; set; }

    public int? FirstYear { get; set; }

    public int? LastYear { get; set; }

    public List<string>? Disaggregate { get; set; }

    public string? UnitOfMeasure { get; set; }

    public string? UnitOfMultiplier { get; set; }

    public string? CalculationMethod { get; set; }

    public string? Standard { get; set; }

    public bool? OfficialStatistics { get; set; }

    public bool? HighValue { get; set; }

    public bool? ReferenceData { get; set; }

    public DateOnly? CreatedOn { get; set; }

    public DateOnly? UpdatedOn { get; set; }

    public DateOnly? ReleaseCalendar { get; set; }

    public List<DataResource>? Resources { get; set; }
}

/// <summary>A source's layer of a record.</summary>
public sealed class OriginView
{
    public string Id { get; set; } = "";

    public string Source { get; set; } = "";

    public string SourceId { get; set; } = "";

    public DateTime FirstSeen { get; set; }

    public DateTime LastSeen { get; set; }

    public DateTime? QuarantinedAt { get; set; }
}

public sealed class FileView
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Bytes.</summary>
    public long Length { get; set; }

    /// <summary>By its bytes, never by its name.</summary>
    public string MediaType { get; set; } = "";

    public string Sha256 { get; set; } = "";

    public AccessRights Access { get; set; }

    public DateOnly? EmbargoUntil { get; set; }

    public DateTime AddedAt { get; set; }
}
