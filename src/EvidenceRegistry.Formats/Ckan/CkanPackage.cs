using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Ckan;

/// <param name="Source">Name under which the portal's records are kept.</param>
/// <param name="Address">Where people read the portal, without a slash at its end; a dataset's page is <c>/dataset/NAME</c> there.</param>
public sealed record CkanPortal(string Source, string Address);

/// <summary>One dataset of a portal: what the harvest goes by, and its draft with all problems.</summary>
/// <param name="Id">The portal's opaque id; its name where it has none; empty where it has neither.</param>
/// <param name="Modified">metadata_modified by its letters; empty where the portal does not say.</param>
/// <param name="Created">metadata_created by its letters: another one under the same id is another dataset.</param>
public sealed record CkanPackage(string Id, string Name, string Modified, string Created, DraftReading Reading)
{
    /// <summary>
    /// A dataset as <c>package_show</c> and <c>package_search</c> give it. Fields of ckanext-scheming are top-level keys, lists may be
    /// written into strings, flags are texts, years Buddhist. Fields without a member here go to <c>extra</c> as they came.
    /// </summary>
    public static CkanPackage Read(JsonElement dataset, CkanPortal portal)
    {
        var problems = new ProblemList();
        if (dataset.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ProblemCodes.WrongType, "$", null, "object", dataset.ValueKind.ToString());
            return new CkanPackage("", "", "", "", new DraftReading(null, problems.All));
        }

        var fields = new CkanFields(dataset, "$", problems);
        var name = fields.Raw("name") ?? "";
        var id = fields.Raw("id") ?? name;
        if (id.Length is 0 or > DraftLimits.SourceId)
        {
            problems.Add(id.Length == 0 ? ProblemCodes.Missing : ProblemCodes.TooLong, "$.id", id, $"{DraftLimits.SourceId}", $"{id.Length}");
        }

        if (fields.Says("private") == true || fields.Raw("state") is { } state && !state.Equals("active", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(CkanProblems.NotPublic, "$.state", fields.Raw("state"));
        }

        if (fields.Says("allow_harvest") == false)
        {
            problems.Add(CkanProblems.HarvestNotAllowed, "$.allow_harvest");
        }

        var content = Content(fields, portal, name, problems);
        content.Extra = fields.Rest("resources");
        var draft = new RecordDraft { Source = portal.Source, SourceId = id, Content = content };
        return new CkanPackage(id, name, fields.Raw("metadata_modified") ?? "", fields.Raw("metadata_created") ?? "", new DraftReading(draft, problems.All));
    }

    private static DatasetContent Content(CkanFields f, CkanPortal portal, string name, ProblemList problems)
    {
        var content = new DatasetContent
        {
            Title = f.Local("title", DraftLimits.Title) ?? CkanFields.Local(name.Length == 0 ? portal.Source : name),
            Abstract = f.Local("notes", DraftLimits.Abstract) ?? f.Local("description", DraftLimits.Abstract),
            Keywords = Keywords(f),
            Agency = Agency(f) ?? portal.Source,
            Doi = f.Raw("doi") is { } doi && doi.StartsWith("10.", StringComparison.Ordinal) && doi.Contains('/', StringComparison.Ordinal) && doi.Length <= DraftLimits.Url ? doi.ToLowerInvariant() : null,
            Url = $"{portal.Address}/dataset/{Uri.EscapeDataString(name.Length == 0 ? f.Raw("id") ?? "" : name)}",
            Licence = f.Choice("license_id", DraftLimits.Name) ?? f.Text("license_title", DraftLimits.Name),
            DataType = DataTypeOf(f),
            Maintainer = f.Text("maintainer", DraftLimits.Name),
            MaintainerEmail = f.Text("maintainer_email", DraftLimits.Name),
            Objective = f.Texts("objective", DraftLimits.Prose) is { } objectives ? string.Join("; ", objectives) : null,
            UpdateFrequencyUnit = f.Choice("update_frequency_unit", DraftLimits.Name),
            UpdateFrequencyInterval = f.Number("update_frequency_interval", 0, 10_000),
            GeoCoverage = f.Choice("geo_coverage", DraftLimits.Name),
            DataSource = f.Text("data_source", DraftLimits.Prose),
            DataFormat = f.Texts("data_format", DraftLimits.Name),
            DataCategory = f.Text("data_category", DraftLimits.Name),
            FirstYear = f.Year("first_year_of_data", ThaiYear.First),
            LastYear = f.Year("last_year_of_data", ThaiYear.Last),
            Disaggregate = f.Texts("disaggregate", DraftLimits.Name),
            UnitOfMeasure = f.Text("unit_of_measure", DraftLimits.Name),
            UnitOfMultiplier = f.Choice("unit_of_multiplier", DraftLimits.Name),
            CalculationMethod = f.Text("calculation_method", DraftLimits.Prose),
            Standard = f.Text("standard", DraftLimits.Prose),
            OfficialStatistics = f.Flag("official_statistics"),
            HighValue = f.Flag("high_value_dataset"),
            ReferenceData = f.Flag("reference_data"),
            CreatedOn = f.Date("created_date"),
            UpdatedOn = f.Date("last_updated_date"),
            ReleaseCalendar = f.Date("data_release_calendar"),
            Resources = Resources(f, problems),
        };
        content.Areas = content.GeoCoverage == "ประเทศ" ? ["TH"] : null;
        content.Year = content.LastYear ?? content.UpdatedOn?.Year ?? (f.Raw("metadata_modified") is { } modified ? ThaiYear.Date(modified)?.Year : null);
        return content;
    }

