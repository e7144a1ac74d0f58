using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Ckan;

/// <summary>
/// The fields of the Thai government catalogue (ckanext-thai_gdc), in datasets written for this test: no stored answer of a portal has
/// them. Every data type, every trap.
/// </summary>
public sealed class ThaiCatalogueTests
{
    private static readonly CkanPortal Portal = new("gdcatalog", "https://gd.example");

    private static readonly string[] DatasetFields =
    [
        "data_type", "data_type_other", "title", "name", "owner_org", "allow_harvest", "reference_url_catalog", "maintainer", "maintainer_email",
        "tag_string", "notes", "objective", "objective_other", "update_frequency_unit", "update_frequency_unit_other", "update_frequency_interval",
        "geo_coverage", "geo_coverage_other", "data_source", "data_format", "data_format_other", "data_category", "data_classification", "license_id",
        "license_id_other", "accessible_condition", "data_support", "data_support_other", "data_collect", "data_collect_other", "url", "data_language",
        "data_language_other", "created_date", "last_updated_date", "data_release_calendar", "first_year_of_data", "last_year_of_data", "disaggregate",
        "disaggregate_other", "unit_of_measure", "unit_of_multiplier", "unit_of_multiplier_other", "calculation_method", "standard", "geographic_data_set",
        "equivalent_scale", "equivalent_scale_other", "west_bound_longitude", "east_bound_longitude", "north_bound_longitude", "south_bound_longitude",
        "positional_accuracy", "reference_period", "data_release_date", "high_value_dataset", "reference_data", "official_statistics",
    ];

    private static readonly string[] ResourceFields =
    [
        "url", "name", "description", "resource_accessible_condition", "resource_data_collect", "resource_cdp", "resource_data_collect_other",
        "resource_first_year_of_data", "resource_last_year_of_data", "resource_disaggregate", "resource_disaggregate_other", "resource_unit_of_measure",
        "resource_unit_of_multiplier", "resource_unit_of_multiplier_other", "resource_geographic_data_set", "resource_equivalent_scale",
        "resource_equivalent_scale_other", "resource_positional_accuracy", "resource_created_date", "resource_last_updated_date",
        "resource_data_release_calendar", "resource_official_statistics", "resource_data_release_date", "format",
    ];

    [Theory]
    [InlineData("ข้อมูลระเบียน", DataType.Record)]
    [InlineData("ข้อมูลสถิติ", DataType.Statistic)]
    [InlineData("ข้อมูลภูมิสารสนเทศเชิงพื้นที่", DataType.Gis)]
    [InlineData("ข้อมูลหลากหลายประเภท", DataType.Multiple)]
    [InlineData("ข้อมูลประเภทอื่นๆ", DataType.Other)]
    public void All_82_fields_of_a_dataset_of_every_type_are_kept(string word, DataType type)
    {
        Assert.Equal(82, DatasetFields.Length + ResourceFields.Length);
        var dataset = Filled(DatasetFields);
        dataset["data_type"] = word;
        dataset["allow_harvest"] = "True";
        dataset["resources"] = new JsonArray(Filled(ResourceFields));
        var json = Element(dataset);

        var read = CkanPackage.Read(json, Portal);

        Assert.Equal(type, ((DatasetContent)read.Reading.Draft!.Content).DataType);
        Assert.Empty(CkanLeaves.Lost(json, read));
    }

