using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class OneStudyTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_study_handed_in_as_JSON_is_answered_as_it_was_sent()
    {
        var study = desk.Study();
        study["targets"] = new JsonArray("110301");
        study["areas"] = new JsonArray("th50");

        using var answer = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Json(study));
        var taken = await SubmissionDesk.ReadAsync(answer, HttpStatusCode.Created);
        var id = (string)taken["id"]!;
        Assert.Equal($"/api/v1/records/{id}", answer.Headers.Location!.OriginalString);
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        Assert.Equal((1, "created", $"/api/v1/records/{id}/receipt"), ((int)taken["version"]!, (string)taken["outcome"]!, (string)taken["receipt"]!));
        Assert.True((long)taken["changeToken"]! > 0);

        var record = await desk.RecordAsync(id);
        Assert.Equal("study", (string)record["kind"]!);
        Assert.Equal("การจัดการน้ำในเขตชลประทานเชียงใหม่", (string)record["title"]!["th"]!);
        Assert.Equal("open", (string)record["access"]!);
        Assert.Equal("TH-50", (string)record["areas"]![0]!);
        Assert.Equal((string)study["sourceId"]!, (string)record["origins"]![0]!["sourceId"]!);
        Assert.Equal((string)record["origins"]![0]!["id"]!, (string)record["provenance"]!["title"]!);

        await using var db = desk.App.Databases.Open();
        Assert.Equal(TagStatus.Claimed, (await db.Tags.SingleAsync(t => t.RecordId == id && t.Code == "110301")).Status);
    }

    [Fact]
    public async Task A_study_with_its_PDF_stands_with_outbox_row_and_waiting_text_before_anything_is_read()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n");
        var taken = await desk.TakenAsync(desk.Study(), files: [("รายงานฉบับสมบูรณ์.pdf", pdf)]);
        var id = (string)taken["id"]!;

        await using var db = desk.App.Databases.Open();
        var file = await db.Files.Include(f => f.Reading).SingleAsync(f => f.RecordId == id);
        Assert.Equal((ReadingState.Queued, (long)taken["changeToken"]!), (file.Reading!.State, file.Reading.Origin));
        Assert.Equal("application/pdf", file.MediaType);
        Assert.Contains(await db.Outbox.ToListAsync(), o => o.Id == (long)taken["changeToken"]! && o.RecordId == id);

        using var bytes = await desk.Reader.GetAsync($"/api/v1/records/{id}/files/{Uri.EscapeDataString("รายงานฉบับสมบูรณ์.pdf")}");
        Assert.Equal(pdf, await bytes.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", bytes.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", bytes.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("attachment", bytes.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("รายงานฉบับสมบูรณ์.pdf", bytes.Content.Headers.ContentDisposition.FileNameStar);
    }

    [Fact]
    public async Task A_source_id_handed_in_twice_is_a_conflict_that_names_the_record()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        using var again = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Json(study));
        Assert.Equal("already-known", (await ProblemAnswer.ReadAsync(again, HttpStatusCode.Conflict)).Word);
        Assert.Equal($"/api/v1/records/{id}", again.Headers.Location!.OriginalString);
    }
}
