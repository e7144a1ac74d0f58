using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A curator's words over a source's.</summary>
public sealed class OverlayTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_curators_words_stand_over_the_sources_and_outlive_its_next_import()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        var patched = await SubmissionDesk.ReadAsync(await PatchAsync(id, """{"title": {"en": "Water"}, "doi": "https://doi.org/10.14456/W.1"}"""), HttpStatusCode.OK);
        Assert.Equal(("updated", 2), ((string)patched["outcome"]!, (int)patched["version"]!));

        study["title"] = new JsonObject { ["th"] = "ชื่อใหม่", ["en"] = "Their English" };
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        var record = await desk.RecordAsync(id);
        Assert.Equal(("ชื่อใหม่", "Water", "10.14456/w.1"), ((string)record["title"]!["th"]!, (string)record["title"]!["en"]!, (string)record["doi"]!));
        Assert.Equal(("overlay", "overlay"), ((string)record["provenance"]!["title"]!, (string)record["provenance"]!["doi"]!));

        await SubmissionDesk.ReadAsync(await PatchAsync(id, """{"title": null}"""), HttpStatusCode.OK);
        Assert.Equal("Their English", (string)(await desk.RecordAsync(id))["title"]!["en"]!);
        Assert.Equal("unchanged", (string)(await SubmissionDesk.ReadAsync(await PatchAsync(id, """{"title": null}"""), HttpStatusCode.OK))["outcome"]!);
    }

    [Theory]
    [InlineData("""{"year": 2566}""", "$.year", "year-not-common-era")]
    [InlineData("""{"titel": null}""", "$.titel", "unknown-member")]
    [InlineData("""{"areas": ["TH-98"]}""", "$.areas[0]", "unknown-area")]
    [InlineData("""{"targets": ["110301"]}""", "$.targets", "not-in-overlay")]
    [InlineData("""{"access": "embargoed"}""", "$.embargoUntil", "missing")]
    [InlineData("{", "1:2", "not-json")]
    public async Task An_overlay_is_checked_as_a_draft_is(string patch, string place, string code)
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        var problem = await ProblemAnswer.ReadAsync(await PatchAsync(id, patch), HttpStatusCode.BadRequest);
        Assert.Contains((place, code), problem.Places);
        Assert.Equal(1, (int)(await desk.RecordAsync(id))["version"]!);
    }

    [Fact]
    public async Task Only_curators_lay_words_over_and_a_stale_version_is_refused()
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        using var submitter = await desk.Submitter.PatchAsync($"/api/v1/records/{id}", SubmissionDesk.Json(new JsonObject()));
        Assert.Equal("not-allowed", (await ProblemAnswer.ReadAsync(submitter, HttpStatusCode.Forbidden)).Word);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/records/{id}") { Content = SubmissionDesk.Json(new JsonObject { ["year"] = 2020 }) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"9\"");
        Assert.Equal("stale", (await ProblemAnswer.ReadAsync(await desk.Curator.SendAsync(request), HttpStatusCode.PreconditionFailed)).Word);
    }

    private Task<HttpResponseMessage> PatchAsync(string id, string patch) =>
        desk.Curator.PatchAsync($"/api/v1/records/{id}", new StringContent(patch, System.Text.Encoding.UTF8, "application/merge-patch+json"));
}