    [Fact]
    public void The_traps_of_the_catalogue_are_read_for_what_they_mean()
    {
        var read = CkanPackage.Read(Element(JsonNode.Parse("""
            {
              "id": "11111111-2222-3333-4444-555555555555", "name": "poverty-rate", "title": "สัดส่วนคนจน", "state": "active", "private": false,
              "metadata_modified": "2025-02-11T10:12:04.031333", "metadata_created": "2020-01-01T00:00:00",
              "organization": {"title": "สำนักงานสถิติตัวอย่าง", "name": "sample-office"},
              "first_year_of_data": "พ.ศ. ๒๕๕๐", "last_year_of_data": "2565/66", "last_updated_date": "2566-01-31", "created_date": "2022-05-04",
              "data_release_calendar": "ทุกเดือนมีนาคม", "disaggregate": "[\"เพศ\", \"อื่นๆ\"]", "disaggregate_other": "ลุ่มน้ำ",
              "data_format": "{CSV,XLS}", "official_statistics": "True", "high_value_dataset": "False",
              "unit_of_multiplier": "อื่นๆ", "unit_of_multiplier_other": "โหล", "update_frequency_interval": "1", "geo_coverage": "ประเทศ",
              "license_id": "อื่นๆ", "license_id_other": "ตามระเบียบหน่วยงาน",
              "tags": [{"name": "poverty", "display_name": "ความยากจน"}],
              "resources": [{"name": "ตาราง", "url": "https://gd.example/a.csv", "format": "CSV", "resource_last_year_of_data": "2565"}, {"url": "ftp:/x"}, "odd"]
            }
            """)!), Portal);

        var content = Assert.IsType<DatasetContent>(read.Reading.Draft!.Content);
        Assert.True(read.Reading.Usable);
        Assert.Equal(("11111111-2222-3333-4444-555555555555", "2025-02-11T10:12:04.031333"), (read.Id, read.Modified));
        Assert.Equal(("สัดส่วนคนจน", "สำนักงานสถิติตัวอย่าง"), (content.Title!.Th, content.Agency));
        Assert.Equal((2007, 2023 - 1), (content.FirstYear, content.LastYear));
        Assert.Equal((new DateOnly(2023, 1, 31), new DateOnly(2022, 5, 4), (DateOnly?)null), (content.UpdatedOn!.Value, content.CreatedOn!.Value, content.ReleaseCalendar));
        Assert.Equal(["เพศ", "ลุ่มน้ำ"], content.Disaggregate!);
        Assert.Equal(["CSV", "XLS"], content.DataFormat!);
        Assert.Equal((true, false), (content.OfficialStatistics, content.HighValue));
        Assert.Equal(("โหล", "ตามระเบียบหน่วยงาน", 1), (content.UnitOfMultiplier, content.Licence, content.UpdateFrequencyInterval));
        Assert.Equal(["TH"], content.Areas!);
        Assert.Equal(["ความยากจน"], content.Keywords!);
        Assert.Equal("https://gd.example/dataset/poverty-rate", content.Url);
        Assert.Equal([(2022, "https://gd.example/a.csv"), (null, null), (null, null)], content.Resources!.Select(r => (r.LastYear, r.Url)));
        Assert.Equal(["$.data_release_calendar", "$.resources[2]"], read.Reading.Problems.Select(p => p.Place));
    }

    [Theory]
    [InlineData("""{"id": "a", "private": true}""", CkanProblems.NotPublic)]
    [InlineData("""{"id": "a", "state": "deleted"}""", CkanProblems.NotPublic)]
    [InlineData("""{"id": "a", "allow_harvest": "False"}""", CkanProblems.HarvestNotAllowed)]
    [InlineData("""{"title": "no id"}""", ProblemCodes.Missing)]
    [InlineData("""[1]""", ProblemCodes.WrongType)]
    public void What_may_not_or_cannot_be_taken_is_refused_with_its_reason(string json, string code)
    {
        var read = CkanPackage.Read(Element(JsonNode.Parse(json)!), Portal);
        Assert.False(read.Reading.Usable);
        Assert.Contains(code, read.Reading.Problems.Where(p => p.Refuses).Select(p => p.Code));
    }

    [Theory]
    [InlineData("""{"id": "a", "title": "x\u0000y\ud800", "notes": {"de": "z"}, "tags": "odd", "resources": {"not": "a list"}, "organization": "odd", "extras": [1, null, {"key": "\ud800"}]}""")]
    [InlineData("""{"id": 5, "title": 7, "first_year_of_data": [], "disaggregate": "[broken", "data_format": "{", "created_date": 99999999999999999999}""")]
    public void Nothing_that_a_portal_sends_throws(string json)
    {
        using var document = JsonDocument.Parse(json);
        var read = CkanPackage.Read(document.RootElement, Portal);
        Assert.NotNull(read.Reading.Draft);
        Assert.DoesNotContain('\0', DraftHash.Canonical(read.Reading.Draft.Content));
    }

    [Theory]
    [InlineData("""{"success": true, "result": {"count": 1, "results": [{}]}}""", CkanSense.Result)]
    [InlineData("""{"success": false, "error": {"__type": "Not Found Error", "message": "gone"}}""", CkanSense.NotThere)]
    [InlineData("""{"success": false, "error": "x"}""", CkanSense.Error)]
    [InlineData("""{"success": true, "result": {"count": 1, "resu""", CkanSense.Unreadable)]
    [InlineData("<html>busy</html>", CkanSense.Unreadable)]
    [InlineData("[]", CkanSense.Unreadable)]
    public void An_answer_is_told_from_an_error_and_from_noise(string body, CkanSense sense)
    {
        using var answer = CkanAnswer.Read(System.Text.Encoding.UTF8.GetBytes(body));
        Assert.Equal(sense, answer.Sense);
    }

    private static JsonObject Filled(string[] fields)
    {
        var filled = new JsonObject();
        foreach (var field in fields)
        {
            filled[field] = field.Contains("date", StringComparison.Ordinal) ? "2564-12-31" : field.Contains("year", StringComparison.Ordinal) ? "2564"
                : field.Contains("url", StringComparison.Ordinal) ? $"https://gd.example/{field}" : $"ค่า {field}";
        }

        return filled;
    }

    private static JsonElement Element(JsonNode node) => JsonDocument.Parse(node.ToJsonString()).RootElement;
}
