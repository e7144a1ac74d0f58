using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A file that was taken in before: what is unchanged is told without being read, and everything else is found all the same.</summary>
public sealed class AgainTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    // Enough batches of twenty that the later ones are left unread.
    private const int Many = 300;

    [Fact]
    public async Task The_few_that_changed_among_many_are_taken_and_nothing_else_is_written()
    {
        var lines = Lines("A1");
        var first = await desk.ImportAsync(lines);
        var before = await desk.WrittenAsync();
        foreach (var at in (int[])[150, 171, 299])
        {
            lines[at] = desk.Desk.Study($"A1/{at}").With("year", 2019).ToJsonString();
        }

        lines[200] = "{\"source\":";
        var again = await desk.ImportAsync(lines);
        Assert.Equal((3, 296, 1), ((int)again["updated"]!, (int)again["unchanged"]!, (int)again["refused"]!));
        var after = await desk.WrittenAsync();
        Assert.Equal((before.Records, before.Versions + 3, before.Outbox + 3), (after.Records, after.Versions, after.Outbox));
        var (told, ids) = (await desk.ReportAsync(again), await desk.ReportAsync(first));
        Assert.Equal("updated", (string?)told[171]!["outcome"]);
        Assert.Equal(Told(ids).Where((_, at) => at != 200), Told(told).Where((_, at) => at != 200));

        static IEnumerable<(int, int, string?, string?, string?)> Told(JsonArray report) =>
            report.Select(l => ((int)l!["ordinal"]!, (int)l["line"]!, (string?)l["place"], (string?)l["sourceId"], (string?)l["id"]));
    }

    [Fact]
    public async Task Of_two_lines_for_one_study_in_one_batch_the_later_holds_also_when_it_is_what_stood()
    {
        var lines = Lines("A2");
        await desk.ImportAsync(lines);
        var changed = desk.Desk.Study("A2/255").With("year", 2018).ToJsonString();
        var again = await desk.ImportAsync([.. lines.Take(254), changed, .. lines.Skip(254)]);
        Assert.Equal((2, Many - 1), ((int)again["updated"]!, (int)again["unchanged"]!));
        var record = await desk.Desk.RecordAsync((string)(await desk.ReportAsync(again))[254]!["id"]!);
        Assert.Equal(((int)JsonNode.Parse(lines[255])!["year"]!, 3), ((int)record["year"]!, (int)record["version"]!));
    }

    [Fact]
    public async Task A_removed_study_a_curators_words_and_a_strangers_layer_are_met_as_if_every_line_were_read()
    {
        var lines = Lines("A3");
        var report = await desk.ReportAsync(await desk.ImportAsync(lines));
        var removed = (string)report[250]!["id"]!;
        await SubmissionDesk.ReadAsync(await desk.Desk.Submitter.DeleteAsync($"/api/v1/records/{removed}?reason=test"), HttpStatusCode.OK);
        await SubmissionDesk.ReadAsync(await desk.Desk.Curator.PatchAsync($"/api/v1/records/{report[270]!["id"]}", new StringContent("{\"year\": 1999}", Encoding.UTF8, "application/merge-patch+json")), HttpStatusCode.OK);
        using var stranger = await desk.Desk.App.AsAsync(Role.Submitter, "วช. อีกหน่วย", ["tsri"]);
        var theirs = await desk.ImportAsync(lines, by: stranger);
        Assert.Equal(("paused", 0, 20), ((string?)theirs["state"], (int)theirs["unchanged"]!, (int)theirs["refused"]!));
        var again = await desk.ImportAsync(lines);
        Assert.Equal((Many - 1, 1), ((int)again["unchanged"]!, (int)again["refused"]!));
        var told = await desk.ReportAsync(again);
        Assert.Equal("refused", (string?)told[250]!["outcome"]);
        Assert.Equal(("unchanged", "held-by-curator"), ((string?)told[270]!["outcome"], (string?)told[270]!["problems"]?[0]!["code"]));
    }

    [Fact]
    public async Task The_same_said_in_other_words_writes_no_version_and_is_known_at_a_glance_from_then_on()
    {
        var lines = Lines("A4");
        await desk.ImportAsync(lines);
        var before = await desk.WrittenAsync();
        string[] spaced = [.. lines.Select(l => l.Replace("\":", "\" :", StringComparison.Ordinal))];
        var hashes = await HashesAsync("A4");
        Assert.Equal(Many, (int)(await desk.ImportAsync(spaced))["unchanged"]!);
        Assert.Equal(before, await desk.WrittenAsync());
        Assert.Empty((await HashesAsync("A4")).Intersect(hashes));
        Assert.Equal(Many, (int)(await desk.ImportAsync(spaced))["unchanged"]!);
    }

    [Fact]
    public async Task A_table_handed_in_again_is_unchanged_but_for_the_rows_that_are()
    {
        var first = await TableAsync(at => 2560);
        Assert.Equal(Many, (int)first["created"]!);
        var before = await desk.WrittenAsync();
        Assert.Equal(Many, (int)(await TableAsync(at => 2560))["unchanged"]!);
        Assert.Equal(before, await desk.WrittenAsync());
        var again = await TableAsync(at => at == 222 ? 2561 : 2560);
        Assert.Equal((Many - 1, 1), ((int)again["unchanged"]!, (int)again["updated"]!));
    }

    private string[] Lines(string name) => [.. Enumerable.Range(0, Many).Select(n => desk.Desk.Study($"{name}/{n}").ToJsonString())];

    private async Task<List<string?>> HashesAsync(string name)
    {
        await using var db = desk.Desk.App.Databases.Open();
        return await db.Origins.Where(o => o.SourceId.StartsWith(name + "/")).Select(o => o.SentHash).ToListAsync();
    }

    private Task<JsonObject> TableAsync(Func<int, int> year)
    {
        var table = new StringBuilder("รหัสโครงการ,ชื่อเรื่อง (ไทย),ปี พ.ศ.,หน่วยงาน\n");
        for (var at = 0; at < Many; at++)
        {
            table.Append(CultureInfo.InvariantCulture, $"A5/{at},ผลการศึกษาตัวอย่างที่ {at},{year(at)},หน่วยงานตัวอย่าง\n");
        }

        return desk.ImportBytesAsync(Encoding.UTF8.GetBytes(table.ToString()), "csv", "&source=tsri");
    }
}
