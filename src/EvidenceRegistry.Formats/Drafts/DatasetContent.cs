using System.Text.Json.Nodes;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>
/// A dataset of a catalogue: the 14 mandatory items of the Thai government catalogue and its statistics-only fields
/// (ckanext-thai_gdc); the CKAN field stands behind each member.
/// </summary>
public class DatasetContent : RecordContent
{
    /// <summary>data_type.</summary>
    public DataType? DataType { get; set; }

    /// <summary>maintainer: the unit to ask.</summary>
    public string? Maintainer { get; set; }

    /// <summary>maintainer_email.</summary>
    public string? MaintainerEmail { get; set; }

    /// <summary>objective.</summary>
    public string? Objective { get; set; }

    /// <summary>update_frequency_unit, as the catalogue words it.</summary>
    public string? UpdateFrequencyUnit { get; set; }

    /// <summary>update_frequency_interval.</summary>
    public int? UpdateFrequencyInterval { get; set; }

    /// <summary>geo_coverage, as the catalogue words it; <see cref="RecordContent.Areas"/> holds codes.</summary>
    public string? GeoCoverage { get; set; }

    /// <summary>data_source.</summary>
    public string? DataSource { get; set; }

    /// <summary>data_format.</summary>
    public List<string>? DataFormat { get; set; }

    /// <summary>data_category.</summary>
    public string? DataCategory { get; set; }

    /// <summary>first_year_of_data, Common Era.</summary>
    public int? FirstYear { get; set; }

    /// <summary>last_year_of_data, Common Era.</summary>
    public int? LastYear { get; set; }

    /// <summary>disaggregate.</summary>
    public List<string>? Disaggregate { get; set; }

    /// <summary>unit_of_measure.</summary>
    public string? UnitOfMeasure { get; set; }

    /// <summary>unit_of_multiplier.</summary>
    public string? UnitOfMultiplier { get; set; }

    /// <summary>calculation_method.</summary>
    public string? CalculationMethod { get; set; }

    /// <summary>standard.</summary>
    public string? Standard { get; set; }

    /// <summary>official_statistics.</summary>
    public bool? OfficialStatistics { get; set; }

    /// <summary>high_value_dataset.</summary>
    public bool? HighValue { get; set; }

    /// <summary>reference_data.</summary>
    public bool? ReferenceData { get; set; }

    /// <summary>created_date.</summary>
    public DateOnly? CreatedOn { get; set; }

    /// <summary>last_updated_date.</summary>
    public DateOnly? UpdatedOn { get; set; }

    /// <summary>data_release_calendar.</summary>
    public DateOnly? ReleaseCalendar { get; set; }

    public List<DataResource>? Resources { get; set; }
}

/// <summary>A CKAN resource: one file or service of the dataset.</summary>
/// <param name="Extra">Fields of the source that have no member here, as they came.</param>
public sealed record DataResource(
    string? Name = null,
    string? Url = null,
    string? Format = null,
    string? Description = null,
    int? FirstYear = null,
    int? LastYear = null,
    string? UnitOfMeasure = null,
    DateOnly? UpdatedOn = null,
    JsonObject? Extra = null);

public enum DataType
{
    /// <summary>ข้อมูลระเบียน</summary>
    Record,

    /// <summary>ข้อมูลสถิติ</summary>
    Statistic,

    /// <summary>ข้อมูลภูมิสารสนเทศเชิงพื้นที่</summary>
    Gis,

    /// <summary>ข้อมูลหลากหลายประเภท</summary>
    Multiple,

    /// <summary>ข้อมูลประเภทอื่นๆ</summary>
    Other,
}
