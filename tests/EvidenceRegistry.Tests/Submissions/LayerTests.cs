using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>Handing in again by source and source id.</summary>
public sealed class LayerTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_source_makes_replaces_and_repeats_its_layer()
    {
        var study = desk.Study();
        study["funder"] = "กองทุนตัวอย่าง";
        study["factors"] = new JsonArray("v3_110301V01F01");
        var first = await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.Created);
        var same = await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        Assert.Equal(("created", "unchanged", 1), ((string)first["outcome"]!, (string)same["outcome"]!, (int)same["version"]!));
        Assert.Equal((long)first["changeToken"]!, (long)same["changeToken"]!);

        study.Remove("funder");
        study.Remove("factors");
        study["year"] = 2022;
        var changed = await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        Assert.Equal(("updated", 2, (string)first["id"]!), ((string)changed["outcome"]!, (int)changed["version"]!, (string)changed["id"]!));
        Assert.True((long)changed["changeToken"]! > (long)first["changeToken"]!);
        var record = await desk.RecordAsync((string)first["id"]!);
        Assert.Null(record["funder"]);
        Assert.Equal(2022, (int)record["year"]!);
        await using var db = desk.App.Databases.Open();
        var id = (string)first["id"]!;
        Assert.Empty(await db.Tags.Where(t => t.RecordId == id).ToListAsync());
    }

    [Fact]
    public async Task Silence_about_access_never_opens_what_is_closed()
    {
        var study = desk.Study();
        study["access"] = "restricted";
        study["files"] = new JsonArray(new JsonObject { ["name"] = "secret.pdf", ["access"] = "metadataOnly" });
        var id = (string)(await desk.TakenAsync(study, files: [("secret.pdf", [1]), ("plain.pdf", [2])]))["id"]!;
        study.Remove("access");
        study.Remove("files");
        study["year"] = 2020;
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        Assert.Equal("restricted", (string)(await desk.RecordAsync(id))["access"]!);

        // Replaced, and removed and brought again, the file stays as closed as its name was.
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/secret.pdf", new ByteArrayContent([3])), HttpStatusCode.OK);
        await SubmissionDesk.ReadAsync(await desk.Submitter.DeleteAsync($"/api/v1/records/{id}/files/secret.pdf"), HttpStatusCode.OK);
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/secret.pdf", new ByteArrayContent([4])), HttpStatusCode.Created);
        study["access"] = "open";
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        var files = (await desk.RecordAsync(id))["files"]!.AsArray().ToDictionary(f => (string)f!["name"]!, f => (string)f!["access"]!);
        Assert.Equal(("open", "metadataOnly"), (files["plain.pdf"], files["secret.pdf"]));
    }

    [Theory]
    [InlineData("restricted", null, "restricted")]
    [InlineData("metadataOnly", null, "metadataOnly")]
    [InlineData("restricted", "restricted", "restricted")]
    [InlineData("open", "metadataOnly", "metadataOnly")]
    [InlineData("open", null, "embargoed")]
    [InlineData("open", "open", "embargoed")]
    public async Task A_date_alone_makes_an_open_file_embargoed_and_opens_none(string ofTheRecord, string? ofTheFile, string then)
    {
        var study = desk.Study();
        study["access"] = ofTheRecord;
        study["files"] = new JsonArray(new JsonObject { ["name"] = "a.pdf", ["access"] = ofTheFile });
        var id = (string)(await desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/a.pdf?embargoUntil=2020-01-01", new ByteArrayContent([2])), HttpStatusCode.OK);
        Assert.Equal(then, (string)(await desk.RecordAsync(id))["files"]![0]!["access"]!);

        // The same said with the study, when it comes and when its layer is replaced and closed by the same word.
        study["sourceId"] = $"{study["sourceId"]} once more";
        study["files"] = new JsonArray(new JsonObject { ["name"] = "a.pdf", ["access"] = ofTheFile, ["embargoUntil"] = "2020-01-01" });
        var more = (string)(await desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        Assert.Equal(ofTheFile is "open" ? "open" : then, (string)(await desk.RecordAsync(more))["files"]![0]!["access"]!);
        study["access"] = "metadataOnly";
        study["files"] = new JsonArray(new JsonObject { ["name"] = "b.pdf", ["embargoUntil"] = "2020-01-01" });
        using var body = SubmissionDesk.Multipart(study, ("b.pdf", [3]));
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync(SubmissionDesk.Address(study), body), HttpStatusCode.OK);
        Assert.Equal("metadataOnly", (string)(await desk.RecordAsync(more))["files"]![1]!["access"]!);
    }

    [Fact]
    public async Task Closing_a_record_closes_its_files_and_marks_the_change_as_narrowing()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        study["access"] = "restricted";
        var token = (long)(await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK))["changeToken"]!;
        await using var db = desk.App.Databases.Open();
        Assert.True((await db.Outbox.SingleAsync(o => o.Id == token)).Narrowing);
        Assert.Equal("closed", (await ProblemAnswer.ReadAsync(await desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf"), HttpStatusCode.Forbidden)).Word);
    }

    [Fact]
    public async Task A_stale_If_Match_is_refused_and_a_current_one_taken()
    {
        var study = desk.Study();
        await desk.TakenAsync(study);
        study["year"] = 2021;
        Assert.Equal("stale", (await ProblemAnswer.ReadAsync(await PutIfAsync(study, "\"7\""), HttpStatusCode.PreconditionFailed)).Word);
        Assert.Equal("stale", (await ProblemAnswer.ReadAsync(await PutIfAsync(desk.Study(), "*"), HttpStatusCode.PreconditionFailed)).Word);
        using var taken = await PutIfAsync(study, "\"1\"");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("\"2\"", taken.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Another_agency_neither_replaces_a_layer_nor_adds_a_file_nor_removes_the_record()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        study["year"] = 2021;
        Assert.Equal("not-theirs", (await ProblemAnswer.ReadAsync(await desk.PutAsync(study, desk.Other), HttpStatusCode.Forbidden)).Word);
        using var file = await desk.Other.PutAsync($"/api/v1/records/{id}/files/a.pdf", new ByteArrayContent([1]));
        Assert.Equal("not-theirs", (await ProblemAnswer.ReadAsync(file, HttpStatusCode.Forbidden)).Word);
        using var gone = await desk.Other.DeleteAsync($"/api/v1/records/{id}?reason=x");
        Assert.Equal("not-theirs", (await ProblemAnswer.ReadAsync(gone, HttpStatusCode.Forbidden)).Word);
        Assert.Equal("not-theirs", (await ProblemAnswer.ReadAsync(await desk.Other.GetAsync($"/api/v1/records/{id}/receipt"), HttpStatusCode.Forbidden)).Word);
    }

    [Fact]
    public async Task A_key_revoked_during_an_upload_writes_nothing()
    {
        var key = await desk.App.KeyAsync(Role.Submitter, "สกสว.");
        var submitter = desk.App.With(key.Secret);
        var study = desk.Study();
        using var body = new MultipartFormDataContent { { SubmissionDesk.Json(study), "study" } };
        var slow = new RevokingStream(async () =>
        {
            await using var db = desk.App.Databases.Open();
            (await db.Keys.SingleAsync(k => k.Id == key.Key!.Id)).RevokedAt = db.Now;
            await db.SaveChangesAsync();
        });
        var part = new StreamContent(slow);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = "a.pdf" };
        body.Add(part);

        using var answer = await submitter.PostAsync("/api/v1/studies", body);
        Assert.Equal("key-revoked", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Unauthorized)).Word);
        await using var after = desk.App.Databases.Open();
        Assert.False(await after.Origins.AnyAsync(o => o.SourceId == (string)study["sourceId"]!));
    }

    [Fact]
    public async Task A_client_that_goes_away_in_mid_upload_leaves_no_row_and_no_draft_file()
    {
        var study = desk.Study();
        using var body = new MultipartFormDataContent { { SubmissionDesk.Json(study), "study" } };
        using var stop = new CancellationTokenSource();
        var part = new StreamContent(new RevokingStream(stop.CancelAsync));
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = "a.pdf" };
        body.Add(part);
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Submitter.PostAsync("/api/v1/studies", body, stop.Token));

        // A request after it on the same server: by then the other is over or will write nothing any more.
        await desk.TakenAsync(desk.Study(), files: [("b.pdf", [9])]);
        await using var db = desk.App.Databases.Open();
        Assert.False(await db.Origins.AnyAsync(o => o.SourceId == (string)study["sourceId"]!));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(desk.App.Folder, "files"), "draft-*"));
    }

    private async Task<HttpResponseMessage> PutIfAsync(JsonObject study, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, SubmissionDesk.Address(study)) { Content = SubmissionDesk.Json(study) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await desk.Submitter.SendAsync(request);
    }

    /// <summary>A body of a megabyte during which something happens once.</summary>
    private sealed class RevokingStream(Func<Task> happens) : MemoryStream(new byte[1_000_000])
    {
        private bool _done;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_done && Position > 500_000)
            {
                _done = true;
                await happens();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
