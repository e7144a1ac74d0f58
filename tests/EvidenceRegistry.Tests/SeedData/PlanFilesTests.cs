using System.Text.RegularExpressions;

namespace EvidenceRegistry.Tests.SeedData;

public sealed partial class PlanFilesTests
{
    private static readonly string[] ConceptFiles =
    [
        "strategies", "strategy_goals", "strategy_issues", "issues", "issue_goals", "sub_plans",
        "sub_targets", "components", "factors", "oecd_fields", "result_types",
    ];

    [Theory]
    [InlineData("strategies", "strategy", 6)]
    [InlineData("strategy_goals", "strategyGoal", 20)]
    [InlineData("strategy_issues", "strategyIssue", 35)]
    [InlineData("issues", "issue", 23)]
    [InlineData("issue_goals", "issueGoal", 37)]
    [InlineData("sub_plans", "subPlan", 86)]
    [InlineData("sub_targets", "subTarget", 142)]
    [InlineData("oecd_fields", "oecdField", 52)]
    [InlineData("result_types", "resultType", 32)]
    public void The_whole_plan_tree_is_there(string file, string scheme, int rows)
    {
        var concepts = Plan(file);

        Assert.Equal(rows, concepts.Count);
        Assert.All(concepts, concept => Assert.Equal(scheme, concept["scheme"]));
    }

    [Fact]
    public void Every_concept_has_a_code_of_its_own_a_Thai_text_an_origin_and_a_parent_that_exists()
    {
        var concepts = AllConcepts();
        var codes = concepts.Select(concept => concept["code"]).ToHashSet();

        Assert.Equal(concepts.Count, codes.Count);
        Assert.All(concepts, concept =>
        {
            Assert.Matches(@"\p{IsThai}", concept["text_th"]);
            Assert.NotEmpty(concept["text_en"]);
            Assert.NotEmpty(concept["text_en_source"]);
            Assert.NotEmpty(concept["origin"]);
            Assert.True(concept["parent"].Length == 0 || codes.Contains(concept["parent"]), concept["code"]);
        });
    }

    [Fact]
    public void Official_codes_carry_their_place_in_the_tree()
    {
        Assert.All(Plan("sub_targets"), target =>
        {
            Assert.Matches(SixDigits(), target["code"]);
            Assert.Equal(target["code"][..4] + "00", target["parent"]);
        });
        Assert.All(Plan("sub_plans"), plan => Assert.Equal(plan["code"][..2], plan["parent"]));
        Assert.All(Plan("issue_goals"), goal => Assert.Equal(goal["code"][..2], goal["parent"]));
        Assert.All(Plan("components"), component => Assert.Equal(component["code"][..6], component["parent"]));
        Assert.All(Plan("factors"), factor => Assert.Equal($"{factor["code"][..6]}V{factor["code"][7..9]}", factor["parent"]));
    }

    [Fact]
    public void At_least_eight_sub_targets_have_a_value_chain_to_try_and_nobody_can_take_it_for_the_official_one()
    {
        var components = Plan("components");
        var factors = Plan("factors").ToLookup(factor => factor["parent"]);

        Assert.True(components.Select(component => component["parent"]).Distinct().Count() >= 8);
        Assert.All(components.GroupBy(component => component["parent"]), chain => Assert.True(chain.Count() >= 4, chain.Key));
        Assert.All(components, component => Assert.InRange(factors[component["code"]].Count(), 2, 4));
        Assert.All(components, component => Assert.Contains(component["kind"], new[] { "main", "support" }));
        Assert.All(Plan("factors"), factor => Assert.Matches("^[A-J]$", factor["priority"]));
        Assert.All(components.Concat(Plan("factors")), concept => Assert.Equal("true", concept["sample"]));
        Assert.All(Plan("sub_targets"), target => Assert.Equal("false", target["sample"]));
    }

    [Fact]
    public void Editions_follow_each_other_without_a_gap_and_the_crosswalk_joins_every_sub_target()
    {
        var editions = SeedFiles.Csv("plans/editions.csv");
        var targets = Plan("sub_targets");
        var crosswalk = SeedFiles.Csv("plans/crosswalk.csv");

        Assert.Equal(["2561", "2566"], editions.Select(edition => edition["edition"]));
        Assert.Equal(["2019-04-18", "2023-03-07"], editions.Select(edition => edition["effective_from"]));
        Assert.Equal("2023-03-06", editions[0]["effective_to"]);
        Assert.Empty(editions[1]["effective_to"]);
        Assert.Equal(targets.Select(target => target["code"]), crosswalk.Select(row => row["to_code"]));
        Assert.Equal(
            targets.Where(target => target["editions"] == "2566").Select(target => target["code"]),
            crosswalk.Where(row => row["relation"] == "new").Select(row => row["to_code"]));
        Assert.Equal(["040402", "200202", "200203", "220104"], targets.Where(target => target["editions"] == "2566").Select(target => target["code"]));
    }

    [Fact]
    public void Every_sub_target_leads_to_its_issue_an_issue_goal_and_a_strategy()
    {
        var links = SeedFiles.Csv("plans/links.csv");
        var codes = AllConcepts().Select(concept => concept["code"]).ToHashSet();

        Assert.All(links, link => Assert.Contains(link["from_code"], codes));
        Assert.All(links, link => Assert.Contains(link["to_code"], codes));
        Assert.All(links.Where(link => link["relation"] == "mainStrategy"), link => Assert.Equal("low", link["confidence"]));
        Assert.All(Plan("sub_targets"), target =>
        {
            Assert.Single(links, link => link["from_code"] == target["code"] && link["relation"] == "partOf");
            Assert.Contains(links, link => link["from_code"] == target["code"] && link["relation"] == "contributesTo");
        });
        Assert.Equal(23, links.Count(link => link["relation"] == "mainStrategy"));
    }

    [Fact]
    public void The_points_of_criterion_2_fall_with_priority_and_with_progress()
    {
        var matrix = SeedFiles.Csv("plans/criterion2_matrix.csv");
        string[] levels = [.. SeedFiles.Csv("plans/y1_status_levels.csv").Select(level => level["code"])];

        Assert.Equal("ABCDEFGHIJ", string.Concat(matrix.Select(row => row["priority"])));
        Assert.Equal(["critical", "at_risk", "near", "achieved"], levels);
        var points = matrix.Select(row => levels.Select(level => decimal.Parse(row[level], System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.All(points, row => Assert.Equal(row.OrderDescending(), row));
        Assert.All(Enumerable.Range(0, 4), level => Assert.Equal(points.Select(row => row[level]).OrderDescending(), points.Select(row => row[level])));
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Plan(string file) => SeedFiles.Csv($"plans/{file}.csv");

    private static List<IReadOnlyDictionary<string, string>> AllConcepts() => [.. ConceptFiles.SelectMany(Plan)];

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex SixDigits();
}
