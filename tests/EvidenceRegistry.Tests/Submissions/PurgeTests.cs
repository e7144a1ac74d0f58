using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A person's data is taken away for ever, wherever the registry has put it down meanwhile.</summary>
public sealed class PurgeTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Fact]
    public async Task Promise_11_a_purge_leaves_no_word_of_the_record_in_any_row_or_file()
    {
        const string Secret = "นางสาวตัวอย่างส่วนบุคคล";
        var wrong = Personal("P1/1", Secret).With("year", 2566);
        string[] lines = [wrong.ToJsonString(JsonColumn.Options), "{\"sourceId\":\"P1/1\",\"title\":\"" + Secret, Personal("P1/1", Secret).ToJsonString(JsonColumn.Options), desk.Desk.Study("P1/2").With("year", 2566).ToJsonString(JsonColumn.Options)];
        var trial = await desk.ImportAsync(lines, "&dryRun=true");
        var job = await desk.ImportAsync(lines);
        var id = (string)(await desk.ReportAsync(job))[2]!["id"]!;
        using var patch = await desk.Desk.Curator.PatchAsync($"/api/v1/records/{id}", SubmissionDesk.Json(new JsonObject { ["funder"] = Secret }));
        await SubmissionDesk.ReadAsync(patch, HttpStatusCode.OK);
        var again = await desk.ImportAsync([Personal("P1/1", Secret).With("funder", Secret + "2").ToJsonString(JsonColumn.Options)]);
        Assert.Equal("held-by-curator", (string?)(await desk.ReportAsync(again))[0]!["problems"]![0]!["code"]);
        Assert.NotEmpty(await KeptAsync(Secret));

        await PurgeAsync(id);
        Assert.Equal([], await KeptAsync(Secret));
        var report = await desk.ReportAsync(job);
        Assert.Equal(["refused", "refused", "created", "refused"], report.Select(l => (string)l!["outcome"]!));
        Assert.Equal("year-not-common-era", (string?)report[0]!["problems"]![0]!["code"]);
        Assert.Equal("2566", (string?)report[3]!["problems"]![0]!["text"]);
        Assert.Equal(3, (await desk.ReportAsync(trial)).Count(l => (string?)l!["outcome"] == "refused"));
    }

    [Fact]
    public async Task What_was_purged_leaves_nothing_behind_when_it_is_handed_in_again()
    {
        const string Secret = "นายตัวอย่างส่วนบุคคล";
        var id = (string)(await desk.ReportAsync(await desk.ImportAsync([Personal("P2/1", Secret).ToJsonString(JsonColumn.Options)])))[0]!["id"]!;
        await PurgeAsync(id);
        var job = await desk.ImportAsync([Personal("P2/1", Secret).ToJsonString(JsonColumn.Options), Personal("P2/1", Secret).With("year", 2566).ToJsonString(JsonColumn.Options), desk.Desk.Study("P2/2").ToJsonString(JsonColumn.Options)]);
        Assert.Equal(("done", 1, 2), ((string?)job["state"], (int)job["created"]!, (int)job["refused"]!));
        Assert.Equal("removed", (string?)(await desk.ReportAsync(job))[0]!["problems"]![0]!["code"]);
        Assert.Equal([], await KeptAsync(Secret));
    }

    [Fact]
    public async Task A_purge_reaches_the_records_that_were_merged_into_the_one()
    {
        const string Secret = "ผู้ให้สัมภาษณ์ตัวอย่าง";
        var (one, other) = (Titled("P3/1"), Titled("P3/2").With("abstract", new JsonObject { ["th"] = Secret }));
        var into = (string)(await desk.Desk.TakenAsync(one))["id"]!;
        var gone = (string)(await desk.Desk.TakenAsync(other, null, ("report.pdf", Encoding.UTF8.GetBytes("%PDF-1.4 " + Secret))))["id"]!;
        using var patch = await desk.Desk.Curator.PatchAsync($"/api/v1/records/{gone}", SubmissionDesk.Json(new JsonObject { ["funder"] = Secret }));
        await SubmissionDesk.ReadAsync(patch, HttpStatusCode.OK);
        await desk.Desk.App.CatchUpAsync();
        var pairs = await SubmissionDesk.ReadAsync(await desk.Desk.Curator.GetAsync("/api/v1/duplicates?size=100"), HttpStatusCode.OK);
        var pair = pairs["pairs"]!.AsArray().Single(p => (string)p!["first"]!["id"]! == into || (string)p["second"]!["id"]! == into)!;
        using var decided = await desk.Desk.Curator.PostAsync($"/api/v1/duplicates/{pair["id"]}", SubmissionDesk.Json(new JsonObject { ["decision"] = "same", ["into"] = into }));
        await SubmissionDesk.ReadAsync(decided, HttpStatusCode.OK);

        using var underTheOtherId = await desk.Desk.App.Admin().PostAsync($"/api/v1/records/{gone}/purge", null);
        Assert.Equal(HttpStatusCode.Conflict, underTheOtherId.StatusCode);
        await PurgeAsync(into);
        Assert.Equal([], await KeptAsync(Secret));

        JsonObject Titled(string sourceId) => desk.Desk.Study(sourceId).With("title", new JsonObject { ["th"] = "ความคิดเห็นของผู้ปลูกกาแฟบนที่สูงต่อมาตรฐานการผลิต" });
    }

    [Fact]
    public async Task A_purge_that_is_not_committed_leaves_every_byte_and_one_whose_process_ended_is_finished_by_the_next()
    {
        var app = desk.Desk.App;
        var id = (string)(await desk.Desk.TakenAsync(desk.Desk.Study("P4/1"), null, ("report.pdf", "%PDF-1.4 of P4/1"u8.ToArray())))["id"]!;
        var place = Path.Combine(app.Folder, "files");
        await PurgeInAsync(commit: false);
        using var read = await desk.Desk.Curator.GetAsync($"/api/v1/records/{id}/files/report.pdf");
        Assert.Equal("%PDF-1.4 of P4/1"u8.ToArray(), await read.Content.ReadAsByteArrayAsync());

        await PurgeInAsync(commit: true);
        Assert.Contains(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories), f => Holds(File.ReadAllBytes(f), "of P4/1"));
        await app.Services.GetRequiredService<BytesToDelete>().DeleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal([], await KeptAsync("of P4/1"));

        async Task PurgeInAsync(bool commit)
        {
            var cancel = TestContext.Current.CancellationToken;
            await using var db = app.Databases.Open();
            await using var write = await db.BeginWriteAsync(cancel);
            await app.Services.GetRequiredService<Purge>().RunAsync(db, (await Intake.LoadAsync(db, id, cancel))!, null, cancel);
            if (commit)
            {
                await write.CommitAsync(cancel);
            }
        }
    }

    private JsonObject Personal(string sourceId, string text) => desk.Desk.Study(sourceId).With("abstract", new JsonObject { ["th"] = text });

    private async Task PurgeAsync(string id) =>
        await SubmissionDesk.ReadAsync(await desk.Desk.App.Admin().PostAsync($"/api/v1/records/{id}/purge?reason=personal%20data", null), HttpStatusCode.OK);

    /// <summary>Every row and stored file that holds the text, packed or plain.</summary>
    private async Task<List<string>> KeptAsync(string text)
    {
        var kept = Directory.EnumerateFiles(Path.Combine(desk.Desk.App.Folder, "files"), "*", SearchOption.AllDirectories).Where(f => Holds(File.ReadAllBytes(f), text)).ToList();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(desk.Desk.App.Folder, "registry.db")}");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var ask = connection.CreateCommand())
        {
            ask.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
            await using var rows = await ask.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                tables.Add(rows.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            await using var ask = connection.CreateCommand();
            ask.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await ask.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                kept.AddRange(Enumerable.Range(0, rows.FieldCount)
                    .Where(at => rows.GetValue(at) is string value ? value.Contains(text, StringComparison.Ordinal) : rows.GetValue(at) is byte[] bytes && Holds(bytes, text))
                    .Select(at => $"{table}.{rows.GetName(at)}"));
            }
        }

        return kept;
    }

    private static bool Holds(byte[] bytes, string text)
    {
        if (bytes is [0x1f, 0x8b, ..])
        {
            using var plain = new MemoryStream();
            using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            packed.CopyTo(plain);
            bytes = plain.ToArray();
        }

        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
