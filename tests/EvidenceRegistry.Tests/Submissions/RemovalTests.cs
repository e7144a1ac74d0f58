using System.Net;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class RemovalTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task Promise_11_a_removed_record_answers_410_refuses_imports_and_comes_back_by_a_persons_hand_alone()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        var token = (long)(await SubmissionDesk.ReadAsync(await desk.Submitter.DeleteAsync($"/api/v1/records/{id}?reason=ส่งผิด"), HttpStatusCode.OK))["changeToken"]!;
        await using (var db = desk.App.Databases.Open())
        {
            Assert.True((await db.Outbox.SingleAsync(o => o.Id == token)).Narrowing);
        }

        using var read = await desk.Reader.GetAsync($"/api/v1/records/{id}");
        Assert.Equal("removed", (await ProblemAnswer.ReadAsync(read, HttpStatusCode.Gone)).Word);
        Assert.Contains("\"reason\":\"ส่งผิด\"", (await read.Content.ReadAsStringAsync()).Replace(": ", ":", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var below in new[] { "files", "files/a.pdf", "related", "history" })
        {
            Assert.Equal(HttpStatusCode.Gone, (await desk.Reader.GetAsync($"/api/v1/records/{id}/{below}")).StatusCode);
        }

        study["year"] = 2019;
        Assert.Equal("removed", (await ProblemAnswer.ReadAsync(await desk.PutAsync(study), HttpStatusCode.Gone)).Word);
        using var posted = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Json(study));
        Assert.Equal("removed", (await ProblemAnswer.ReadAsync(posted, HttpStatusCode.Gone)).Word);

        var back = await SubmissionDesk.ReadAsync(await desk.Curator.PostAsync($"/api/v1/records/{id}/restore", null), HttpStatusCode.OK);
        Assert.Equal(("restored", 3), ((string)back["outcome"]!, (int)back["version"]!));
        Assert.Equal(2023, (int)(await desk.RecordAsync(id))["year"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?reason=")]
    [InlineData("?reason=%20")]
    public async Task A_removal_without_a_reason_is_refused(string query)
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        using var answer = await desk.Curator.DeleteAsync($"/api/v1/records/{id}{query}");
        Assert.Equal([("reason", "missing")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
    }

    [Fact]
    public async Task A_purge_takes_bytes_pages_and_texts_and_leaves_tombstone_audit_and_what_others_use()
    {
        var study = desk.Study();
        study["abstract"] = new System.Text.Json.Nodes.JsonObject { ["th"] = "ข้อมูลส่วนบุคคล" };
        study["targets"] = new System.Text.Json.Nodes.JsonArray("110301");
        byte[] own = [.. "own bytes"u8], shared = [.. "shared bytes"u8];
        var id = (string)(await desk.TakenAsync(study, files: [("own.pdf", own), ("shared.pdf", shared)]))["id"]!;
        var other = (string)(await desk.TakenAsync(desk.Study(), files: [("mine.pdf", shared)]))["id"]!;
        await AddPageAsync(id);

        using var curator = await desk.Curator.PostAsync($"/api/v1/records/{id}/purge", null);
        Assert.Equal(HttpStatusCode.Forbidden, curator.StatusCode);
        await SubmissionDesk.ReadAsync(await desk.App.Admin().PostAsync($"/api/v1/records/{id}/purge?reason=personal%20data", null), HttpStatusCode.OK);

        await using var db = desk.App.Databases.Open();
        var record = await db.Records.Include(r => r.Origins).Include(r => r.Files).Include(r => r.Tags).SingleAsync(r => r.Id == id);
        Assert.Equal((RecordState.Removed, true, "personal data"), (record.State, record.Tombstone!.Purged, record.Tombstone.Reason));
        Assert.Empty(record.Files);
        Assert.Empty(record.Tags);
        Assert.Null(record.Content.Abstract);
        Assert.Null(record.Origins.Single().Content.Title);
        Assert.All(await db.Versions.Where(v => v.RecordId == id).ToListAsync(), v => Assert.True(v.Content is null && v.Files.Count == 0));
        Assert.Contains("purged", await db.Audit.Where(a => a.RecordId == id).Select(a => a.Action).ToListAsync());
        Assert.False(await db.Pages.AnyAsync(p => p.Text == "ข้อความส่วนบุคคล"));
        var bytes = Directory.EnumerateFiles(Path.Combine(desk.App.Folder, "files"), "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        Assert.DoesNotContain(bytes, b => b.SequenceEqual(own));
        Assert.Contains(bytes, b => b.SequenceEqual(shared));
        using var still = await desk.Reader.GetAsync($"/api/v1/records/{other}/files/mine.pdf");
        Assert.Equal(shared, await still.Content.ReadAsByteArrayAsync());
        using var restore = await desk.Curator.PostAsync($"/api/v1/records/{id}/restore", null);
        Assert.Equal("nothing-to-restore", (await ProblemAnswer.ReadAsync(restore, HttpStatusCode.Conflict)).Word);
        Assert.Equal("removed", (await ProblemAnswer.ReadAsync(await desk.PutAsync(study), HttpStatusCode.Gone)).Word);
    }

    private async Task AddPageAsync(string id)
    {
        await using var db = desk.App.Databases.Open();
        var file = await db.Files.FirstAsync(f => f.RecordId == id);
        db.Pages.Add(new Page { FileId = file.Id, TextRevision = 1, Number = 1, Raw = "ข้อความส่วนบุคคล", Text = "ข้อความส่วนบุคคล", Sha256 = "", TextSource = "pdf" });
        await db.SaveChangesAsync();
    }
}
