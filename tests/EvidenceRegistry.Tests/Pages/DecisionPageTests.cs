using System.Net;
using System.Text.RegularExpressions;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>What curators and administrators make of tags by the pages alone, without script.</summary>
public sealed partial class DecisionPageTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string Flood = "190102";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_curator_disputes_waits_for_an_administrator_who_settles_it()
    {
        var id = await TaggedAsync("D1");
        using var one = await CuratorAsync("ผู้ตรวจหนึ่ง");
        Assert.Contains(id, await one.GetStringAsync("/curate?scheme=subTarget", Cancel), StringComparison.Ordinal);
        Assert.Contains("รออยู่ในคิวเห็นต่างกัน", await SaidAsync(one, "/curate?scheme=subTarget", id, Flood, "Dispute", "กล่าวถึงเท่านั้น"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, await one.GetStringAsync("/curate?scheme=subTarget", Cancel), StringComparison.Ordinal);

        // All choices but the one that is changed stay.
        const string Disputed = "/curate?scheme=subTarget&status=disputed";
        using var other = await CuratorAsync("ผู้ตรวจสอง");
        var queue = await ShownAsync(other, Disputed);
        Assert.Contains("href=\"/curate?scheme=subTarget\"", queue, StringComparison.Ordinal);
        Assert.Contains("href=\"/curate?scheme=area&status=disputed\"", queue, StringComparison.Ordinal);
        var card = Card().Matches(queue).Single(c => c.Value.Contains(id, StringComparison.Ordinal)).Value;
        Assert.Contains("ผู้ตรวจหนึ่ง – ไม่แน่ใจ กล่าวถึงเท่านั้น", card, StringComparison.Ordinal);
        Assert.Contains("ผู้ดูแลระบบเป็นผู้ชี้ขาด", card, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Dispute\"", card, StringComparison.Ordinal);

        Assert.Contains("ยังมีผู้เห็นต่าง", await SaidAsync(other, Disputed, id, Flood, "Confirm"), StringComparison.Ordinal);
        Assert.Equal("disputed", await StatusAsync(id, Flood));

        using var admin = await desk.App.SignedInAsync(Journeys.RegistryApp.AdminKey);
        Assert.Contains("ชี้ขาดว่าไม่ใช่", await ShownAsync(admin, Disputed), StringComparison.Ordinal);
        Assert.Contains("บันทึกว่า 190102", await SaidAsync(admin, Disputed, id, Flood, "Reject"), StringComparison.Ordinal);
        Assert.Equal("rejected", await StatusAsync(id, Flood));
        Assert.DoesNotContain(id, await ShownAsync(admin, Disputed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_curator_adds_a_missed_tag_on_the_page_of_the_record_and_takes_it_back()
    {
        var id = await TaggedAsync("D2");
        var page = $"/records/{id}";
        using var curator = await CuratorAsync("ผู้ตรวจสาม");
        using var unknown = await curator.SendFormAsync(page, $"{page}?handler=Add#add", ("concept", " 1804099 "), ("note", "เรื่องขยะ"));
        var told = WebUtility.HtmlDecode(await unknown.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("ไม่มีรหัส “1804099”", told, StringComparison.Ordinal);
        Assert.Contains("<li>18040", told, StringComparison.Ordinal);
        Assert.Contains("value=\"เรื่องขยะ\"", told, StringComparison.Ordinal);

        foreach (var (written, concept, named) in new[] { ("180403", "180403", "180403 "), ("th57", "TH-57", "TH-57 "), ("2560", "2017", "2560") })
        {
            using var added = await curator.SendFormAsync(page, $"{page}?handler=Add#add", ("concept", written), ("note", "เรื่องขยะ"));
            Assert.Equal((HttpStatusCode.Redirect, $"{page}#tags"), (added.StatusCode, added.Headers.Location!.ToString()));
            var shown = await ShownAsync(curator, page);
            Assert.Contains($"ยืนยัน {named}", shown, StringComparison.Ordinal);
            Assert.Matches($"<details open=\"open\">\\s*<summary><strong>{concept}<", shown);
            Assert.Equal("confirmed", await StatusAsync(id, concept));
        }

        using var undone = await curator.SendFormAsync(page, $"{page}?handler=Undo#tags", ("record", id), ("concept", "2017"));
        Assert.Contains("เอาคืนแล้ว: 2560", await ShownAsync(curator, page), StringComparison.Ordinal);
        Assert.Null(await StatusAsync(id, "2017"));
    }

    [Fact]
    public async Task A_proposed_tag_is_decided_on_the_page_of_the_record_by_those_who_may()
    {
        var id = await TaggedAsync("D3");
        var page = $"/records/{id}";
        foreach (var role in new[] { Role.Submitter, Role.Harvester })
        {
            using var nobody = await desk.App.SignedInAsync((await desk.App.KeyAsync(role)).Secret);
            Assert.DoesNotContain("name=\"decision\"", await ShownAsync(nobody, page), StringComparison.Ordinal);
            foreach (var handler in new[] { "", "?handler=Add" })
            {
                using var refused = await nobody.SendFormAsync(page, page + handler, ("record", id), ("concept", Flood), ("decision", "Confirm"));
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }
        }

        Assert.Equal("proposed", await StatusAsync(id, Flood));
        using var curator = await CuratorAsync("ผู้ตรวจสี่");
        Assert.Contains($"{page}?q=", (await curator.SendFormAsync($"{page}?q=น้ำท่วม", $"{page}?q=น้ำท่วม", ("record", id), ("concept", Flood), ("decision", "Reject"), ("note", "คนละเรื่อง"))).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("rejected", await StatusAsync(id, Flood));
        Assert.Contains("ผู้ตรวจสี่ – ไม่ใช่ คนละเรื่อง", await ShownAsync(curator, page), StringComparison.Ordinal);
    }

    /// <summary>What Enter in a note would press is a button that cannot be pressed (HTML, implicit submission).</summary>
    [Fact]
    public async Task Enter_in_a_note_decides_nothing()
    {
        var id = await TaggedAsync("D4");
        using var curator = await CuratorAsync("ผู้ตรวจห้า");
        foreach (var address in new[] { "/curate", $"/records/{id}" })
        {
            var forms = Form().Matches(await ShownAsync(curator, address)).Select(m => m.Value).Where(f => f.Contains("name=\"decision\"", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(forms);
            Assert.All(forms, f => Assert.Equal("<button disabled hidden>", Button().Match(f).Value));
        }
    }

    private async Task<HttpClient> CuratorAsync(string name) => await desk.App.SignedInAsync((await desk.App.KeyAsync(Role.Curator, actor: name)).Secret);

    /// <summary>Says a word by the form of a page; what the page then says.</summary>
    private static async Task<string> SaidAsync(HttpClient browser, string page, string record, string concept, string decision, string note = "")
    {
        using var answer = await browser.SendFormAsync(page, page, ("record", record), ("concept", concept), ("decision", decision), ("note", note));
        Assert.Equal((HttpStatusCode.Redirect, page), (answer.StatusCode, answer.Headers.Location!.ToString()));
        return Done().Match(await ShownAsync(browser, page)).Value;
    }

    private static async Task<string> ShownAsync(HttpClient browser, string page) => WebUtility.HtmlDecode(await browser.GetStringAsync(page, Cancel));

    private async Task<string> TaggedAsync(string sourceId)
    {
        var study = desk.Study(sourceId);
        study["title"]!["th"] = $"ระบบเตือนภัยน้ำท่วมฉับพลันในลุ่มน้ำน่าน {sourceId}";
        study["abstract"] = new System.Text.Json.Nodes.JsonObject { ["th"] = "ศึกษาการพยากรณ์อุทกภัยและการเตือนภัยน้ำท่วมเพื่อลดความเสียหายจากน้ำหลาก" };
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        return id;
    }

    private async Task<string?> StatusAsync(string id, string code)
    {
        var list = await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/tags", Cancel), HttpStatusCode.OK);
        return (string?)list["tags"]!.AsArray().SingleOrDefault(t => (string?)t!["code"] == code)?["status"];
    }

    [GeneratedRegex("<article.*?</article>", RegexOptions.Singleline)]
    private static partial Regex Card();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<button[^>]*>")]
    private static partial Regex Button();

    [GeneratedRegex("<p class=\"done\".*?</p>")]
    private static partial Regex Done();
}
