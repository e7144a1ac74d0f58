using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>Whose layers and files a submitter may touch.</summary>
public sealed class OwnershipTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_submitter_without_an_agency_owns_what_it_handed_in_itself_and_nothing_else()
    {
        var one = await desk.App.AsAsync(Role.Submitter, actor: "one without an agency");
        var other = await desk.App.AsAsync(Role.Submitter, actor: "another without an agency");
        var study = desk.Study();
        study["files"] = new JsonArray(Says("a.pdf", "restricted"));
        var id = (string)(await desk.TakenAsync(study, one, ("a.pdf", [1])))["id"]!;

        study["files"] = new JsonArray(Says("a.pdf", "open"));
        await NotTheirsAsync(desk.PutAsync(study, other));
        await NotTheirsAsync(other.PutAsync($"/api/v1/records/{id}/files/a.pdf", new ByteArrayContent([2])));
        await NotTheirsAsync(other.DeleteAsync($"/api/v1/records/{id}?reason=x"));
        await NotTheirsAsync(other.GetAsync($"/api/v1/records/{id}/receipt"));
        Assert.Equal("restricted", await AccessAsync(id, "a.pdf"));
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study, one), HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("its layer")]
    [InlineData("a curator")]
    public async Task A_submitter_neither_speaks_of_nor_replaces_nor_removes_a_file_that_another_brought(string bringer)
    {
        var (mine, theirs) = (desk.Study(), desk.Study());
        (mine["doi"], theirs["doi"]) = ($"10.14456/owned.{bringer[0]}", $"10.14456/owned.{bringer[0]}");
        var id = (string)(await desk.TakenAsync(mine, files: [("a.pdf", [1])]))["id"]!;
        var other = (string)(await desk.TakenAsync(theirs, desk.Other))["id"]!;
        await MergeAsync(id, other);
        var brings = bringer == "a curator" ? desk.Curator : desk.Other;
        await SubmissionDesk.ReadAsync(await brings.PutAsync($"/api/v1/records/{id}/files/b.pdf?access=restricted", new ByteArrayContent([2])), HttpStatusCode.Created);

        mine["files"] = new JsonArray(Says("a.pdf", "restricted"), Says("b.pdf", "open"));
        Assert.Equal([("$.files[1].name", "file-not-theirs")], (await NotTheirsAsync(desk.PutAsync(mine))).Places);
        using (var sent = SubmissionDesk.Multipart(Without(mine, "files"), ("b.pdf", [3])))
        {
            Assert.Equal([("file[0]", "file-not-theirs")], (await NotTheirsAsync(desk.Submitter.PutAsync(SubmissionDesk.Address(mine), sent))).Places);
        }

        await NotTheirsAsync(desk.Submitter.PutAsync($"/api/v1/records/{id}/files/B.pdf?access=open", new ByteArrayContent([2])));
        Assert.Equal([("name", "file-not-theirs")], (await NotTheirsAsync(desk.Submitter.DeleteAsync($"/api/v1/records/{id}/files/b.pdf"))).Places);
        Assert.Equal(("open", "restricted"), (await AccessAsync(id, "a.pdf"), await AccessAsync(id, "b.pdf")));

        // Whose it is may, and so may a curator.
        await SubmissionDesk.ReadAsync(await brings.PutAsync($"/api/v1/records/{id}/files/b.pdf", new ByteArrayContent([4])), HttpStatusCode.OK);
        await SubmissionDesk.ReadAsync(await desk.Submitter.DeleteAsync($"/api/v1/records/{id}/files/a.pdf"), HttpStatusCode.OK);
        await SubmissionDesk.ReadAsync(await desk.Curator.DeleteAsync($"/api/v1/records/{id}/files/b.pdf"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_harvester_neither_opens_nor_replaces_by_a_bulk_file_what_a_submitter_handed_in()
    {
        var study = desk.Study().With("access", "restricted");
        var id = (string)(await desk.TakenAsync(study, files: [("report.pdf", [1])]))["id"]!;
        study["access"] = "open";
        study["files"] = new JsonArray(Says("report.pdf", "open"));
        using var harvester = await desk.App.AsAsync(Role.Harvester);
        using var answer = await harvester.PostAsync("/api/v1/submissions?format=ndjson", new StringContent(study.ToJsonString()));
        Assert.Equal("not-allowed", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Forbidden)).Word);
        Assert.Equal(("restricted", "restricted"), ((string?)(await desk.RecordAsync(id))["access"], await AccessAsync(id, "report.pdf")));
        await using var db = desk.App.Databases.Open();
        Assert.False(await db.Jobs.AnyAsync());
    }

    private async Task MergeAsync(string id, string other)
    {
        await desk.App.CatchUpAsync();
        await using var db = desk.App.Databases.Open();
        var pair = await db.DuplicatePairs.SingleAsync(p => (p.First == id && p.Second == other) || (p.First == other && p.Second == id));
        using var answer = await desk.Curator.PostAsJsonAsync($"/api/v1/duplicates/{pair.Id}", new { decision = "same", into = id });
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private static JsonObject Says(string name, string access) => new() { ["name"] = name, ["access"] = access };

    private static JsonObject Without(JsonObject study, string member)
    {
        var copy = study.DeepClone().AsObject();
        copy.Remove(member);
        return copy;
    }

    private static async Task<ProblemAnswer> NotTheirsAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Forbidden);
        Assert.Equal("not-theirs", problem.Word);
        return problem;
    }

    private async Task<string> AccessAsync(string id, string name) =>
        (string)(await desk.RecordAsync(id))["files"]!.AsArray().Single(f => (string)f!["name"]! == name)!["access"]!;
}
