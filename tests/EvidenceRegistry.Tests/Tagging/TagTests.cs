using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What the machine proposes, what people make of it, and who sees what.</summary>
public sealed class TagTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string Flood = "ระบบเตือนภัยน้ำท่วมฉับพลันในลุ่มน้ำน่าน จังหวัดน่าน";

    [Fact]
    public async Task A_study_about_floods_is_proposed_its_sub_target_with_the_words_that_say_so()
    {
        var id = await TaggedAsync("T1", Flood, "ศึกษาการพยากรณ์อุทกภัยและการเตือนภัยน้ำท่วมในปี 2566 เพื่อลดความเสียหายจากน้ำหลาก");
        var tag = await TagAsync(id, "190102");
        Assert.Equal("proposed", (string?)tag["status"]);
        Assert.InRange((double)tag["confidence"]!, 0.4, 1);
        var reasons = tag["reasons"]!.AsArray();
        Assert.Contains(reasons, r => ((string)r!["text"]!).Contains("น้ำท่วม", StringComparison.Ordinal));
        Assert.All(reasons, r => Assert.InRange((int)r!["end"]! - (int)r["start"]!, 1, 200));
        Assert.NotNull((string?)tag["model"]);
        Assert.Equal("TH-55", (string?)(await TagAsync(id, "TH-55"))["code"]);
        Assert.Equal("year", (string?)(await TagAsync(id, "2023"))["scheme"]);
    }

    /// <summary>That the text is about the sub-target is told by the factor: by its own words it would not be proposed.</summary>
    [Fact]
    public async Task A_factor_that_a_text_speaks_of_brings_its_likely_sub_target_along()
    {
        var id = await TaggedAsync("T12", "น้ำฝนกับการทำนาแบบเปียกสลับแห้ง", "อ่างเก็บน้ำและการจัดสรรน้ำในลุ่มน้ำเมื่อเกษตรกรให้น้ำแบบเปียกสลับแห้ง");
        var factor = await TagAsync(id, "030601F0101");
        var target = await TagAsync(id, "030601");
        Assert.Equal("proposed", (string?)target["status"]);
        Assert.Equal((double)factor["confidence"]!, (double)target["confidence"]!);
        Assert.Contains(target["reasons"]!.AsArray(), r => ((string)r!["text"]!).Contains("เปียกสลับแห้ง", StringComparison.Ordinal));
        Assert.Empty(target["rivals"]!.AsArray());
    }

    /// <summary>The closed page is plainly about the sub-target, which the open text is only likely to be about.</summary>
    [Fact]
    public async Task Closed_text_takes_no_open_factor_away_and_changes_nothing_in_it()
    {
        var engine = await desk.App.Services.GetRequiredService<TagEngines>().CurrentAsync(TestContext.Current.CancellationToken);
        TagField[] open = [new("title", "การทำนาแบบเปียกสลับแห้ง", TagFieldKind.Title), new("abstract", "เปรียบเทียบการให้น้ำแบบเปียกสลับแห้งกับการขังน้ำตลอดฤดู", TagFieldKind.Abstract)];
        var closed = new TagField("page", "ผลผลิตต่อไร่ของข้าวและประสิทธิภาพการผลิตสินค้าเกษตรของเกษตรกรเพิ่มขึ้นด้วยปุ๋ยสั่งตัดตามค่าวิเคราะห์ดินและการปรับปรุงบำรุงดิน", TagFieldKind.Page) { File = "f1", Page = 1 };
        var alone = RecordProposals.Of(engine, new TagTexts(open, [], "h", "w"), []);
        var both = RecordProposals.Of(engine, new TagTexts(open, [closed], "h", "w"), []);
        Assert.Contains(alone, p => p.Code == "030601F0101");
        Assert.Equal(alone.Select(p => (p.Code, p.Confidence)), both.Where(p => p.Files.Count == 0).Select(p => (p.Code, p.Confidence)));
        Assert.Contains(both, p => p.Files.Contains("f1"));
        Assert.Equal(both.Count, both.DistinctBy(p => (p.Scheme, p.Code)).Count());
    }

    [Fact]
    public async Task A_text_about_nothing_in_the_plan_gets_no_proposal()
    {
        var id = await TaggedAsync("T2", "A remark on compact operators", "We show that a bounded sequence in a separable Banach space has a weakly convergent subsequence.");
        Assert.DoesNotContain(await TagsAsync(id), t => (string)t!["scheme"]! is "subTarget" or "factor");
    }

    [Fact]
    public async Task A_rejected_tag_does_not_come_back_and_a_confirmed_one_stays_whatever_the_machine_says()
    {
        var id = await TaggedAsync("T3", "การจัดการขยะมูลฝอยของเทศบาล", "ศึกษาการคัดแยกขยะและการกำจัดขยะมูลฝอยชุมชน");
        await DecideAsync(id, "180403", new { decision = "reject", note = "เป็นเรื่องอื่น" });
        await DecideAsync(id, "050101", new { decision = "confirm" });
        await RetagAsync();
        Assert.Equal("rejected", (string?)(await TagAsync(id, "180403"))["status"]);
        Assert.Equal("confirmed", (string?)(await TagAsync(id, "050101"))["status"]);

        // Another text is another question.
        await SubmissionDesk.ReadAsync(await desk.PutAsync(Study("T3", "การจัดการขยะมูลฝอยและขยะพลาสติกของเทศบาล", "ศึกษาการคัดแยกขยะ การกำจัดขยะมูลฝอย และบ่อขยะ")), HttpStatusCode.OK);
        await DrainAsync();
        Assert.Equal("proposed", (string?)(await TagAsync(id, "180403"))["status"]);
    }

    [Fact]
    public async Task Two_people_who_disagree_make_a_dispute_and_undoing_brings_back_what_stood()
    {
        var id = await TaggedAsync("T4", "ความปลอดภัยทางถนนกับการเมาแล้วขับ", "ศึกษาอุบัติเหตุทางถนนและผู้เสียชีวิตช่วง 7 วันอันตราย");
        await DecideAsync(id, "070105", new { decision = "confirm" });
        using var curator = await desk.App.AsAsync(Role.Curator, "สวก.");
        await DecideAsync(id, "070105", new { decision = "reject" }, curator);
        Assert.Equal("disputed", (string?)(await TagAsync(id, "070105"))["status"]);

        using var undo = await curator.PostAsync($"/api/v1/records/{id}/tags/070105/undo", null);
        await SubmissionDesk.ReadAsync(undo, HttpStatusCode.OK);
        Assert.Equal("confirmed", (string?)(await TagAsync(id, "070105"))["status"]);
    }

    [Fact]
    public async Task The_queue_shows_what_waits_with_its_reasons_and_is_for_curators()
    {
        var id = await TaggedAsync("T5", "ฝุ่น PM2.5 และหมอกควันในภาคเหนือ", "วิเคราะห์มลพิษทางอากาศจากการเผาในที่โล่ง");
        var page = await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync("/api/v1/tags/queue?scheme=subTarget&concept=180402&size=100"), HttpStatusCode.OK);
        var item = Assert.Single(page["items"]!.AsArray(), i => (string?)i!["recordId"] == id);
        Assert.NotEmpty(item!["tag"]!["reasons"]!.AsArray());
        Assert.NotNull(item["tag"]!["rivals"]);
        using var refused = await desk.Submitter.GetAsync("/api/v1/tags/queue");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_search_finds_proposed_tags_when_asked_and_not_else()
    {
        var id = await TaggedAsync("T6", "ปะการังฟอกขาวกับหญ้าทะเล", "ระบบนิเวศทางทะเลและปะการัง");
        await desk.App.CatchUpAsync();
        Assert.DoesNotContain(id, await FoundAsync("target=180201"));
        Assert.Contains(id, await FoundAsync("target=180201&tagStatus=proposed"));
        await DecideAsync(id, "180201", new { decision = "confirm" });
        await desk.App.CatchUpAsync();
        Assert.Contains(id, await FoundAsync("target=180201"));
    }

    [Fact]
    public async Task Quality_counts_what_people_said_of_proposals_and_what_was_missed()
    {
        var id = await TaggedAsync("T7", "ไข้เลือดออกและเบาหวานในชุมชน", "พฤติกรรมสุขภาพ โรคไม่ติดต่อ เบาหวาน ความดันโลหิตสูง");
        await DecideAsync(id, "130101", new { decision = "confirm" });
        await DecideAsync(id, "130201", new { decision = "confirm" });
        var schemes = (await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync("/api/v1/tags/quality"), HttpStatusCode.OK))["schemes"]!.AsArray();
        var micro = Assert.Single(schemes, s => (string)s!["scheme"]! == "subTarget")!["micro"]!;
        Assert.True((int)micro["confirmed"]! >= 1);
        Assert.True((int)micro["added"]! >= 1);
        Assert.InRange((double)micro["recall"]!, 0.01, 0.99);
    }

    private JsonObject Study(string source, string title, string summary)
    {
        var study = desk.Study($"tag/{source}");
        study["title"] = new JsonObject { ["th"] = title };
        study["abstract"] = new JsonObject { ["th"] = summary };
        return study;
    }

    private async Task<string> TaggedAsync(string source, string title, string summary)
    {
        var id = (string)(await desk.TakenAsync(Study(source, title, summary)))["id"]!;
        await DrainAsync();
        return id;
    }

    private Task DrainAsync() => desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(TestContext.Current.CancellationToken);

    private async Task RetagAsync()
    {
        using var answer = await desk.Curator.PostAsync("/api/v1/tags/retag", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        Assert.Equal("done", (string?)(await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync(answer.Headers.Location), HttpStatusCode.OK))["state"]);
    }

    private async Task<JsonArray> TagsAsync(string id) =>
        (await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/tags"), HttpStatusCode.OK))["tags"]!.AsArray();

    private async Task<JsonNode> TagAsync(string id, string code) => Assert.Single(await TagsAsync(id), t => (string)t!["code"]! == code)!;

    private async Task DecideAsync(string id, string concept, object decision, HttpClient? by = null)
    {
        using var answer = await (by ?? desk.Curator).PostAsync($"/api/v1/records/{id}/tags/{concept}", SubmissionDesk.Json(System.Text.Json.JsonSerializer.SerializeToNode(decision)!.AsObject()));
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string question) =>
        [.. (await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync($"/api/v1/search?size=100&{question}"), HttpStatusCode.OK))["hits"]!.AsArray().Select(h => (string)h!["id"]!)];
}
