using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>Tags move to another edition of the plan by its crosswalk.</summary>
public sealed class CrosswalkJobTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string FloodText = "ศึกษาการพยากรณ์อุทกภัยและการเตือนภัยน้ำท่วมในปี 2566 เพื่อลดความเสียหายจากน้ำหลาก";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tags_of_an_older_edition_move_to_their_successor_once_and_can_be_taken_back()
    {
        var study = desk.Study("crosswalk/2");
        study["targets"] = new JsonArray("110201@2561");
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        using var other = await desk.App.AsAsync(Role.Curator, "สวก.");
        using var third = await desk.App.AsAsync(Role.Curator, "สกสว.");
        foreach (var (by, code, decision) in new[] { (desk.Curator, "130101@2561", "confirm"), (other, "180402@2561", "reject"), (other, "190102@2561", "confirm"), (desk.Curator, "190102@2566", "reject") })
        {
            using var said = await by.PostAsync($"/api/v1/records/{id}/tags/{code}", SubmissionDesk.Json(new JsonObject { ["decision"] = decision }));
            await SubmissionDesk.ReadAsync(said, HttpStatusCode.OK);
        }

        var version = (int)(await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}"), HttpStatusCode.OK))["version"]!;
        var job = await MovedAsync();
        Assert.Equal("done", (string)job["state"]!);
        Assert.Equal("confirmed", await StatusAsync(id, "130101"));
        Assert.Equal("rejected", await StatusAsync(id, "180402"));
        Assert.Equal("claimed", await StatusAsync(id, "110201"));

        // Somebody had spoken in the edition in force already.
        Assert.Equal("rejected", await StatusAsync(id, "190102"));
        Assert.Equal(version, (int)(await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}"), HttpStatusCode.OK))["version"]!);
        Assert.Equal(0, (int)(await MovedAsync())["updated"]!);

        using var refused = await third.PostAsync($"/api/v1/tags/bulk/{job["id"]}/undo", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        // Whoever moved them takes all of them back, whosever words they are.
        using var undone = await desk.Curator.PostAsync($"/api/v1/tags/bulk/{job["id"]}/undo", null, Cancel);
        Assert.Equal(2, (int)(await SubmissionDesk.ReadAsync(undone, HttpStatusCode.OK))["decisions"]!);
        Assert.Null(await StatusAsync(id, "130101"));
        Assert.Null(await StatusAsync(id, "180402"));
        using var none = await desk.Curator.PostAsync("/api/v1/tags/crosswalk?edition=2566", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_rejection_that_was_moved_comes_back_by_another_text_and_by_nothing_else()
    {
        var study = desk.Study("crosswalk/3");
        (study["title"], study["abstract"]) = (new JsonObject { ["th"] = "ระบบเตือนภัยน้ำท่วมฉับพลัน" }, new JsonObject { ["th"] = FloodText });
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        using (var said = await desk.Curator.PostAsync($"/api/v1/records/{id}/tags/190102@2561", SubmissionDesk.Json(new JsonObject { ["decision"] = "reject" }), Cancel))
        {
            await SubmissionDesk.ReadAsync(said, HttpStatusCode.OK);
        }

        // Before the machine proposed it.
        await MovedAsync();
        Assert.Equal("rejected", await StatusAsync(id, "190102"));
        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        Assert.Equal("rejected", await StatusAsync(id, "190102"));
        study["abstract"]!["th"] = FloodText + " และน้ำป่า";
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        Assert.Equal("proposed", await StatusAsync(id, "190102"));
    }

    [Fact]
    public async Task Each_edition_is_moved_by_a_job_of_its_own()
    {
        await using (var db = desk.App.Databases.Open())
        {
            db.Editions.Add(new Edition { Code = "2550", NameTh = "แผนแม่บท", EffectiveFrom = new DateOnly(2007, 1, 1), EffectiveTo = new DateOnly(2017, 12, 31) });
            await db.SaveChangesAsync(Cancel);
        }

        await desk.App.Services.GetRequiredService<PlanTrees>().ReloadAsync(Cancel);
        var (first, other, again) = (await AskedAsync("2561"), await AskedAsync("2550"), await AskedAsync("2561"));
        Assert.NotEqual(first, other);
        Assert.Equal(first, again);
        await desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(Cancel);
    }

    private async Task<Uri> AskedAsync(string edition)
    {
        using var answer = await desk.Curator.PostAsync($"/api/v1/tags/crosswalk?edition={edition}", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!;
    }

    private async Task<JsonNode> MovedAsync()
    {
        using var answer = await desk.Curator.PostAsync("/api/v1/tags/crosswalk?edition=2561", null, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(Cancel);
        return await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync(answer.Headers.Location, Cancel), HttpStatusCode.OK);
    }

    /// <summary>In the edition in force.</summary>
    private async Task<string?> StatusAsync(string id, string code) =>
        (string?)(await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/tags"), HttpStatusCode.OK))["tags"]!.AsArray()
            .FirstOrDefault(t => (string)t!["code"]! == code && (string)t["edition"]! == "2566")?["status"];
}
