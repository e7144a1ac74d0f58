using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using EvidenceRegistry.Tests.Submissions;

namespace EvidenceRegistry.Tests.Readings;

public sealed class TextReadingTests : IAsyncLifetime
{
    private static readonly byte[] SomePdf = [.. "%PDF-1.4 "u8];

    private readonly SubmissionDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Pages_are_kept_raw_and_repaired_with_sums_and_the_token_of_the_write_that_brought_them()
    {
        var taken = await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]);
        var (id, token) = ((string)taken["id"]!, (long)taken["changeToken"]!);
        await Reader(Pages(3)).DrainAsync(CancellationToken.None);

        await using var db = _desk.App.Databases.Open();
        var reading = await db.Readings.SingleAsync(r => r.RecordId == id);
        Assert.Equal((ReadingState.Read, 3, 3, 3, 1, (string?)null), (reading.State, reading.Pages, reading.PagesRead, reading.PagesWithText, reading.TextRevision, reading.Reason));
        Assert.Equal([token], await db.Outbox.Where(o => o.RecordId == id && o.Origin != null).Select(o => o.Origin!.Value).ToListAsync());
        var record = await db.Records.SingleAsync(r => r.Id == id);
        Assert.Equal((1, 2L), (record.Version, record.Revision));

        var page = await SubmissionDesk.ReadAsync(await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf/pages/2"), HttpStatusCode.OK);
        Assert.Equal(("หน้า 2", 2, "pdf", 1), ((string)page["text"]!, (int)page["page"]!, (string)page["textSource"]!, (int)page["textRevision"]!));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("หน้า 2"))), (string)page["sha256"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf/pages/4")).StatusCode);
    }

    [Fact]
    public async Task A_reading_that_was_killed_goes_on_behind_the_last_page_stored()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        await Assert.ThrowsAsync<IOException>(() => Reader(Pages(120, dieAfter: 75)).DrainAsync(CancellationToken.None));
        await using (var db = _desk.App.Databases.Open())
        {
            var reading = await db.Readings.SingleAsync(r => r.RecordId == id);
            Assert.Equal((ReadingState.Running, 50), (reading.State, reading.PagesRead));
        }

        var asked = new List<int>();
        await Reader(Pages(120, asked: asked)).DrainAsync(CancellationToken.None);
        Assert.Equal([51], asked);
        await using var after = _desk.App.Databases.Open();
        var whole = await after.Readings.SingleAsync(r => r.RecordId == id);
        Assert.Equal((ReadingState.Read, 120, 120), (whole.State, whole.PagesRead, await after.Pages.CountAsync(p => p.FileId == whole.FileId)));
    }

    [Fact]
    public async Task A_file_that_kills_its_reader_every_time_is_given_up_after_five_tries_and_keeps_its_record()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await Assert.ThrowsAsync<IOException>(() => Reader(Pages(9, dieAfter: 0)).DrainAsync(CancellationToken.None));
        }

        await Reader(Pages(9, dieAfter: 0)).DrainAsync(CancellationToken.None);
        var file = (await ReceiptAsync(id))["files"]![0]!;
        Assert.Equal(("failed", "crash"), ((string)file["state"]!, (string)file["reason"]!));
        Assert.NotNull(await _desk.RecordAsync(id));
    }

    [Fact]
    public async Task A_lost_page_costs_one_page_and_the_receipt_says_so()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        await Reader((_, _, _) => Frames(
            new PdfOpened(3), Page(1, "หน้าแรก"), new PdfPageLost(2, PdfReason.Timeout, ""), Page(3, ""), End(3))).DrainAsync(CancellationToken.None);
        var file = (await ReceiptAsync(id))["files"]![0]!;
        Assert.Equal(("read", 3, 3, 1, "timeout"), ((string)file["state"]!, (int)file["pages"]!, (int)file["pagesRead"]!, (int)file["pagesWithText"]!, (string)file["reason"]!));
        Assert.Contains("too long", (string)file["message"]!, StringComparison.Ordinal);
        var lost = await SubmissionDesk.ReadAsync(await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf/pages/2"), HttpStatusCode.OK);
        Assert.Equal("timeout", (string)lost["reason"]!);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>", "not-a-pdf")]
    [InlineData("", "empty-file")]
    public async Task Bytes_that_are_no_PDF_are_taken_and_say_so_on_the_receipt(string bytes, string reason)
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", Encoding.UTF8.GetBytes(bytes))]))["id"]!;
        await Reader((_, _, _) => throw new InvalidOperationException("Nobody should ask for pages.")).DrainAsync(CancellationToken.None);
        Assert.Equal(("failed", reason), ((string)(await ReceiptAsync(id))["files"]![0]!["state"]!, (string)(await ReceiptAsync(id))["files"]![0]!["reason"]!));
        using var served = await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf");
        Assert.DoesNotContain("html", served.Content.Headers.ContentType!.MediaType!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "file-missing")]
    [InlineData(false, "file-damaged")]
    public async Task Stored_bytes_that_are_missing_or_altered_are_a_clear_refusal_and_a_reason(bool missing, string reason)
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        var stored = Directory.EnumerateFiles(Path.Combine(_desk.App.Folder, "files"), "*", SearchOption.AllDirectories).Single();
        if (missing)
        {
            File.Delete(stored);
        }
        else
        {
            await File.WriteAllBytesAsync(stored, [.. "%PDF-1.5 "u8]);
        }

        using var read = await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf");
        Assert.Equal("file-damaged", (await Journeys.ProblemAnswer.ReadAsync(read, HttpStatusCode.InternalServerError)).Word);
        await Reader(Pages(1)).DrainAsync(CancellationToken.None);
        Assert.Equal(reason, (string)(await ReceiptAsync(id))["files"]![0]!["reason"]!);
    }

    [Fact]
    public async Task Files_whose_store_is_away_for_a_while_wait_for_it()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        var store = new StoreAway(_desk.App.Folder);
        store.Go();
        for (var look = 0; look < 6; look++)
        {
            await Assert.ThrowsAnyAsync<IOException>(() => Reader(Pages(1)).DrainAsync(CancellationToken.None));
            _desk.App.Time.Advance(TimeSpan.FromMinutes(1));
        }

        store.Return();
        await Reader(Pages(1)).DrainAsync(CancellationToken.None);
        Assert.Equal("read", (string)(await ReceiptAsync(id))["files"]![0]!["state"]!);
    }

    [Fact]
    public async Task Tries_in_which_no_process_could_be_started_are_not_held_against_the_file()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        for (var look = 0; look < 6; look++)
        {
            await Assert.ThrowsAsync<System.ComponentModel.Win32Exception>(() => Reader((_, _, _) => throw new System.ComponentModel.Win32Exception(11)).DrainAsync(CancellationToken.None));
            await Reader((_, _, _) => throw new InvalidOperationException("It waits a minute.")).DrainAsync(CancellationToken.None);
            _desk.App.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await Reader(Pages(1)).DrainAsync(CancellationToken.None);
        Assert.Equal("read", (string)(await ReceiptAsync(id))["files"]![0]!["state"]!);
    }

    [Fact]
    public async Task A_file_replaced_before_it_was_read_is_not_read()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        await SubmissionDesk.ReadAsync(await _desk.Submitter.PutAsync($"/api/v1/records/{id}/files/a.pdf", new ByteArrayContent([.. "%PDF-1.7 "u8])), HttpStatusCode.OK);
        await Reader(Pages(1)).DrainAsync(CancellationToken.None);
        await using var db = _desk.App.Databases.Open();
        Assert.Equal([null, "replaced"], await db.Readings.Where(r => r.RecordId == id).OrderBy(r => r.Reason).Select(r => r.Reason).ToListAsync());
    }

    [Fact]
    public async Task A_file_read_again_keeps_the_text_that_was_quoted_before()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        await Reader(Pages(2)).DrainAsync(CancellationToken.None);
        await using (var db = _desk.App.Databases.Open())
        {
            await TextReading.AgainAsync(db, (await db.Files.SingleAsync(f => f.RecordId == id)).Id, CancellationToken.None);
        }

        await Reader((_, _, _) => Frames(new PdfOpened(2), Page(1, "ดีขึ้น 1"), Page(2, "ดีขึ้น 2"), End(2))).DrainAsync(CancellationToken.None);
        var address = $"/api/v1/records/{id}/files/a.pdf/pages/2";
        var newest = await SubmissionDesk.ReadAsync(await _desk.Reader.GetAsync(address), HttpStatusCode.OK);
        var quoted = await SubmissionDesk.ReadAsync(await _desk.Reader.GetAsync($"{address}?textRevision=1"), HttpStatusCode.OK);
        Assert.Equal(("ดีขึ้น 2", 2, "หน้า 2", 1), ((string)newest["text"]!, (int)newest["textRevision"]!, (string)quoted["text"]!, (int)quoted["textRevision"]!));
        Assert.Equal((1, 3), ((int)(await ReceiptAsync(id))["version"]!, (int)(await ReceiptAsync(id))["storedRevision"]!));
    }

    [Fact]
    public async Task A_report_of_two_thousand_pages_is_read_in_portions()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        await Reader(Pages(2_000)).DrainAsync(CancellationToken.None);
        var file = (await ReceiptAsync(id))["files"]![0]!;
        Assert.Equal(("read", 2_000, 2_000), ((string)file["state"]!, (int)file["pages"]!, (int)file["pagesWithText"]!));
    }

    [Fact]
    public async Task Of_a_file_with_more_text_than_is_kept_the_first_pages_are_also_where_its_reading_was_broken_off()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", SomePdf)]))["id"]!;
        var few = new PdfReadingOptions { MaxCharacters = 1_000_000 };
        ReadPages Vast(int? dieAfter) => (_, first, cancel) =>
            Frames([new PdfOpened(10_000), .. Enumerable.Range(first, 10_000).Select(n => Page(n, new string('ก', 10_000)))], dieAfter, cancel);
        await Assert.ThrowsAsync<IOException>(() => Reader(Vast(dieAfter: 60), few).DrainAsync(CancellationToken.None));
        await Reader(Vast(dieAfter: null), few).DrainAsync(CancellationToken.None);

        var file = (await ReceiptAsync(id))["files"]![0]!;
        Assert.Equal(("read", 10_000, 100, 1_000_000, "too-much-text"), ((string)file["state"]!, (int)file["pages"]!, (int)file["pagesRead"]!, (int)file["characters"]!, (string)file["reason"]!));
        Assert.Contains("more text", (string)file["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_names_the_files_whose_later_pages_are_not_searched()
    {
        await using var desk = new SubmissionDesk { App = new() { Settings = [("Indexing:RecordCharacters", "100000")] } };
        await desk.InitializeAsync();
        var services = desk.App.Services;
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", SomePdf), ("b.pdf", SomePdf)]))["id"]!;
        using var reading = new TextReading(
            services.GetRequiredService<RegistryDbs>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<FileSoundness>(),
            (_, _, _) => Frames(new PdfOpened(1), Page(1, new string('ก', 60_000)), End(1)), new PdfReadingOptions(), new ReadingWake(), desk.App.Time, NullLogger<TextReading>.Instance);
        await reading.DrainAsync(CancellationToken.None);
        var receipt = await SubmissionDesk.ReadAsync(await desk.Submitter.GetAsync($"/api/v1/records/{id}/receipt"), HttpStatusCode.OK);
        Assert.Equal([("a.pdf", "read", null), ("b.pdf", "read", "not-all-searched")], receipt["files"]!.AsArray().Select(f => ((string)f!["name"]!, (string)f["state"]!, (string?)f["reason"])));
        Assert.Contains("not searched", (string)receipt["files"]![1]!["message"]!, StringComparison.Ordinal);
        await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync($"/api/v1/records/{id}/files/b.pdf/pages/1"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_real_Thai_report_is_read_in_a_process_of_its_own()
    {
        var corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(corpus), "REGISTRY_CORPUS names no folder of real files.");
        var pdf = Directory.EnumerateFiles(Path.Combine(corpus, "pdf", "thai"), "*.pdf", SearchOption.AllDirectories).OrderBy(f => new FileInfo(f).Length).First();
        var id = (string)(await _desk.TakenAsync(_desk.Study(), files: [("a.pdf", await File.ReadAllBytesAsync(pdf))]))["id"]!;
        await _desk.App.Services.GetRequiredService<TextReading>().DrainAsync(CancellationToken.None);
        var file = (await ReceiptAsync(id))["files"]![0]!;
        Assert.Contains((string)file["state"]!, new[] { "read", "failed" });
        Assert.Equal((int)file["pages"]!, (int)file["pagesRead"]!);
        Assert.True((int)file["pagesWithText"]! > 0 || (string?)file["reason"] is not null, file.ToJsonString());
    }

    private async Task<System.Text.Json.Nodes.JsonObject> ReceiptAsync(string id) =>
        await SubmissionDesk.ReadAsync(await _desk.Submitter.GetAsync($"/api/v1/records/{id}/receipt"), HttpStatusCode.OK);

    private TextReading Reader(ReadPages pages, PdfReadingOptions? options = null)
    {
        var services = _desk.App.Services;
        return new TextReading(
            services.GetRequiredService<RegistryDbs>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<FileSoundness>(),
            pages, options ?? new PdfReadingOptions(), new ReadingWake(), _desk.App.Time, NullLogger<TextReading>.Instance);
    }

    private static PdfPage Page(int number, string text) => new(number, null, text, text, default, false);

    private static PdfEnd End(int pages) => new(PdfTally.Empty with { Pages = pages });

    private static ReadPages Pages(int count, int? dieAfter = null, List<int>? asked = null) => (_, first, cancel) =>
    {
        asked?.Add(first);
        return Frames([new PdfOpened(count), .. Enumerable.Range(first, count - first + 1).Select(n => Page(n, $"หน้า {n}")), End(count)], dieAfter, cancel);
    };

    private static IAsyncEnumerable<PdfFrame> Frames(params PdfFrame[] frames) => Frames(frames, null);

    private static async IAsyncEnumerable<PdfFrame> Frames(PdfFrame[] frames, int? dieAfter, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var frame in frames)
        {
            if (frame is PdfPage page && page.Page > dieAfter)
            {
                throw new IOException("The process is gone.");
            }

            await Task.Yield();
            yield return frame;
        }
    }
}
