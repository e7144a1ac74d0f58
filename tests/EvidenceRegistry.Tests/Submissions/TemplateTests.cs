using System.Net;
using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Tables;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A person asks for the table, fills it and hands it in.</summary>
public sealed class TemplateTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task The_template_names_todays_targets_and_provinces_and_is_read_without_its_example(string format, string type)
    {
        using var answer = await desk.Desk.Reader.GetAsync($"/api/v1/submissions/template?format={format}");
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var bytes = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var maps = desk.Desk.App.Services.GetRequiredService<SourceMaps>();
        Assert.Contains(maps.Lists.Single(list => list.Field == "areas").Entries, area => area.Code == "TH-50" && area.Label == "เชียงใหม่");
        Assert.NotEmpty(maps.Lists.Single(list => list.Field == "targets").Entries);
        // The example row alone is in it, and that is no entry.
        var entry = Assert.Single(BulkReaders.Read(bytes, BulkFormats.Named(format)!.Format, new BulkOptions { Maps = maps.All, Lists = maps.Lists }));
        Assert.Equal(BulkProblems.NoEntries, entry.Problems[0].Code);
    }

    [Fact]
    public async Task A_filled_template_becomes_records()
    {
        var maps = desk.Desk.App.Services.GetRequiredService<SourceMaps>();
        var row = Template.Example(maps.All[0], maps.Lists).ToDictionary(cell => cell.Key, cell => cell.Key == "sourceId" ? "T-1" : cell.Value);
        using var text = new StringWriter();
        Template.WriteCsv(text, maps.All[0], [Template.Example(maps.All[0], maps.Lists), row]);
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
        var asked = await SubmissionDesk.ReadAsync(await desk.Desk.Submitter.PostAsync("/api/v1/submissions?format=csv&source=tsri", body), HttpStatusCode.Accepted);
        await desk.Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
        var job = await desk.JobAsync(asked);
        Assert.Equal(("done", 1, 1, 0), ((string?)job["state"], (int)job["read"]!, (int)job["created"]!, (int)job["refused"]!));
    }

    [Fact]
    public async Task A_form_that_is_not_made_is_refused()
    {
        using var answer = await desk.Desk.Reader.GetAsync("/api/v1/submissions/template?format=docx");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
