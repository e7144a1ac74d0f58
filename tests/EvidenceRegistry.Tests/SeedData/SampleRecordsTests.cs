using System.Globalization;
using System.Text.Json;
using static EvidenceRegistry.Tests.SeedData.SampleFiles;

namespace EvidenceRegistry.Tests.SeedData;

public sealed class SampleRecordsTests
{
    private static readonly ILookup<string, string> CodesByScheme =
        Directory.EnumerateFiles(SeedFiles.PathOf("plans"), "*.csv")
            .SelectMany(path => SeedFiles.Csv($"plans/{Path.GetFileName(path)}"))
            .Where(row => row.ContainsKey("scheme"))
            .ToLookup(row => row["scheme"], row => row["code"]);

    private static readonly HashSet<string> AreaCodes = [.. SeedFiles.Csv("areas/areas.csv").Select(area => area["code"])];

    [Fact]
    public void Enough_studies_and_datasets_and_each_says_that_it_is_a_sample()
    {
        Assert.True(Studies.Count >= 60);
        Assert.True(Datasets.Count >= 40);
        Assert.All(All, record => Assert.True(record.GetProperty("sample").GetBoolean()));
        Assert.All(All, record => Assert.Equal("samples", Text(record, "source")));
        Assert.All(All, record => Assert.Matches("^SAMPLE-[SD]-[0-9]{3}$", Text(record, "sourceId")));
        Assert.Equal(Studies.Count + Datasets.Count, All.Select(record => Text(record, "sourceId")).Distinct().Count());
        Assert.Equal(Studies.Count + Datasets.Count, All.Select(record => record.GetProperty("title").GetProperty("en").GetString()).Distinct().Count());
    }

    [Fact]
    public void Every_code_a_sample_names_exists()
    {
        var targets = CodesByScheme["subTarget"].ToHashSet();
        var factors = CodesByScheme["factor"].ToHashSet();
        var resultTypes = CodesByScheme["resultType"].ToHashSet();
        var fields = CodesByScheme["oecdField"].ToHashSet();

        Assert.All(All, record =>
        {
            Assert.NotEmpty(Strings(record, "targets"));
            Assert.Subset(targets, Strings(record, "targets").ToHashSet());
            Assert.Subset(factors, Strings(record, "factors").ToHashSet());
            Assert.Subset(Strings(record, "targets").ToHashSet(), Strings(record, "factors").Select(factor => factor[..6]).ToHashSet());
            Assert.NotEmpty(Strings(record, "areas"));
            Assert.Subset(AreaCodes, Strings(record, "areas").ToHashSet());
        });
        Assert.All(Studies, study => Assert.Contains(Text(study, "oecdField"), fields));
        Assert.All(Studies.SelectMany(study => Objects(study, "results")), result => Assert.Contains(Text(result, "type"), resultTypes));
    }

    [Fact]
    public void Every_issue_and_every_kind_of_result_has_a_sample()
    {
        Assert.Equal(CodesByScheme["issue"].Order(), Studies.SelectMany(study => Strings(study, "targets")).Select(code => code[..2]).Distinct().Order());
        Assert.Equal(CodesByScheme["issue"].Order(), Datasets.SelectMany(dataset => Strings(dataset, "targets")).Select(code => code[..2]).Distinct().Order());
        Assert.Equal(
            CodesByScheme["resultType"].Where(code => code.Contains('.', StringComparison.Ordinal)).Order(),
            Studies.SelectMany(study => Objects(study, "results")).Select(result => Text(result, "type")).Distinct().Order());
    }

    [Fact]
    public void Every_access_level_status_and_direction_of_finding_has_a_sample()
    {
        Assert.Equal(["embargoed", "metadataOnly", "open", "restricted"], Studies.Select(study => Text(study, "access")).Distinct().Order());
        Assert.Equal(["completed", "ongoing", "retracted", "superseded"], Studies.Select(study => Text(study, "status")).Distinct().Order());
        Assert.Equal(["mixed", "negative", "none", "positive"], Studies.SelectMany(study => Objects(study, "findings")).Select(finding => Text(finding, "direction")).Distinct().Order());
        Assert.Equal(13, Studies.Select(study => Text(study, "design")).Distinct().Count());
        Assert.Equal(6, Studies.Select(study => Text(study, "researchType")).Distinct().Count());
        Assert.All(All.Where(record => Text(record, "access") == "embargoed"), record => Assert.True(Date(record, "embargoUntil").Year >= 2027));
        Assert.All(All.Where(record => Text(record, "access") != "embargoed"), record => Assert.False(record.TryGetProperty("embargoUntil", out _)));
    }

