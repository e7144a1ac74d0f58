using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using EvidenceRegistry.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A funder hands in a zip: a list and the reports it speaks of.</summary>
public sealed class ImportZipTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Fact]
    public async Task Reports_in_a_zip_are_read_page_by_page_and_found()
    {
        var zip = Zip(
            ("list.ndjson", Encoding.UTF8.GetBytes(desk.Desk.Study("Z1/1").ToJsonString() + "\n" + desk.Desk.Study("Z1/2").ToJsonString())),
            ("reports/Z1_1.docx", Word("บทนำเรื่องปะการังฟอกขาว", "ผลการสำรวจหอยมือเสือ")),
            ("reports/of-nobody.pdf", "%PDF-1.4 "u8.ToArray()));
        var trial = await TakeAsync(zip, "?dryRun=true");
        Assert.Equal(1, (int)trial["files"]!);
        var job = await TakeAsync(zip, "");
        Assert.Equal(("done", 2, 1, 1), ((string?)job["state"], (int)job["created"]!, (int)job["refused"]!, (int)job["files"]!));
        var report = await desk.ReportAsync(job);
        Assert.Contains(report, l => (string)l!["outcome"]! == "refused" && (string)l["problems"]![0]!["place"]! == "reports/of-nobody.pdf");

        await desk.Desk.App.CatchUpAsync();
        var id = (string)report[0]!["id"]!;
        var page = await SubmissionDesk.ReadAsync(await desk.Desk.Reader.GetAsync($"/api/v1/records/{id}/files/Z1_1.docx/pages/2"), HttpStatusCode.OK);
        Assert.Contains("หอยมือเสือ", (string)page["text"]!, StringComparison.Ordinal);
        var found = await SubmissionDesk.ReadAsync(await desk.Desk.Reader.GetAsync("/api/v1/search?q=%22หอยมือเสือ%22"), HttpStatusCode.OK);
        Assert.Equal(id, (string)found["hits"]![0]!["id"]!);
        Assert.Equal(2, (int)found["hits"]![0]!["passage"]!["page"]!);

        var again = await TakeAsync(zip, "");
        Assert.Equal((2, 0), ((int)again["unchanged"]!, (int)again["updated"]!));
    }

    [Fact]
    public async Task Citations_without_an_agency_are_those_of_the_agency_that_hands_them_in()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("TY  - RPRT\nID  - Z2/1\nTI  - การจัดการขยะชุมชน\nPY  - 2022\nER  - \n"));
        using var answer = await desk.Desk.Submitter.PostAsync("/api/v1/submissions?source=tsri", content);
        var job = await DoneAsync(await SubmissionDesk.ReadAsync(answer, HttpStatusCode.Accepted));
        Assert.Equal(1, (int)job["created"]!);
        var record = await desk.Desk.RecordAsync((string)(await desk.ReportAsync(job))[0]!["id"]!);
        Assert.Equal("สกสว.", (string)record["agency"]!);
    }

    private async Task<JsonObject> TakeAsync(byte[] zip, string more)
    {
        using var content = new ByteArrayContent(zip);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await desk.Desk.Submitter.PostAsync($"/api/v1/submissions{more}", content);
        return await DoneAsync(await SubmissionDesk.ReadAsync(answer, HttpStatusCode.Accepted));
    }

    private async Task<JsonObject> DoneAsync(JsonObject job)
    {
        await desk.Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
        return await desk.JobAsync(job);
    }

    private static byte[] Zip(params (string Path, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Word(params string[] pages)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var body = new Body(pages.Select((text, at) => new Paragraph(at == 0 ? new Run(new Text(text)) : new Run(new Break { Type = BreakValues.Page }, new Text(text)))));
            document.AddMainDocumentPart().Document = new Document(body);
        }

        return bytes.ToArray();
    }
}