    private static List<DataResource>? Resources(CkanFields dataset, ProblemList problems)
    {
        if (dataset["resources"] is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var resources = new List<DataResource>();
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object)
            {
                problems.Warn(ProblemCodes.WrongType, $"$.resources[{resources.Count}]", entry.GetRawText(), "object", entry.ValueKind.ToString());
                resources.Add(new DataResource(Extra: new JsonObject { ["value"] = CkanText.Tree(entry) }));
                continue;
            }

            var f = new CkanFields(entry, $"$.resources[{resources.Count.ToString(CultureInfo.InvariantCulture)}]", problems);
            resources.Add(new DataResource(
                Name: f.Text("name", DraftLimits.Title) ?? Shown(f.Local("name", DraftLimits.Title) ?? f.Local("title", DraftLimits.Title)),
                Url: f.Url("url"),
                Format: f.Text("format", DraftLimits.Name),
                Description: f.Text("description", DraftLimits.Prose),
                FirstYear: f.Year("resource_first_year_of_data", ThaiYear.First),
                LastYear: f.Year("resource_last_year_of_data", ThaiYear.Last),
                UnitOfMeasure: f.Text("resource_unit_of_measure", DraftLimits.Name),
                UpdatedOn: f.Date("resource_last_updated_date") ?? (f.Raw("last_modified") is { } modified ? ThaiYear.Date(modified) : null),
                Extra: f.Rest()));
        }

        return resources.Count == 0 ? null : resources;
    }

    private static string? Shown(LocalText? text) => text?.Shown();

    private static string? Agency(CkanFields f)
    {
        var named = f["organization"] is { ValueKind: JsonValueKind.Object } organisation
            ? (organisation.TryGetProperty("title", out var title) ? title : default) is { ValueKind: JsonValueKind.String } text ? CkanText.Of(text)
                : title.ValueKind == JsonValueKind.Object ? new CkanFields(organisation, "$.organization", new ProblemList()).Local("title", DraftLimits.Name)?.Shown() : null
            : null;
        var agency = !string.IsNullOrWhiteSpace(named) ? named : f.Raw("author") ?? f.Raw("maintainer") ?? f.Raw("owner_org");
        return agency is null ? null : agency.Length <= DraftLimits.Name ? agency : null;
    }

    private static List<string>? Keywords(CkanFields f)
    {
        if (f["tags"] is { ValueKind: JsonValueKind.Array } tags)
        {
            var names = tags.EnumerateArray().Select(tag => tag.ValueKind switch
            {
                JsonValueKind.Object when tag.TryGetProperty("display_name", out var shown) && shown.ValueKind == JsonValueKind.String => CkanText.Of(shown),
                JsonValueKind.Object when tag.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => CkanText.Of(name),
                JsonValueKind.String => CkanText.Of(tag),
                _ => "",
            });
            return Some(names);
        }

        return f.Raw("tag_string") is { } typed ? Some(typed.Split(',').Select(t => t.Trim())) : null;
    }

    private static List<string>? Some(IEnumerable<string> words) =>
        words.Where(w => w.Length is > 0 and <= DraftLimits.Keyword).Distinct().Take(DraftLimits.Entries).ToList() is { Count: > 0 } some ? some : null;

    private static DataType? DataTypeOf(CkanFields f) => f.Raw("data_type")?.Trim() switch
    {
        "ข้อมูลระเบียน" => DataType.Record,
        "ข้อมูลสถิติ" => DataType.Statistic,
        "ข้อมูลภูมิสารสนเทศเชิงพื้นที่" => DataType.Gis,
        "ข้อมูลหลากหลายประเภท" => DataType.Multiple,
        "ข้อมูลประเภทอื่นๆ" => DataType.Other,
        _ => null,
    };
}

/// <summary>Codes that only a portal's dataset can give.</summary>
public static class CkanProblems
{
    /// <summary>Private, a draft or deleted.</summary>
    public const string NotPublic = "not-public";

    /// <summary>Its owner does not allow catalogues to take it over (<c>allow_harvest</c>).</summary>
    public const string HarvestNotAllowed = "harvest-not-allowed";
}