    [Fact]
    public void Each_value_chain_to_try_has_at_least_four_records_and_some_factors_have_none()
    {
        var tagged = All.SelectMany(record => Strings(record, "factors").Select(factor => factor[..6]).Distinct()).CountBy(target => target).ToDictionary();
        var factors = CodesByScheme["factor"].ToHashSet();

        Assert.All(factors.Select(factor => factor[..6]).Distinct(), target => Assert.True(tagged[target] >= 4, target));
        Assert.NotEmpty(factors.Except(All.SelectMany(record => Strings(record, "factors"))));
    }

    [Fact]
    public void Areas_reach_from_the_country_to_provinces_of_every_region()
    {
        var used = All.SelectMany(record => Strings(record, "areas")).ToHashSet();
        var parents = SeedFiles.Csv("areas/areas.csv").ToDictionary(area => area["code"], area => area["parent"]);
        var regions = used.Where(code => code.StartsWith("TH-", StringComparison.Ordinal))
            .Select(code => parents[code].StartsWith('C') ? parents[parents[code]] : parents[code]);

        Assert.Contains("TH", used);
        Assert.Contains(used, code => code.StartsWith('C'));
        Assert.Equal(["R1", "R2", "R3", "R4", "R5", "R6"], regions.Distinct().Order());
    }

    [Fact]
    public void Retracted_and_superseded_samples_are_named_by_the_record_that_took_their_place()
    {
        var ids = All.Select(record => Text(record, "sourceId")).ToHashSet();
        var relations = Studies.SelectMany(study => Objects(study, "relations")).ToList();

        Assert.All(relations, relation => Assert.Contains(Text(relation, "sourceId"), ids));
        Assert.Equal(["partOf", "retracts", "supersedes", "usesDataset", "versionOf"], relations.Select(relation => Text(relation, "type")).Distinct().Order());
        Assert.All(Studies.Where(study => Text(study, "status") is "superseded"), study => Assert.Contains(relations, relation => IsAbout(relation, "supersedes", study)));
        Assert.All(Studies.Where(study => Text(study, "status") is "retracted"), study => Assert.Contains(relations, relation => IsAbout(relation, "retracts", study)));
    }

    [Fact]
    public void Authors_are_groups_and_addresses_lead_nowhere()
    {
        Assert.All(Studies.SelectMany(study => Objects(study, "authors")), author =>
            Assert.StartsWith("คณะผู้วิจัยตัวอย่าง ", author.GetProperty("name").GetProperty("th").GetString(), StringComparison.Ordinal));
        Assert.All(All, record => Assert.StartsWith("https://example.org/", Text(record, "url"), StringComparison.Ordinal));
        Assert.All(Studies.Where(study => study.TryGetProperty("doi", out _)), study => Assert.StartsWith("10.5555/", Text(study, "doi"), StringComparison.Ordinal));
        Assert.All(Datasets, dataset => Assert.EndsWith("@example.org", Text(dataset, "maintainerEmail"), StringComparison.Ordinal));
    }

    [Fact]
    public void Dates_follow_each_other_and_the_fiscal_year_begins_in_October()
    {
        Assert.All(Studies, study =>
        {
            Assert.InRange(study.GetProperty("year").GetInt32(), 2015, 2025);
            Assert.True(Date(study, "startOn") < Date(study, "endOn"), Text(study, "sourceId"));
            var finished = study.TryGetProperty("completedOn", out _);
            Assert.Equal(finished, Text(study, "status") != "ongoing");
            var counted = Date(study, finished ? "completedOn" : "startOn");
            Assert.Equal(counted.Month >= 10 ? counted.Year + 1 : counted.Year, study.GetProperty("fiscalYear").GetInt32());
        });
        Assert.All(Datasets, dataset => Assert.True(dataset.GetProperty("firstYear").GetInt32() <= dataset.GetProperty("lastYear").GetInt32()));
    }

    [Theory]
    [InlineData("dataType"), InlineData("agency"), InlineData("maintainer"), InlineData("maintainerEmail"), InlineData("objective")]
    [InlineData("updateFrequencyUnit"), InlineData("geoCoverage"), InlineData("dataSource"), InlineData("dataCategory"), InlineData("licence")]
    public void Every_dataset_carries_the_mandatory_items_of_the_government_catalogue(string member) =>
        Assert.All(Datasets, dataset =>
        {
            Assert.NotEmpty(Text(dataset, member));
            Assert.NotEmpty(dataset.GetProperty("title").GetProperty("th").GetString() ?? "");
            Assert.NotEmpty(dataset.GetProperty("abstract").GetProperty("th").GetString() ?? "");
            Assert.NotEmpty(Strings(dataset, "keywords"));
            Assert.NotEmpty(Strings(dataset, "dataFormat"));
        });

    private static bool IsAbout(JsonElement relation, string type, JsonElement record) =>
        Text(relation, "type") == type && Text(relation, "sourceId") == Text(record, "sourceId");

    private static DateOnly Date(JsonElement record, string member) =>
        DateOnly.ParseExact(Text(record, member), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
