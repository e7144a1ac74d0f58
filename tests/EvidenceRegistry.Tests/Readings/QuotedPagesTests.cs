using System.Net;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>A passage quotes a file's name, a page and a revision; what it quoted is found by them as long as the record stands.</summary>
public sealed class QuotedPagesTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_revision_quoted_once_answers_the_same_text_after_the_file_was_replaced_and_removed()
    {
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", [1])]))["id"]!;
        await ReadAsync(id, "ข้อความแรก");
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/A.pdf", new ByteArrayContent([2])), HttpStatusCode.OK);
        await ReadAsync(id, "ข้อความที่สอง");

        var page = $"/api/v1/records/{id}/files/a.pdf/pages/1";
        Assert.Equal((2, "ข้อความที่สอง"), await PageAsync(page));
        Assert.Equal((2, "ข้อความที่สอง"), await PageAsync($"{page}?textRevision=2"));
        Assert.Equal((1, "ข้อความแรก"), await PageAsync($"{page}?textRevision=1"));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Reader.GetAsync($"{page}?textRevision=3")).StatusCode);

        await SubmissionDesk.ReadAsync(await desk.Submitter.DeleteAsync($"/api/v1/records/{id}/files/a.pdf"), HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Reader.GetAsync(page)).StatusCode);
        Assert.Equal((1, "ข้อความแรก"), await PageAsync($"{page}?textRevision=1"));
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/a.pdf", new ByteArrayContent([3])), HttpStatusCode.Created);
        await ReadAsync(id, "ข้อความที่สาม");
        Assert.Equal([(1, "ข้อความแรก"), (2, "ข้อความที่สอง"), (3, "ข้อความที่สาม")],
            [await PageAsync($"{page}?textRevision=1"), await PageAsync($"{page}?textRevision=2"), await PageAsync(page)]);

        await SubmissionDesk.ReadAsync(await desk.App.Admin().PostAsync($"/api/v1/records/{id}/purge", null), HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Gone, (await desk.Reader.GetAsync($"{page}?textRevision=1")).StatusCode);
    }

    [Theory]
    [InlineData("the file in force")]
    [InlineData("the file that went")]
    [InlineData("the record, after the file went")]
    public async Task What_is_closed_today_is_not_quoted_to_everybody(string closed)
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        await ReadAsync(id, "ความลับ");
        var address = $"/api/v1/records/{id}/files/a.pdf";
        if (closed == "the file in force")
        {
            await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"{address}?access=restricted", new ByteArrayContent([2])), HttpStatusCode.OK);
        }
        else
        {
            if (closed == "the file that went")
            {
                await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"{address}?access=restricted", new ByteArrayContent([1])), HttpStatusCode.OK);
            }

            await SubmissionDesk.ReadAsync(await desk.Submitter.DeleteAsync(address), HttpStatusCode.OK);
            await SubmissionDesk.ReadAsync(await desk.PutAsync(study.With("access", closed.StartsWith("the record", StringComparison.Ordinal) ? "restricted" : "open")), HttpStatusCode.OK);
        }

        using var refused = await desk.Reader.GetAsync($"{address}/pages/1?textRevision=1");
        Assert.Equal("closed", (await ProblemAnswer.ReadAsync(refused, HttpStatusCode.Forbidden)).Word);
        using var theirs = await desk.Submitter.GetAsync($"{address}/pages/1?textRevision=1");
        Assert.Equal("ความลับ", (string)(await SubmissionDesk.ReadAsync(theirs, HttpStatusCode.OK))["text"]!);
    }

    private async Task<(int Revision, string Text)> PageAsync(string address)
    {
        var page = await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync(address), HttpStatusCode.OK);
        return ((int)page["textRevision"]!, (string)page["text"]!);
    }

    /// <summary>As if the file in force had been read.</summary>
    private async Task ReadAsync(string id, string text)
    {
        await using var db = desk.App.Databases.Open();
        var file = await db.Files.Include(f => f.Reading).SingleAsync(f => f.RecordId == id && f.RemovedAt == null);
        db.Pages.Add(new Page { FileId = file.Id, TextRevision = file.Reading!.TextRevision, Number = 1, Raw = text, Text = text, Sha256 = "", TextSource = TextSources.Pdf });
        file.Reading.State = ReadingState.Read;
        await db.SaveChangesAsync();
    }
}
