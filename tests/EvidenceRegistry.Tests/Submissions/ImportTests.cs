using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A funder hands in many studies at once and is told what became of every line.</summary>
public sealed class ImportTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Fact]
    public async Task Every_good_line_is_in_and_every_bad_one_is_named_with_its_place()
    {
        var good = Enumerable.Range(1, 12).Select(n => desk.Desk.Study($"B1/{n}").ToJsonString());
        var job = await desk.ImportAsync([.. good, "{\"source\":\"tsri\",", desk.Desk.Study("B1/13").With("year", 2566).ToJsonString()]);
        Assert.Equal(("done", 14, 12, 2), ((string?)job["state"], (int)job["read"]!, (int)job["created"]!, (int)job["refused"]!));

        var report = await desk.ReportAsync(job);
        Assert.Equal(Enumerable.Range(1, 14), report.Select(l => (int)l!["ordinal"]!));
        Assert.All(report.Take(12), l => Assert.NotNull(l!["id"]));
        Assert.Equal("not-json", (string)report[12]!["problems"]![0]!["code"]!);
        Assert.StartsWith("line 13 column ", (string)report[12]!["problems"]![0]!["place"]!, StringComparison.Ordinal);
        Assert.Equal("{\"source\":\"tsri\",", (string?)report[12]!["raw"]);
        Assert.Equal(("line 14 $.year", "year-not-common-era", "2566"), Problem(report[13]!));
        Assert.Contains("2023", (string)report[13]!["problems"]![0]!["message"]!, StringComparison.Ordinal);
        await desk.Desk.RecordAsync((string)report[0]!["id"]!);
    }

    [Fact]
    public async Task A_file_handed_in_again_writes_nothing()
    {
        string[] lines = [.. Enumerable.Range(1, 20).Select(n => desk.Desk.Study($"B2/{n}").ToJsonString())];
        await desk.ImportAsync(lines);
        var before = await desk.WrittenAsync();
        var again = await desk.ImportAsync(lines);
        Assert.Equal((20, 0), ((int)again["unchanged"]!, (int)again["updated"]!));
        Assert.Equal(before, await desk.WrittenAsync());
        var changed = await desk.ImportAsync([desk.Desk.Study("B2/7").With("year", 2022).ToJsonString(), .. lines.Take(3)]);
        Assert.Equal((3, 1), ((int)changed["unchanged"]!, (int)changed["updated"]!));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        var before = await desk.WrittenAsync();
        string[] lines = [.. Enumerable.Range(1, 30).Select(n => desk.Desk.Study($"B3/{n % 25}").With("year", 2000 + (n / 25)).ToJsonString()), "no"];
        var trial = await desk.ImportAsync(lines, "&dryRun=true");
        Assert.Equal(before, await desk.WrittenAsync());
        var told = await desk.ReportAsync(trial);
        var done = await desk.ReportAsync(await desk.ImportAsync(lines));
        Assert.Equal(done.Select(Told), told.Select(Told));

        static (int, string, string?) Told(JsonNode? line) => ((int)line!["ordinal"]!, (string)line["outcome"]!, (string?)line["problems"]?[0]!["code"]);
    }

    [Fact]
    public async Task One_study_twice_in_one_file_makes_one_record_and_two_versions()
    {
        var job = await desk.ImportAsync([desk.Desk.Study("B4/1").ToJsonString(), desk.Desk.Study("B4/1").With("year", 2020).ToJsonString(), desk.Desk.Study("B4/1").With("year", 2020).ToJsonString()]);
        Assert.Equal((1, 1, 1), ((int)job["created"]!, (int)job["updated"]!, (int)job["unchanged"]!));
        var record = await desk.Desk.RecordAsync((string)(await desk.ReportAsync(job))[2]!["id"]!);
        Assert.Equal((2, 2020), ((int)record["version"]!, (int)record["year"]!));
    }

    [Fact]
    public async Task An_import_full_of_problems_pauses_and_goes_on_when_told_to()
    {
        string[] lines = [.. Enumerable.Range(1, 60).Select(n => n % 2 == 0 ? desk.Desk.Study($"B5/{n}").ToJsonString() : "{}")];
        var job = await desk.ImportAsync(lines);
        Assert.Equal(("paused", 20), ((string?)job["state"], (int)job["read"]!));
        job = await desk.AskAsync(job, "resume");
        Assert.Equal(("paused", 40), ((string?)job["state"], (int)job["read"]!));
        job = await desk.AskAsync(job, "resume");
        job = (string?)job["state"] == "paused" ? await desk.AskAsync(job, "resume") : job;
        Assert.Equal(("done", 60, 30, 30), ((string?)job["state"], (int)job["read"]!, (int)job["created"]!, (int)job["refused"]!));
        using var late = await desk.Desk.Submitter.PostAsync($"/api/v1/jobs/{job["id"]}/resume", null);
        Assert.Equal("job-not-paused", (await ProblemAnswer.ReadAsync(late, HttpStatusCode.Conflict)).Word);
    }

    [Fact]
    public async Task After_a_stop_batches_end_at_the_same_entries_as_without_one()
    {
        // A pause behind more of the file than one batch may hold.
        string[] lines = [.. Enumerable.Range(1, 120).Select(n => n is > 80 and <= 90 ? "{}" : "{" + new string(' ', 150_000) + desk.Desk.Study($"B7stop/{n}").ToJsonString()[1..])];
        var job = await desk.ImportAsync(lines);
        Assert.Equal(("paused", 100), ((string?)job["state"], (int)job["read"]!));
        job = await desk.AskAsync(job, "resume");
        Assert.Equal(("done", 120), ((string?)job["state"], (int)job["read"]!));
        await using var db = desk.Desk.App.Databases.Open();
        var id = (string)job["id"]!;
        Assert.Equal([20, 20, 20, 20, 20, 20], await db.JobParts.Where(p => p.JobId == id).OrderBy(p => p.Part).Select(p => p.Lines).ToListAsync());
    }

    [Fact]
    public async Task A_paused_import_that_is_cancelled_keeps_what_it_took_in()
    {
        string[] lines = [.. Enumerable.Range(1, 60).Select(n => n % 2 == 0 ? desk.Desk.Study($"B6/{n}").ToJsonString() : "{}")];
        var job = await desk.ImportAsync(lines);
        job = await desk.AskAsync(job, "cancel");
        Assert.Equal(("cancelled", 20, 10), ((string?)job["state"], (int)job["read"]!, (int)job["created"]!));
        Assert.Equal(20, (await desk.ReportAsync(job)).Count);
    }

    [Fact]
    public async Task A_line_for_a_source_the_key_may_not_write_to_is_refused_and_the_others_are_taken()
    {
        using var bound = await desk.Desk.App.AsAsync(Role.Submitter, "สกสว. ผูก", ["tsri"]);
        var job = await desk.ImportAsync([desk.Desk.Study("B7/1").ToJsonString(), desk.Desk.Study("B7/2").With("source", "nrct").ToJsonString()], by: bound);
        Assert.Equal((1, 1), ((int)job["created"]!, (int)job["refused"]!));
        Assert.Equal("source-not-allowed", Problem((await desk.ReportAsync(job, bound))[1]!).Code);
        using var refused = await bound.PostAsync("/api/v1/submissions?format=ndjson&source=nrct", new StringContent("{}"));
        Assert.Equal("source-not-allowed", (await ProblemAnswer.ReadAsync(refused, HttpStatusCode.Forbidden)).Word);
        using var other = await desk.Desk.Other.GetAsync($"/api/v1/jobs/{job["id"]}/report");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task The_report_as_CSV_runs_no_formula_and_speaks_the_readers_language()
    {
        var job = await desk.ImportAsync(["=cmd|'/c calc'!A1", desk.Desk.Study("B8/1").ToJsonString()]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job["id"]}/report?format=csv");
        request.Headers.AcceptLanguage.ParseAdd("th");
        using var answer = await desk.Desk.Submitter.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("'=cmd|", lines[1], StringComparison.Ordinal);
        Assert.Contains("ไม่ใช่ JSON", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_of_a_file_counts_what_waits_and_what_is_found()
    {
        var job = await desk.ImportAsync([.. Enumerable.Range(1, 9).Select(n => desk.Desk.Study($"B9/{n}").ToJsonString()), "{}"]);
        var receipt = await desk.ReceiptAsync(job);
        Assert.Equal((10, 9, 0, 9, 1), ((int)receipt["handedIn"]!, (int)receipt["accepted"]!, (int)receipt["searchable"]!, (int)receipt["waiting"]!, (int)receipt["refused"]!));
        await desk.Desk.App.CatchUpAsync();
        receipt = await desk.ReceiptAsync(job);
        Assert.Equal((9, 0), ((int)receipt["searchable"]!, (int)receipt["waiting"]!));
        Assert.Equal("missing", (string)receipt["refusedBecause"]![0]!["code"]!);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job["id"]}/receipt");
        request.Headers.Accept.ParseAdd("text/html");
        using var page = await desk.Desk.Submitter.SendAsync(request);
        Assert.Contains("<td>9</td>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("th", "เสร็จแล้ว", "ไม่รับ", "2569", " น.")]
    [InlineData("en", "done", "Refused", "2026", "")]
    public async Task The_receipt_to_print_speaks_the_readers_language_and_says_when(string language, string state, string refused, string year, string after)
    {
        var job = await desk.ImportAsync([desk.Desk.Study($"B7print-{language}/1").ToJsonString(), "<b>"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job["id"]}/receipt");
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await desk.Desk.Submitter.SendAsync(request);
        var page = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("text/html", HttpStatusCode.OK), (answer.Content.Headers.ContentType!.MediaType, answer.StatusCode));
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<p>{state} · ", page, StringComparison.Ordinal);
        Assert.Matches($"{year} [0-2][0-9]:[0-5][0-9]{after} · {job["id"]}</p>", page);
        Assert.Contains($">{refused}</th><td>1</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_gives_the_same_job()
    {
        var first = await desk.HandInAsync([desk.Desk.Study("B10/1").ToJsonString()], "", null, "again-1");
        var second = await desk.HandInAsync([desk.Desk.Study("B10/1").ToJsonString()], "", null, "again-1");
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        // Left in the queue it would be done in the middle of another test.
        await desk.Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_zip_brings_a_list_and_its_reports_and_a_dry_run_of_it_stores_none()
    {
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var list = archive.CreateEntry("list.ndjson").Open())
            {
                await list.WriteAsync(System.Text.Encoding.UTF8.GetBytes(desk.Desk.Study("B12-1").ToJsonString()));
            }

            await using var report = archive.CreateEntry("B12-1.pdf").Open();
            await report.WriteAsync("%PDF-1.4 of a study in a zip"u8.ToArray());
        }

        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("%PDF-1.4 of a study in a zip"u8));
        var store = desk.Desk.App.Services.GetRequiredService<FileStore>();
        var trial = await desk.ImportBytesAsync(zip.ToArray(), "zip", "&dryRun=true");
        Assert.Equal((1, 1, false), ((int)trial["created"]!, (int)trial["files"]!, store.Has(sha256)));
        var job = await desk.ImportBytesAsync(zip.ToArray(), "zip", "");
        Assert.Equal((1, 1, true), ((int)job["created"]!, (int)job["files"]!, store.Has(sha256)));
        var record = await desk.Desk.RecordAsync((string)(await desk.ReportAsync(job))[0]!["id"]!);
        Assert.Equal("B12-1.pdf", (string?)Assert.Single(record["files"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task A_file_of_a_format_nobody_knows_is_refused_at_the_door()
    {
        using var answer = await desk.Desk.Submitter.PostAsync("/api/v1/submissions?format=word", new StringContent("x"));
        Assert.Equal([("format", "unknown-format")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
    }

    [Fact]
    public async Task A_key_revoked_while_the_file_waits_takes_nothing_in()
    {
        var issued = await desk.Desk.App.KeyAsync(Role.Submitter, "สกสว. ถอน");
        using var client = desk.Desk.App.With(issued.Secret);
        var job = await desk.HandInAsync([desk.Desk.Study("B11/1").ToJsonString()], "", client, null);
        await using (var db = desk.Desk.App.Databases.Open())
        {
            (await db.Keys.SingleAsync(k => k.Id == issued.Key!.Id)).RevokedAt = db.Now;
            await db.SaveChangesAsync();
        }

        await desk.Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
        await using var after = desk.Desk.App.Databases.Open();
        var ended = await after.Jobs.SingleAsync(j => j.Id == (string)job["id"]!);
        Assert.Equal(JobState.Failed, ended.State);
        Assert.False(await after.Origins.AnyAsync(o => o.SourceId == "B11/1"));
    }

    private static (string Place, string Code, string? Text) Problem(JsonNode line) =>
        ((string)line["problems"]![0]!["place"]!, (string)line["problems"]![0]!["code"]!, (string?)line["problems"]![0]!["text"]);
}
