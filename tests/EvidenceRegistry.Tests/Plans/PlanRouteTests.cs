using System.Net;
using System.Net.Http.Headers;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Searching;

namespace EvidenceRegistry.Tests.Plans;

public sealed class PlanRouteTests
{
    [Fact]
    public async Task The_plans_are_answered_flat_and_as_a_tree_by_edition()
    {
        await using var registry = new SearchedRegistry();

        var flat = await registry.AskAsync("plans/targets");
        var first = await registry.AskAsync("plans/targets?edition=2561");
        var tree = await registry.AskAsync("plans/targets?form=tree&under=11");

        Assert.Equal((142, "2566"), (flat["targets"]!.AsArray().Count, (string)flat["edition"]!));
        Assert.Equal(138, first["targets"]!.AsArray().Count);
        Assert.Equal("110101", (string)tree["targets"]![0]!["children"]![0]!["children"]![0]!["code"]!);
    }

    [Fact]
    public async Task A_target_shows_its_way_to_the_national_strategy_its_value_chain_and_its_editions()
    {
        await using var registry = new SearchedRegistry();

        var answer = await registry.AskAsync("plans/targets/๑๑๐๓๐๑");

        Assert.Equal(["110300", "11", "3"], answer["parents"]!.AsArray().Select(p => (string)p!["code"]!));
        Assert.Equal("issueGoal", (string)answer["issueGoals"]![0]!["scheme"]!);
        Assert.All(answer["components"]!.AsArray(), c => Assert.True((bool)c!["sample"]! && c["children"]!.AsArray().All(f => (bool)f!["sample"]!)));
        Assert.Equal(["2561", "2566"], answer["editions"]!.AsArray().Select(e => (string)e!["edition"]!));
        Assert.Equal("same", (string)answer["crosswalk"]![0]!["relation"]!);
    }

    [Fact]
    public async Task Factors_and_areas_are_listed_and_a_client_that_has_them_is_told_so()
    {
        await using var registry = new SearchedRegistry();
        var reader = registry.App.Reader();

        var factors = await registry.AskAsync("plans/factors?target=110301");
        var areas = await reader.GetAsync("/api/v1/areas?kind=province", SearchedRegistry.Cancel);
        reader.DefaultRequestHeaders.IfNoneMatch.Add(areas.Headers.ETag!);
        var again = await reader.GetAsync("/api/v1/areas?kind=province", SearchedRegistry.Cancel);

        Assert.All(factors["factors"]!.AsArray(), f => Assert.StartsWith("110301", (string)f!["code"]!));
        Assert.Contains("110301F0101", factors["factors"]!.AsArray().Select(f => (string)f!["code"]!));
        Assert.Equal(new CacheControlHeaderValue { Public = true, NoCache = true }, areas.Headers.CacheControl);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("plans/targets/110391", HttpStatusCode.NotFound, "code")]
    [InlineData("plans/targets?edition=2599&form=heap&levels=2", HttpStatusCode.BadRequest, "levels edition form")]
    [InlineData("plans/factors?target=999999,110301", HttpStatusCode.BadRequest, "target")]
    [InlineData("areas?under=TH-99&kind=town", HttpStatusCode.BadRequest, "under kind")]
    public async Task A_wrong_code_or_parameter_is_named(string path, HttpStatusCode status, string places)
    {
        await using var registry = new SearchedRegistry();
        var problem = await ProblemAnswer.ReadAsync(await registry.App.Reader().GetAsync($"/api/v1/{path}", SearchedRegistry.Cancel), status);
        Assert.Equal(places, string.Join(' ', problem.Places.Select(p => p.Place)));
    }
}
