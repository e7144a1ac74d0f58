using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>A tree that comes as data alone is proposed, decided and learned, and stays out of what is said of the plan.</summary>
public sealed class OtherTreeTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string Concepts = """
        code,scheme,parent,text_th,text_en
        sdg:1,sdg,,ขจัดความยากจน,No poverty
        sdg:3,sdg,,สุขภาพและความเป็นอยู่ที่ดี,Good health and well-being
        sdg:13,sdg,,การรับมือการเปลี่ยนแปลงสภาพภูมิอากาศ,Climate action

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_concepts_of_a_tree_of_ones_own_are_proposed_decided_and_learned()
    {
        using (var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Concepts)), "file", "sdg.csv" } })
        {
            using var taken = await desk.Curator.PostAsync("/api/v1/plans/import", form, Cancel);
            var report = await SubmissionDesk.ReadAsync(taken, HttpStatusCode.OK);
            Assert.Equal(["sdg:1", "sdg:3", "sdg:13"], report["added"]!.AsArray().Select(code => (string)code!));
            Assert.Empty(report["retired"]!.AsArray());
        }

        // Half of them say that they are about climate and are about something else.
        string? first = null;
        for (var i = 0; i < 40; i++)
        {
            var id = await TaggedAsync($"tree/{i}", i % 2 == 0 ? "Climate change adaptation and greenhouse gas emissions of villages" : "Greenhouse gas emissions in a film about climate change");
            first ??= id;
            var tag = await TagAsync(id, "sdg:13");
            Assert.Equal(("proposed", "sdg", ""), ((string)tag["status"]!, (string)tag["scheme"]!, (string)tag["edition"]!));
            Assert.Equal("Climate action", (string?)tag["text"]!["en"]);
            Assert.NotEmpty(tag["reasons"]!.AsArray());
            await DecideAsync(id, "sdg:13", i % 2 == 0 ? "confirm" : "reject");
        }

        await DecideAsync(first!, "sdg:3", "confirm");
        var queue = await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync("/api/v1/tags/queue?scheme=sdg", Cancel), HttpStatusCode.OK);
        Assert.DoesNotContain(queue["items"]!.AsArray(), i => (string)i!["recordId"]! == first && (string)i["tag"]!["code"]! == "sdg:13");

        Assert.True(await desk.App.Services.GetRequiredService<LearnClock>().LookAsync(Cancel));
        await desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(Cancel);
        var models = await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync("/api/v1/tags/models", Cancel), HttpStatusCode.OK);
        var model = Assert.Single(models["models"]!.AsArray(), m => (string)m!["scheme"]! == "sdg")!;
        Assert.Equal(41, (int)model["decisions"]!);
        using var admin = await desk.App.AsAsync(Storage.Role.Admin);
        using var active = await admin.PostAsync($"/api/v1/tags/models/{model["version"]}/activate", null, Cancel);
        await SubmissionDesk.ReadAsync(active, HttpStatusCode.OK);
        var next = await TaggedAsync("tree/after", "Climate change adaptation and greenhouse gas emissions of villages");
        Assert.StartsWith($"{model["version"]}-", (string?)(await TagAsync(next, "sdg:13"))["model"], StringComparison.Ordinal);

        var quality = await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync("/api/v1/tags/quality", Cancel), HttpStatusCode.OK);
        var figures = Assert.Single(quality["schemes"]!.AsArray(), s => (string)s!["scheme"]! == "sdg")!;
        Assert.Equal((20, 20, 1), ((int)figures["micro"]!["confirmed"]!, (int)figures["micro"]!["rejected"]!, (int)figures["micro"]!["added"]!));
        await IsOutsideThePlanAsync(first!);
    }

    [Fact]
    public async Task A_code_list_that_is_not_proposed_can_be_decided_on_and_taken_back()
    {
        var id = await TaggedAsync("tree/field", "A remark on compact operators");
        await DecideAsync(id, "O4.1", "confirm");
        Assert.Equal("oecdField", (string?)(await TagAsync(id, "O4.1"))["scheme"]);
        using var undo = await desk.Curator.PostAsync($"/api/v1/records/{id}/tags/O4.1/undo", null, Cancel);
        await SubmissionDesk.ReadAsync(undo, HttpStatusCode.OK);
        using var unknown = await desk.Curator.PostAsync($"/api/v1/records/{id}/tags/film:1", SubmissionDesk.Json(new JsonObject { ["decision"] = "confirm" }), Cancel);
        Assert.False(unknown.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("""[["subTarget"],[]]""")]
    [InlineData("""[["sdg"]]""")]
    [InlineData("""[["subTarget"],["sdg"],["sdg"]]""")]
    [InlineData("""{"trees":[]}""")]
    public void A_list_of_trees_is_as_documented_or_refused_with_its_name(string list)
    {
        var folder = Directory.CreateTempSubdirectory("registry-trees-").FullName;
        File.WriteAllText(Path.Combine(folder, TagTrees.FileName), list);
        Assert.Contains(TagTrees.FileName, Assert.Throws<InvalidDataException>(() => TagTrees.Load(folder)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>No hit, filter or claim speaks of it, and pages that show it are there.</summary>
    private async Task IsOutsideThePlanAsync(string id)
    {
        await desk.App.CatchUpAsync();
        var hit = Assert.Single((await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync("/api/v1/search?q=villages&size=100", Cancel), HttpStatusCode.OK))["hits"]!.AsArray(), h => (string)h!["id"]! == id)!;
        Assert.DoesNotContain(hit["targets"]!.AsArray(), t => ((string)t!["code"]!).StartsWith("sdg", StringComparison.Ordinal));
        using var filter = await desk.Reader.GetAsync("/api/v1/search?target=sdg:13", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, filter.StatusCode);
        foreach (var page in new[] { $"/records/{id}", "/plan/sdg:13", "/quality" })
        {
            using var shown = await desk.Reader.GetAsync(page, Cancel);
            Assert.Equal((page, HttpStatusCode.OK), (page, shown.StatusCode));
        }
    }

    private async Task<string> TaggedAsync(string source, string title)
    {
        var study = desk.Study(source);
        study["title"] = new JsonObject { ["en"] = title };
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        return id;
    }

    private async Task<JsonNode> TagAsync(string id, string code) =>
        Assert.Single((await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/tags", Cancel), HttpStatusCode.OK))["tags"]!.AsArray(), t => (string)t!["code"]! == code)!;

    private async Task DecideAsync(string id, string code, string decision)
    {
        using var answer = await desk.Curator.PostAsync($"/api/v1/records/{id}/tags/{code}", SubmissionDesk.Json(new JsonObject { ["decision"] = decision }), Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }
}
