namespace EvidenceRegistry.Formats.Tables;

/// <summary>
/// The Excel form by which agencies without CKAN fill the government data catalogue: a sheet of datasets and a sheet of their files for
/// each type of data. Its headings are prose and differ from edition to edition; the places of the columns are what its own import
/// (ckanext-thai_gdc) goes by, so ours does too: 25 + 29 + 30 + 25 + 25 = 134 columns.
/// </summary>
internal static class GdCatalogColumns
{
    /// <summary>Headings stand in row 4 and an example in row 5.</summary>
    public const int FirstRow = 6;

    public const int HeadingRow = 4;

    private const string Classification = "data_classification";

    private static readonly string[] Common =
    [
        "name", "d_type", "title", "owner_org", "maintainer", "maintainer_email", "tag_string", "notes", "objective", "update_frequency_unit",
        "update_frequency_interval", "geo_coverage", "data_source", "data_format", "data_category", "license_id", "accessible_condition",
    ];

    private static readonly string[] OfRecords =
        [.. Common, "created_date", "last_updated_date", "url", "data_support", "data_collect", "data_language", "high_value_dataset", "reference_data"];

    private static readonly string[] CommonOfFiles = ["dataset", "name", "url", "description", "accessible_condition", "updatedOn", "format"];

    /// <summary>Ending of the sheets' names, the type of data as the catalogue words it, columns of datasets and of their files.</summary>
    public static IReadOnlyList<(string Sheet, string DataType, string[] Columns, string[] Files)> Types { get; } =
    [
        ("Record", "ข้อมูลระเบียน", OfRecords, CommonOfFiles),
        ("Stat", "ข้อมูลสถิติ",
            [
                .. Common, "first_year_of_data", "last_year_of_data", "data_release_calendar", "last_updated_date", "disaggregate", "unit_of_measure",
                "unit_of_multiplier", "calculation_method", "standard", "url", "data_language", "official_statistics",
            ],
            [.. CommonOfFiles, "firstYear", "lastYear", "release_calendar", "disaggregate", "unitOfMeasure"]),
        ("GIS", "ข้อมูลภูมิสารสนเทศเชิงพื้นที่",
            [
                .. Common, "geographic_data_set", "equivalent_scale", "west_bound_longitude", "east_bound_longitude", "north_bound_longitude",
                "south_bound_longitude", "positional_accuracy", "reference_period", "last_updated_date", "data_release_calendar", "data_release_date", "url", "data_language",
            ],
            CommonOfFiles),
        ("Multi", "ข้อมูลหลากหลายประเภท", OfRecords, CommonOfFiles),
        ("Other", "ข้อมูลประเภทอื่นๆ", [.. OfRecords.Select(name => name == "d_type" ? "data_type_other" : name)], CommonOfFiles),
    ];

    public static string SheetOfDatasets(string type) => $"Temp2_Meta_{type}";

    public static string SheetOfFiles(string type) => $"Temp3_Resource_{type}";

    /// <summary>Names by column; a later edition has one more, the classification, behind the category.</summary>
    public static string[] Of(string[] columns, int headings) =>
        headings <= columns.Length ? columns : [.. columns.TakeWhile(name => name != "license_id"), Classification, .. columns.SkipWhile(name => name != "license_id")];
}
