using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using EvidenceRegistry.Tests.Submissions;

namespace EvidenceRegistry.Tests.Readings;

public sealed class PictureReadingTests : IAsyncLifetime
{
    private readonly SubmissionDesk _desk = new();
    private readonly PictureDesk _pictures;

    public PictureReadingTests() => _pictures = new PictureDesk(_desk);

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        _pictures.Dispose();
    }

    [Fact]
    public async Task A_scanned_page_is_read_from_its_picture_found_quoted_and_marked()
    {
        var (id, token) = await _pictures.TakenAsync("", "หน้าที่พิมพ์ไว้แล้ว");
        await IndexAsync();
        var shelf = await _pictures.RunAsync((_, _) => Found("ผลการขุดลอกคลองระพีพัฒน์", 0.9));
        Assert.Equal([1], shelf);

        // Nobody who waits for what was sent waits for pictures.
        var before = await SearchAsync("ขุดลอก", token);
        Assert.Equal(0, (int)before["total"]!);

        await IndexAsync();
        var hit = Assert.Single((await SearchAsync("ขุดลอกคลองระพีพัฒน์"))["hits"]!.AsArray())!;
        Assert.Equal((id, "ocr", 0.9, 1, 2), ((string)hit["id"]!, (string)hit["passage"]!["textSource"]!, (double)hit["passage"]!["confidence"]!, (int)hit["passage"]!["page"]!, (int)hit["passage"]!["textRevision"]!));
        Assert.Equal(("ocr", 0.9), await PageAsync(id, 1));
        Assert.Equal(("pdf", null), await PageAsync(id, 2));
        Assert.Equal("no-text", (string)(await PageOfAsync(id, 1, "?textRevision=1"))["reason"]!);
        var file = await FileAsync(id);
        Assert.Equal(("read", 2, "ocr-read", 1, null), ((string)file["state"]!, (int)file["pagesWithText"]!, (string)file["ocr"]!["code"]!, (int)file["ocr"]!["pages"]!, (string?)file["reason"]));
    }

    [Fact]
    public async Task Of_two_pages_that_say_the_same_the_printed_one_is_quoted()
    {
        await _pictures.TakenAsync("", "ผลการขุดลอกคลองระพีพัฒน์");
        await _pictures.RunAsync((_, _) => Found("ผลการขุดลอกคลองระพีพัฒน์", 0.9));
        await IndexAsync();
        var hit = (await SearchAsync("ขุดลอกคลองระพีพัฒน์"))["hits"]![0]!;
        Assert.Equal(("pdf", 2), ((string)hit["passage"]!["textSource"]!, (int)hit["passage"]!["page"]!));
    }

    [Fact]
    public async Task A_run_that_is_broken_off_goes_on_at_the_next_page_and_shows_nothing_until_all_are_tried()
    {
        var (id, _) = await _pictures.TakenAsync("", "", "");
        var died = await _pictures.RunAsync((page, stop) =>
        {
            if (page == 2)
            {
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            }

            return Found($"ภาพที่ {page} ของรายงาน", 0.8);
        });
        Assert.Equal([1, 2], died);
        Assert.Equal(("pdf", null), await PageAsync(id, 1));

        var next = await _pictures.RunAsync((page, _) => Found($"ภาพที่ {page} ของรายงาน", 0.8));
        Assert.Equal([2, 3], next);
        Assert.Equal(("ocr", 0.8), await PageAsync(id, 3));
        Assert.Equal(("read", 3), ((string)(await FileAsync(id))["state"]!, (int)(await FileAsync(id))["pagesWithText"]!));
    }

    [Fact]
    public async Task Running_again_draws_no_page_and_writes_nothing()
    {
        await _pictures.TakenAsync("", "มีตัวอักษร");
        await _pictures.RunAsync((page, _) => Found("ภาพ", 0.8));
        var (blank, _) = await _pictures.TakenAsync("", "มีตัวอักษร");
        await _pictures.RunAsync((_, _) => OcrPage.Without(PdfReason.NoText));
        var (before, pages) = await StateAsync();
        var again = await _pictures.RunAsync((_, _) => throw new InvalidOperationException("No page should be drawn."));
        Assert.Empty(again);
        Assert.Equal((before, pages), await StateAsync());
        Assert.Equal(1, (int)(await FileAsync(blank))["textRevision"]!);
    }

    [Fact]
    public async Task A_page_whose_picture_kills_its_reader_costs_that_page()
    {
        var (id, _) = await _pictures.TakenAsync("", "");
        await _pictures.RunAsync((page, _) => page == 1 ? OcrPage.Without(PdfReason.Timeout) : Found("หน้าสอง", 0.7));
        var file = await FileAsync(id);
        Assert.Equal(("read", 1, null), ((string)file["state"]!, (int)file["pagesWithText"]!, (string?)file["reason"]));
        Assert.Equal("no-text", (string)(await PageOfAsync(id, 1))["reason"]!);
    }

    [Theory]
    [InlineData(true, "ocr-not-installed", "not installed")]
    [InlineData(false, "ocr-off", "switched off")]
    public async Task The_receipt_says_what_is_missing(bool enabled, string code, string words)
    {
        var settings = enabled ? ("Ocr:ProgramFolder", Path.GetTempPath()) : ("Ocr:Enabled", "false");
        await using var desk = new SubmissionDesk { App = new() { Settings = [settings] } };
        await desk.InitializeAsync();
        using var pictures = new PictureDesk(desk);
        var (id, _) = await pictures.TakenAsync("");
        var receipt = await SubmissionDesk.ReadAsync(await desk.Submitter.GetAsync($"/api/v1/records/{id}/receipt"), HttpStatusCode.OK);
        var ocr = receipt["files"]![0]!["ocr"]!;
        Assert.Equal(code, (string)ocr["code"]!);
        Assert.Contains(words, (string)ocr["message"]!, StringComparison.Ordinal);
        Assert.Equal(enabled ? ["poppler-utils", "tesseract-ocr", "tesseract-ocr-tha"] : [], ocr["missing"]!.AsArray().Select(m => (string)m!));
        await desk.App.Services.GetRequiredService<OcrClock>().LookAsync(CancellationToken.None);
        Assert.Null(await desk.App.Services.GetRequiredService<EvidenceRegistry.Jobs.JobQueue>().UnfinishedAsync(OcrWork.KindName, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_read_anew_in_the_middle_of_its_pictures_keeps_nothing_of_them()
    {
        var (id, _) = await _pictures.TakenAsync("", "มีตัวอักษร");
        await _pictures.RunAsync((_, _) =>
        {
            SubmissionDesk.ReadAsync(_desk.Curator.PostAsync($"/api/v1/records/{id}/files/a.pdf/read", null).GetAwaiter().GetResult(), HttpStatusCode.Accepted).GetAwaiter().GetResult();
            return Found("ภาพ", 0.8);
        });
        await _pictures.ReadAsync("มีตัวอักษรแล้ว", "มีตัวอักษร");
        Assert.Equal(("pdf", null), await PageAsync(id, 1));
        Assert.Null((await FileAsync(id))["ocr"]);
    }

    [Fact]
    public async Task A_file_read_again_by_a_curator_is_searched_by_its_old_text_until_the_new_one_is_whole_and_quoted_by_both()
    {
        var (id, _) = await _pictures.TakenAsync("ข้อความที่อ่านครั้งแรก");
        await IndexAsync();
        var address = $"/api/v1/records/{id}/files/a.pdf/read";
        Assert.Equal(HttpStatusCode.Forbidden, (await _desk.Submitter.PostAsync(address, null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Curator.PostAsync($"/api/v1/records/{id}/files/b.pdf/read", null)).StatusCode);
        var asked = await SubmissionDesk.ReadAsync(await _desk.Curator.PostAsync(address, null), HttpStatusCode.Accepted);
        var twice = await SubmissionDesk.ReadAsync(await _desk.Curator.PostAsync(address, null), HttpStatusCode.Accepted);
        Assert.Equal(("queued", "unchanged", (long)asked["changeToken"]!), ((string)asked["outcome"]!, (string)twice["outcome"]!, (long)twice["changeToken"]!));
        await IndexAsync();
        Assert.Equal(1, (int)(await SearchAsync("อ่านครั้งแรก"))["total"]!);
        Assert.Equal(1, (int)(await PageOfAsync(id, 1))["textRevision"]!);

        await _pictures.ReadAsync("ข้อความที่อ่านครั้งหลัง");
        await IndexAsync();
        Assert.Equal(1, (int)(await SearchAsync("อ่านครั้งหลัง", (long)asked["changeToken"]!))["total"]!);
        Assert.Equal(0, (int)(await SearchAsync("อ่านครั้งแรก"))["total"]!);
        Assert.Equal("ข้อความที่อ่านครั้งแรก", (string)(await PageOfAsync(id, 1, "?textRevision=1"))["text"]!);
        Assert.Equal(2, (int)(await PageOfAsync(id, 1))["textRevision"]!);
    }

    [Fact]
    public async Task A_file_read_again_in_vain_keeps_the_text_it_had()
    {
        var (id, _) = await _pictures.TakenAsync("ข้อความที่อ่านครั้งแรก");
        await SubmissionDesk.ReadAsync(await _desk.Curator.PostAsync($"/api/v1/records/{id}/files/a.pdf/read", null), HttpStatusCode.Accepted);
        await _pictures.ReadAsync("");
        await IndexAsync();
        Assert.Equal(1, (int)(await SearchAsync("อ่านครั้งแรก"))["total"]!);
        var file = await FileAsync(id);
        Assert.Equal(("read", 1, 1, "no-text"), ((string)file["state"]!, (int)file["textRevision"]!, (int)file["pagesWithText"]!, (string)file["reason"]!));
    }

    [Fact]
    public async Task Text_stays_where_a_reading_in_vain_lost_its_pages_and_pictures_were_read_afterwards()
    {
        var (id, _) = await _pictures.TakenAsync("ข้อความที่พิมพ์ไว้", "");
        await SubmissionDesk.ReadAsync(await _desk.Curator.PostAsync($"/api/v1/records/{id}/files/a.pdf/read", null), HttpStatusCode.Accepted);
        await _pictures.ReadFramesAsync(new PdfOpened(2), new PdfPageLost(1, PdfReason.Timeout, ""), new PdfPageLost(2, PdfReason.Timeout, ""), new PdfEnd(PdfTally.Empty with { Pages = 2 }));
        var asked = await _pictures.RunAsync((_, _) => Found("ข้อความในภาพ", 0.8));
        Assert.Equal([2], asked);
        Assert.Equal("ข้อความที่พิมพ์ไว้", (string)(await PageOfAsync(id, 1))["text"]!);
        Assert.Equal("ข้อความในภาพ", (string)(await PageOfAsync(id, 2))["text"]!);
    }

    [Fact]
    public async Task Pictures_of_files_whose_store_is_away_for_a_while_wait_for_it()
    {
        await _pictures.TakenAsync("");
        await _pictures.TakenAsync("");
        var store = new StoreAway(_desk.App.Folder);
        var away = await _pictures.RunAsync((_, _) =>
        {
            store.Go();
            return OcrPage.Without(PdfReason.Damaged);
        });
        Assert.Equal([1], away);
        Assert.Empty(await _pictures.RunAsync((_, _) => throw new InvalidOperationException("No page should be drawn.")));
        store.Return();
        Assert.Equal([1, 1], await _pictures.RunAsync((_, _) => Found("ภาพ", 0.8)));
    }

    [Fact]
    public async Task Pictures_of_a_file_that_is_gone_are_not_said_to_have_been_looked_at()
    {
        var (id, _) = await _pictures.TakenAsync("");
        File.Delete(Directory.EnumerateFiles(Path.Combine(_desk.App.Folder, "files"), "*", SearchOption.AllDirectories).Single());
        Assert.Empty(await _pictures.RunAsync((_, _) => throw new InvalidOperationException("No page should be drawn.")));
        var file = await FileAsync(id);
        Assert.Equal(("file-missing", null), ((string)file["reason"]!, file["ocr"]));
    }

    private static OcrPage Found(string text, double confidence) => new(text, text, confidence, null);

    private Task IndexAsync() => _desk.App.Services.GetRequiredService<IndexFeed>().DrainAsync(CancellationToken.None);

    private async Task<JsonObject> SearchAsync(string words, long? after = null) => await SubmissionDesk.ReadAsync(
        await _desk.Reader.GetAsync($"/api/v1/search?q={Uri.EscapeDataString($"\"{words}\"")}{(after is null ? "" : $"&after={after}")}"), HttpStatusCode.OK);

    private async Task<(string Source, double? Confidence)> PageAsync(string id, int page)
    {
        var found = await PageOfAsync(id, page);
        return ((string)found["textSource"]!, (double?)found["confidence"]);
    }

    private async Task<JsonObject> PageOfAsync(string id, int page, string more = "") =>
        await SubmissionDesk.ReadAsync(await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf/pages/{page}{more}"), HttpStatusCode.OK);

    private async Task<JsonNode> FileAsync(string id) =>
        (await SubmissionDesk.ReadAsync(await _desk.Submitter.GetAsync($"/api/v1/records/{id}/receipt"), HttpStatusCode.OK))["files"]![0]!;

    private async Task<(long Revisions, int Pages)> StateAsync()
    {
        await using var db = _desk.App.Databases.Open();
        return (await db.Records.SumAsync(r => r.Revision), await db.Pages.CountAsync());
    }
}
