using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>One word on many tags: seen before it is said, and taken back whole.</summary>
public sealed class BulkTagTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_curator_previews_a_rule_decides_what_was_seen_and_takes_it_back()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((string)(await desk.TakenAsync(Waste($"bulk/{i}")))["id"]!);
        }

        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        var rule = new JsonObject { ["decision"] = "confirm", ["concept"] = "180403", ["note"] = "ตรวจแล้ว" };
        var preview = await SubmissionDesk.ReadAsync(await SayAsync(rule), HttpStatusCode.OK);
        Assert.Equal((3, 3, null), ((int)preview["tags"]!, (int)preview["records"]!, (string?)preview["bulk"]));
        Assert.Equal(3, preview["examples"]!.AsArray().Count);
        Assert.Equal("proposed", await StatusAsync(ids[2]));

        rule["expected"] = 2;
        Assert.Equal("/problems/bulk-changed", (string?)(await SubmissionDesk.ReadAsync(await SayAsync(rule), HttpStatusCode.Conflict))["type"]);
        rule["expected"] = 3;
        var done = await SubmissionDesk.ReadAsync(await SayAsync(rule), HttpStatusCode.OK);
        Assert.Equal(["confirmed", "confirmed", "confirmed"], [await StatusAsync(ids[0]), await StatusAsync(ids[1]), await StatusAsync(ids[2])]);

        using var other = await desk.App.AsAsync(Role.Curator, "สวก.");
        using var refused = await other.PostAsync($"/api/v1/tags/bulk/{done["bulk"]}/undo", null);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        // What a second person says of one of them stands by itself when the bulk is taken back.
        using var alone = await other.PostAsync($"/api/v1/records/{ids[0]}/tags/180403", SubmissionDesk.Json(new JsonObject { ["decision"] = "reject" }));
        Assert.Equal("disputed", await StatusAsync(ids[0]));
        using var back = await desk.Curator.PostAsync($"/api/v1/tags/bulk/{done["bulk"]}/undo", null);
        Assert.Equal(3, (int)(await SubmissionDesk.ReadAsync(back, HttpStatusCode.OK))["decisions"]!);
        Assert.Equal(["rejected", "proposed", "proposed"], [await StatusAsync(ids[0]), await StatusAsync(ids[1]), await StatusAsync(ids[2])]);
    }

    [Fact]
    public async Task A_decision_whose_answer_was_lost_is_answered_again_by_its_key_and_named_in_the_audit_trail()
    {
        var id = (string)(await desk.TakenAsync(Waste("bulk/key")))["id"]!;
        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        var rule = new JsonObject { ["decision"] = "reject", ["concept"] = "180403" };
        rule["expected"] = (int)(await SubmissionDesk.ReadAsync(await SayAsync(rule), HttpStatusCode.OK))["tags"]!;
        var first = await SubmissionDesk.ReadAsync(await SayAsync(rule, "lost"), HttpStatusCode.OK);
        var again = await SubmissionDesk.ReadAsync(await SayAsync(rule, "lost"), HttpStatusCode.OK);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.NotNull((long?)first["changeToken"]);
        Assert.Equal("rejected", await StatusAsync(id));
        rule["note"] = "another";
        Assert.Equal("/problems/idempotency-key-reused", (string?)(await SubmissionDesk.ReadAsync(await SayAsync(rule, "lost"), HttpStatusCode.Conflict))["type"]);
        await using var db = desk.App.Databases.Open();
        Assert.Single(await db.Audit.Where(a => a.Action == "tags-decided-in-bulk" && a.Detail!.StartsWith((string)first["bulk"]!)).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_decision_that_breaks_off_has_decided_nothing()
    {
        var ids = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            ids.Add((string)(await desk.TakenAsync(Waste($"bulk/off{i}")))["id"]!);
        }

        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        var rule = new JsonObject { ["decision"] = "confirm", ["concept"] = "180403" };
        rule["expected"] = (int)(await SubmissionDesk.ReadAsync(await SayAsync(rule), HttpStatusCode.OK))["tags"]!;
        var last = ids.Max(StringComparer.Ordinal)!;
        await ToldAsync($"CREATE TRIGGER away BEFORE INSERT ON TagDecisions WHEN NEW.RecordId = '{last}' BEGIN SELECT RAISE(ABORT, 'away'); END");
        using (var broken = await SayAsync(rule))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        }

        await ToldAsync("DROP TRIGGER away");
        Assert.All(ids, id => Assert.Equal("proposed", StatusAsync(id).GetAwaiter().GetResult()));
        await SubmissionDesk.ReadAsync(await SayAsync(rule), HttpStatusCode.OK);
        Assert.All(ids, id => Assert.Equal("confirmed", StatusAsync(id).GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task A_rule_about_everything_is_refused_and_so_is_who_is_no_curator()
    {
        Assert.Equal("/problems/bulk-rule-wide", (string?)(await SubmissionDesk.ReadAsync(await SayAsync(new JsonObject { ["decision"] = "reject" }), HttpStatusCode.BadRequest))["type"]);
        using var refused = await desk.Submitter.PostAsync("/api/v1/tags/bulk", SubmissionDesk.Json(new JsonObject { ["decision"] = "reject", ["scheme"] = "year" }));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private JsonObject Waste(string source)
    {
        var study = desk.Study(source);
        study["title"] = new JsonObject { ["th"] = "การจัดการขยะมูลฝอยชุมชน" };
        return study;
    }

    private async Task<HttpResponseMessage> SayAsync(JsonObject rule, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tags/bulk") { Content = SubmissionDesk.Json(rule) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await desk.Curator.SendAsync(request, Cancel);
    }

    private async Task ToldAsync(string command)
    {
        await using var db = desk.App.Databases.Open();
        await db.Database.ExecuteSqlRawAsync(command, Cancel);
    }

    private async Task<string?> StatusAsync(string id) =>
        (string?)(await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/tags"), HttpStatusCode.OK))["tags"]!.AsArray().First(t => (string)t!["code"]! == "180403")!["status"];
}
