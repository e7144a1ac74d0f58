using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>
/// What a source, a curator or the registry says of a study or dataset. Every member may be missing: null says nothing.
/// The same shape stands in a draft (as one source sent it), in the curator's overlay and in a record (what is shown,
/// computed from them). Member names are those of the API, in camelCase.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StudyContent), "study")]
[JsonDerivedType(typeof(DatasetContent), "dataset")]
public abstract class RecordContent
{
    public LocalText? Title { get; set; }

    public LocalText? Abstract { get; set; }

    public List<string>? Keywords { get; set; }

    /// <summary>Publication year of a study, last year of data or of publication of a dataset; Common Era.</summary>
    public int? Year { get; set; }

    /// <summary>Performing agency of a study, owning organisation of a dataset; as the source writes it.</summary>
    public string? Agency { get; set; }

    /// <summary>Area codes: TH, R1–R6, C01–C18, ISO 3166-2 provinces.</summary>
    public List<string>? Areas { get; set; }

    /// <summary>Language of the text, ISO 639-1.</summary>
    public string? Language { get; set; }

    public string? Doi { get; set; }

    public string? Handle { get; set; }

    public string? Url { get; set; }

    /// <summary>Licence as the source names it, an SPDX id where one fits.</summary>
    public string? Licence { get; set; }

    public AccessRights? Access { get; set; }

    /// <summary>First day on which everybody may read the text.</summary>
    public DateOnly? EmbargoUntil { get; set; }

    public RecordStatus? Status { get; set; }

    public List<Relation>? Relations { get; set; }

    /// <summary>Sub-target codes claimed by the source, <c>110301</c> or <c>110301@2566</c>.</summary>
    public List<string>? Targets { get; set; }

    /// <summary>Component and factor codes claimed by the source, <c>110301V01</c>, <c>110301F0101</c>.</summary>
    public List<string>? Factors { get; set; }

    /// <summary>Written for this project and marked so in every answer.</summary>
    public bool? Sample { get; set; }

    /// <summary>Fields of the source that have no member here, as they came.</summary>
    public JsonObject? Extra { get; set; }
}

/// <summary>A text in Thai, English or both.</summary>
public sealed record LocalText(string? Th = null, string? En = null)
{
    [JsonIgnore]
    public bool IsEmpty => string.IsNullOrWhiteSpace(Th) && string.IsNullOrWhiteSpace(En);

    /// <summary>Thai where there is Thai, else English, else the empty text.</summary>
    public string Shown() => string.IsNullOrWhiteSpace(Th) ? En ?? "" : Th;
}

/// <summary>Access to the text, after COAR's access rights; metadata is always open.</summary>
public enum AccessRights
{
    Open,
    Embargoed,
    Restricted,
    MetadataOnly,
}

public enum RecordStatus
{
    Completed,
    Ongoing,
    Retracted,
    Superseded,
}

/// <summary>A typed link to another record, named by its source and source id, or by its id here.</summary>
public sealed record Relation(RelationType Type, string? Source = null, string? SourceId = null, string? Id = null);

public enum RelationType
{
    VersionOf,
    Supersedes,
    Retracts,
    UsesDataset,
    PartOf,
}
