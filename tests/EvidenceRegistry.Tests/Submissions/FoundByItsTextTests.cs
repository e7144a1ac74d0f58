using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tests.SeedData;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class FoundByItsTextTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_study_is_found_by_a_sentence_on_a_page_of_its_PDF_and_no_longer_once_it_is_closed()
    {
        var pdf = Directory.EnumerateFiles(SeedFiles.PathOf("samples/files"), "*.pdf").Order(StringComparer.Ordinal).First();
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study, files: [("รายงาน.pdf", await File.ReadAllBytesAsync(pdf))]))["id"]!;
        await desk.App.CatchUpAsync();

        string sentence;
        await using (var db = desk.App.Databases.Open())
        {
            var pages = await db.Pages.Join(db.Files.Where(f => f.RecordId == id), p => p.FileId, f => f.Id, (p, f) => p.Text).ToListAsync();
            sentence = pages.SelectMany(p => p.Split([' ', '\n', '\r'])).Where(run => run.Length <= 60).MaxBy(run => run.Length)!;
        }

        Assert.Equal([id], await FoundAsync(desk.Reader, sentence));
        study["access"] = "restricted";
        await desk.PutAsync(study);

        // From the write's answer on, before the index has it, and after it has.
        Assert.Empty(await FoundAsync(desk.Reader, sentence));
        await desk.App.CatchUpAsync();
        Assert.Empty(await FoundAsync(desk.Reader, sentence));
        Assert.Equal([id], await FoundAsync(desk.Submitter, sentence));
    }

    private static async Task<IEnumerable<string>> FoundAsync(HttpClient by, string words)
    {
        var answer = await SubmissionDesk.ReadAsync(await by.GetAsync($"/api/v1/search?q={Uri.EscapeDataString($"\"{words}\"")}"), HttpStatusCode.OK);
        return answer["hits"]!.AsArray().Select(h => (string)((JsonObject)h!)["id"]!);
    }
}
