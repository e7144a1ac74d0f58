using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Pages;
using EvidenceRegistry.Tests.Submissions;

namespace EvidenceRegistry.Tests.Duplicates;

/// <summary>One study handed in twice, and what a curator makes of it.</summary>
public sealed class DuplicateTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_copy_with_slips_is_proposed_with_its_reasons_and_nothing_is_merged_by_itself()
    {
        var (one, other) = await TwoAsync("D1", "การประเมินผลระบบเตือนภัยน้ำท่วมฉับพลันในลุ่มน้ำปิงตอนบน", "การประเมินผลระบบเตือนภัยนำ้ท่วมฉับพลันในลุ่มน้ำปิงตอนบบน");
        var pair = await PairAsync(one);
        Assert.Equal(new[] { one, other }.Order(StringComparer.Ordinal), [(string)pair["first"]!["id"]!, (string)pair["second"]!["id"]!]);
        Assert.True((double)pair["score"]! is > 0.87 and < 1);
        Assert.StartsWith("title 0.9", (string)pair["reasons"]![0]!, StringComparison.Ordinal);
        await desk.RecordAsync(other);
        var receipt = await SubmissionDesk.ReadAsync(await desk.Submitter.GetAsync($"/api/v1/records/{other}/receipt"), HttpStatusCode.OK);
        Assert.Equal((one, "title"), ((string)receipt["duplicates"]![0]!["id"]!, (string)receipt["duplicates"]![0]!["why"]!));
    }

    [Fact]
    public async Task Another_part_of_a_series_is_not_proposed()
    {
        var (one, _) = await TwoAsync("D2", "รายงานสถานการณ์คุณภาพน้ำในแม่น้ำสายหลัก ฉบับที่ 12", "รายงานสถานการณ์คุณภาพน้ำในแม่น้ำสายหลัก ฉบับที่ 13");
        Assert.Null(await FindAsync(one));
    }

    [Fact]
    public async Task Merged_records_answer_under_both_ids_and_both_origins_until_that_is_undone()
    {
        var (one, other) = await TwoAsync("D3", "ผลของการปลูกป่าชายเลนต่อรายได้ของชุมชนประมงพื้นบ้าน", "ผลของการปลูกปาชายเลนต่อรายได้ของชุมชนประมงพื้นบ้าน");
        var pair = await PairAsync(one);
        await DecideAsync(pair, new { decision = "same", into = one }, HttpStatusCode.OK);

        using var moved = await desk.Reader.GetAsync($"/api/v1/records/{other}");
        Assert.Equal((HttpStatusCode.PermanentRedirect, $"/api/v1/records/{one}"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        Assert.Equal(["D3/1", "D3/2"], await OriginsAsync(one));

        // Whoever handed it in knows the old id alone: its receipt has moved, and a write is told where to, never carried out on the other.
        using var receipt = await desk.Submitter.GetAsync($"/api/v1/records/{other}/receipt");
        Assert.Equal((HttpStatusCode.PermanentRedirect, $"/api/v1/records/{one}/receipt"), (receipt.StatusCode, receipt.Headers.Location!.ToString()));
        using (var browser = await desk.App.SignedInAsync((await desk.App.KeyAsync(Role.Curator)).Secret))
        {
            using var page = await browser.GetAsync($"/receipts/{other}");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/receipts/{one}"), (page.StatusCode, page.Headers.Location!.ToString()));
            using var record = await browser.GetAsync($"/records/{other}");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/records/{one}"), (record.StatusCode, record.Headers.Location!.ToString()));
        }

        foreach (var write in new[] { desk.Submitter.PutAsync($"/api/v1/records/{other}/files/a.pdf", new ByteArrayContent([1])), desk.Submitter.DeleteAsync($"/api/v1/records/{other}?reason=x") })
        {
            using var refused = await write;
            Assert.Equal("merged", (await ProblemAnswer.ReadAsync(refused, HttpStatusCode.Conflict)).Word);
            Assert.Equal($"/api/v1/records/{one}", refused.Headers.Location!.ToString());
        }

        // Its source speaks again: the layer of the record that stays changes, nothing new is made.
        var again = await SubmissionDesk.ReadAsync(await desk.PutAsync(Study("D3/2", "ผลของการปลูกปาชายเลนต่อรายได้ของชุมชนประมงพื้นบ้าน").With("doi", "10.14456/d3")), HttpStatusCode.OK);
        Assert.Equal((one, "updated"), ((string)again["id"]!, (string)again["outcome"]!));
        Assert.Equal("10.14456/d3", (string?)(await desk.RecordAsync(one))["doi"]);
        Assert.Null(await FindAsync(one));

        using var undo = await desk.Curator.PostAsync($"/api/v1/duplicates/{pair["id"]}/undo", null);
        await SubmissionDesk.ReadAsync(undo, HttpStatusCode.OK);
        Assert.Equal(["D3/1"], await OriginsAsync(one));
        Assert.Equal(["D3/2"], await OriginsAsync(other));
        Assert.Null((await desk.RecordAsync(one))["doi"]);
        Assert.Equal("10.14456/d3", (string?)(await desk.RecordAsync(other))["doi"]);
    }

    [Fact]
    public async Task Files_and_a_curators_words_go_with_a_merge_and_come_back_with_its_undoing()
    {
        var first = (string)(await desk.TakenAsync(Study("D4/1", "ปัจจัยที่มีผลต่อการคงอยู่ของครูในโรงเรียนขนาดเล็ก"), null, ("report.pdf", "%PDF-1.4 a"u8.ToArray())))["id"]!;
        var second = (string)(await desk.TakenAsync(Study("D4/2", "ปัจจัยที่มีผลต่อการคงอยู่ของครูในโรงเรียนขนาดเล็กก"), null, ("report.pdf", "%PDF-1.4 b"u8.ToArray())))["id"]!;
        using var patch = await desk.Curator.PatchAsync($"/api/v1/records/{second}", SubmissionDesk.Json(new JsonObject { ["funder"] = "กองทุนตัวอย่าง" }));
        await SubmissionDesk.ReadAsync(patch, HttpStatusCode.OK);
        await desk.App.CatchUpAsync();
        var pair = await PairAsync(first);
        await DecideAsync(pair, new { decision = "same", into = first }, HttpStatusCode.OK);
        var merged = await desk.RecordAsync(first);
        Assert.Equal("กองทุนตัวอย่าง", (string?)merged["funder"]);
        Assert.Equal(["report (2).pdf", "report.pdf"], merged["files"]!.AsArray().Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));

        using var undo = await desk.Curator.PostAsync($"/api/v1/duplicates/{pair["id"]}/undo", null);
        await SubmissionDesk.ReadAsync(undo, HttpStatusCode.OK);
        Assert.Null((await desk.RecordAsync(first))["funder"]);
        var back = await desk.RecordAsync(second);
        Assert.Equal(("กองทุนตัวอย่าง", "report.pdf"), ((string?)back["funder"], (string?)Assert.Single(back["files"]!.AsArray())!["name"]));
    }

    [Theory]
    [InlineData("restricted", "open", "restricted", null, "restricted")]
    [InlineData("restricted", null, "restricted", "open", "restricted")]
    [InlineData("open", "restricted", "metadataOnly", "open", "restricted")]
    [InlineData("open", null, "open", "metadataOnly", "metadataOnly")]
    [InlineData("open", "metadataOnly", "open", "restricted", "metadataOnly")]
    [InlineData("restricted", "open", "restricted", "open", "open")]
    [InlineData("open", "2027-06-01", "open", "2030-06-01", "2030-06-01")]
    [InlineData("open", "2030-06-01", "open", "2027-06-01", "2030-06-01")]
    [InlineData("restricted", "2027-06-01", "restricted", "open", "2027-06-01")]
    public async Task A_merge_is_as_closed_as_either_record_was_whatever_a_curator_opened(string source, string? curator, string otherSource, string? otherCurator, string merged)
    {
        var name = $"closed {source} {curator} {otherSource} {otherCurator}";
        var (one, other) = (await ClosedAsync($"{name}/1", source, curator), await ClosedAsync($"{name}/2", otherSource, otherCurator));
        await desk.App.CatchUpAsync();
        var (before, beforeOther) = (await AccessAsync(one), await AccessAsync(other));
        Assert.Equal((curator ?? source, otherCurator ?? otherSource), (before.Record, beforeOther.Record));
        var pair = await PairAsync(one);
        await DecideAsync(pair, new { decision = "same", into = one }, HttpStatusCode.OK);
        Assert.Equal((merged, $"{merged} {merged}"), await AccessAsync(one));
        using var undo = await desk.Curator.PostAsync($"/api/v1/duplicates/{pair["id"]}/undo", null);
        await SubmissionDesk.ReadAsync(undo, HttpStatusCode.OK);
        Assert.Equal((before, beforeOther), (await AccessAsync(one), await AccessAsync(other)));

        async Task<string> ClosedAsync(string sourceId, string access, string? said)
        {
            var study = Study(sourceId, "สิทธิการเข้าถึงรายงาน").With("access", access).With("doi", $"10.14456/{name.Replace(' ', '.')}");
            var id = (string)(await desk.TakenAsync(study, null, ($"{sourceId[^1]}.pdf", "%PDF-1.4 c"u8.ToArray())))["id"]!;
            if (said is not null)
            {
                await PatchAsync(id, said.StartsWith('2') ? new JsonObject { ["access"] = "embargoed", ["embargoUntil"] = said } : new JsonObject { ["access"] = said });
            }

            return id;
        }

        async Task<(string Record, string Files)> AccessAsync(string id)
        {
            var record = await desk.RecordAsync(id);
            return (Shown(record), string.Join(' ', record["files"]!.AsArray().Select(f => Shown(f!))));
        }

        static string Shown(JsonNode of) => (string)of["access"]! is var access && access == "embargoed" ? (string)of["embargoUntil"]! : access;
    }

    [Fact]
    public async Task A_curators_word_between_a_merge_and_its_undoing_stays_and_the_other_records_words_go()
    {
        var first = (string)(await desk.TakenAsync(Study("D8/1", "ผลของแสงต่อการเจริญเติบโตของกล้วยไม้").With("doi", "10.14456/d8")))["id"]!;
        var second = (string)(await desk.TakenAsync(Study("D8/2", "ผลของแสงต่อการเจริญเติบโตของกล้วยไมั").With("doi", "10.14456/d8")))["id"]!;
        await PatchAsync(first, new JsonObject { ["title"] = new JsonObject { ["en"] = "Orchids and light" }, ["licence"] = "CC-BY-4.0" });
        await PatchAsync(second, new JsonObject { ["funder"] = "กองทุนตัวอย่าง", ["language"] = "th", ["title"] = new JsonObject { ["th"] = "กล้วยไม้กับแสง" } });
        await desk.App.CatchUpAsync();
        var pair = await PairAsync(first);
        await DecideAsync(pair, new { decision = "same", into = first }, HttpStatusCode.OK);
        await PatchAsync(first, new JsonObject { ["language"] = "en", ["year"] = 2021 });
        var merged = await desk.RecordAsync(first);
        Assert.Equal(("กองทุนตัวอย่าง", "กล้วยไม้กับแสง", "Orchids and light"), ((string?)merged["funder"], (string?)merged["title"]!["th"], (string?)merged["title"]!["en"]));

        using var undo = await desk.Curator.PostAsync($"/api/v1/duplicates/{pair["id"]}/undo", null);
        await SubmissionDesk.ReadAsync(undo, HttpStatusCode.OK);
        var back = await desk.RecordAsync(first);
        Assert.Equal((null, "ผลของแสงต่อการเจริญเติบโตของกล้วยไม้", "Orchids and light"), ((string?)back["funder"], (string?)back["title"]!["th"], (string?)back["title"]!["en"]));
        Assert.Equal(("CC-BY-4.0", "en", 2021), ((string?)back["licence"], (string?)back["language"], (int?)back["year"]));
        Assert.Equal(("กองทุนตัวอย่าง", "th"), ((string?)(await desk.RecordAsync(second))["funder"], (string?)(await desk.RecordAsync(second))["language"]));
    }

    [Fact]
    public async Task Two_records_called_different_are_never_proposed_again()
    {
        var (one, _) = await TwoAsync("D5", "แนวทางการพัฒนาตลาดสินค้าเกษตรอินทรีย์ของจังหวัดน่าน", "แนวทางการพัฒนาตลาดสินค้าเกษตรอินทรีย์ของจังหวัดนาน");
        var pair = await PairAsync(one);
        await DecideAsync(pair, new { decision = "different" }, HttpStatusCode.OK);
        await SubmissionDesk.ReadAsync(await desk.PutAsync(Study("D5/2", "แนวทางการพัฒนาตลาดสินค้าเกษตรอินทรีย์ของจังหวัดน่าน")), HttpStatusCode.OK);
        await desk.App.CatchUpAsync();
        Assert.Null(await FindAsync(one));
        var different = (await desk.Curator.GetFromJsonAsync<JsonObject>("/api/v1/duplicates?state=different"))!["pairs"]!.AsArray();
        Assert.Contains(different, p => (long)p!["id"]! == (long)pair["id"]!);
        Assert.Equal("invalid-request", (await ProblemAnswer.ReadAsync(await desk.Curator.GetAsync("/api/v1/duplicates?state=alike"), HttpStatusCode.BadRequest)).Word);
        Assert.Equal("pair-decided", (await ProblemAnswer.ReadAsync(await PostAsync(pair, new { decision = "same" }), HttpStatusCode.Conflict)).Word);
    }

    [Fact]
    public async Task A_later_version_is_linked_to_the_first_and_both_stay()
    {
        var (one, other) = await TwoAsync("D6", "คู่มือการวัดคาร์บอนในดินของสวนยางพาราภาคใต้", "คู่มือการวัดคาร์บอนในดินของสวนยางพาราภาคใต้");
        await DecideAsync(await PairAsync(one), new { decision = "versionOf", into = one }, HttpStatusCode.OK);
        var related = await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync($"/api/v1/records/{other}/related"), HttpStatusCode.OK);
        Assert.Equal((one, "versionOf"), ((string)related["relations"]![0]!["id"]!, (string)related["relations"]![0]!["type"]!));
    }

    [Fact]
    public async Task One_DOI_is_one_work_whatever_the_titles_say()
    {
        var first = (string)(await desk.TakenAsync(Study("D7/1", "ชื่อหนึ่งของงานวิจัย").With("doi", "10.14456/D7.Same")))["id"]!;
        await desk.TakenAsync(Study("D7/2", "อีกชื่อที่ไม่เหมือนกันเลย").With("doi", "10.14456/d7.same"));
        await desk.App.CatchUpAsync();
        var pair = await PairAsync(first);
        Assert.Equal((1.0, "doi"), ((double)pair["score"]!, (string)pair["reasons"]![0]!));
    }

    [Fact]
    public async Task The_queue_is_for_curators()
    {
        using var answer = await desk.Submitter.GetAsync("/api/v1/duplicates");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task PatchAsync(string id, JsonObject words)
    {
        using var patch = await desk.Curator.PatchAsync($"/api/v1/records/{id}", SubmissionDesk.Json(words));
        await SubmissionDesk.ReadAsync(patch, HttpStatusCode.OK);
    }

    private async Task<(string One, string Other)> TwoAsync(string name, string title, string copy)
    {
        var one = (string)(await desk.TakenAsync(Study($"{name}/1", title)))["id"]!;
        var other = (string)(await desk.TakenAsync(Study($"{name}/2", copy)))["id"]!;
        await desk.App.CatchUpAsync();
        return (one, other);
    }

    private JsonObject Study(string sourceId, string title) => desk.Study(sourceId).With("title", new JsonObject { ["th"] = title });

    private async Task<JsonNode> PairAsync(string first) => await FindAsync(first) ?? throw new InvalidOperationException("No pair was proposed.");

    /// <summary>Goes through the whole queue in pages of three.</summary>
    private async Task<JsonNode?> FindAsync(string first)
    {
        string? cursor = null;
        do
        {
            var page = (await desk.Curator.GetFromJsonAsync<JsonObject>($"/api/v1/duplicates?size=3{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}"))!;
            if (page["pairs"]!.AsArray().FirstOrDefault(p => (string)p!["first"]!["id"]! == first || (string)p["second"]!["id"]! == first) is { } pair)
            {
                return pair;
            }

            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        return null;
    }

    private Task<HttpResponseMessage> PostAsync(JsonNode pair, object decision) => desk.Curator.PostAsJsonAsync($"/api/v1/duplicates/{pair["id"]}", decision);

    private async Task DecideAsync(JsonNode pair, object decision, HttpStatusCode status)
    {
        using var answer = await PostAsync(pair, decision);
        await SubmissionDesk.ReadAsync(answer, status);
    }

    private async Task<string[]> OriginsAsync(string id) =>
        [.. (await desk.RecordAsync(id))["origins"]!.AsArray().Select(o => (string)o!["sourceId"]!).Order(StringComparer.Ordinal)];
}
