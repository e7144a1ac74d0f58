using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What a source or a person says of one tag reaches what the machine says of the others, though the text stays as it is.</summary>
public sealed class StandingTagTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string Target = "030601", Factor = "030601F0101", Flood = "190102";

    private const string FloodText = "ศึกษาการพยากรณ์อุทกภัยและการเตือนภัยน้ำท่วมในปี 2566 เพื่อลดความเสียหายจากน้ำหลาก";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rejected_sub_target_takes_the_proposed_factors_of_its_chain_with_it_and_a_confirmed_one_brings_them()
    {
        var id = await TaggedAsync(Rice("S1"));
        Assert.Equal("proposed", await StatusAsync(id, Factor));
        await SayAsync(id, Target, "reject");
        await DrainAsync();
        Assert.Equal(("rejected", null), (await StatusAsync(id, Target), await StatusAsync(id, Factor)));
        await desk.App.CatchUpAsync(Cancel);
        var found = await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync($"/api/v1/search?size=100&target={Target}&tagStatus=proposed", Cancel), HttpStatusCode.OK);
        Assert.DoesNotContain(found["hits"]!.AsArray(), h => (string?)h!["id"] == id);

        using var admin = await desk.App.AsAsync(Role.Admin);
        await SayAsync(id, Target, "confirm", admin);
        await DrainAsync();
        Assert.Equal(("confirmed", "proposed"), (await StatusAsync(id, Target), await StatusAsync(id, Factor)));
    }

    [Fact]
    public async Task A_word_taken_back_brings_the_factors_back_too()
    {
        var id = await TaggedAsync(Rice("S2"));
        await SayAsync(id, Target, "reject");
        await DrainAsync();
        await SayAsync(id, $"{Target}/undo", null);
        await DrainAsync();
        Assert.Equal(("proposed", "proposed"), (await StatusAsync(id, Target), await StatusAsync(id, Factor)));
    }

    [Fact]
    public async Task Where_another_text_is_another_question_sub_target_and_factor_come_back_together()
    {
        var study = Rice("S3");
        var id = await TaggedAsync(study);
        await SayAsync(id, Target, "reject");
        await DrainAsync();
        study["abstract"]!["th"] = (string)study["abstract"]!["th"]! + " และบ่อน้ำ";
        await PutAsync(study);
        Assert.Equal(("proposed", "proposed"), (await StatusAsync(id, Target), await StatusAsync(id, Factor)));
    }

    [Fact]
    public async Task A_claim_that_is_withdrawn_leaves_what_the_machine_proposes()
    {
        var study = Study("S4", "ระบบเตือนภัยน้ำท่วมฉับพลัน", FloodText);
        var id = await TaggedAsync(study);
        study["targets"] = new JsonArray(Flood);
        await PutAsync(study);
        Assert.Equal("claimed", await StatusAsync(id, Flood));
        study.Remove("targets");
        await PutAsync(study);
        Assert.Equal("proposed", await StatusAsync(id, Flood));

        // Also where both came before anybody looked.
        study["targets"] = new JsonArray(Flood);
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        study.Remove("targets");
        await PutAsync(study);
        Assert.Equal("proposed", await StatusAsync(id, Flood));
    }

    [Fact]
    public async Task A_word_taken_back_brings_no_proposal_back_that_the_machine_does_not_make_any_more()
    {
        var study = Study("S5", "ระบบเตือนภัยน้ำท่วมฉับพลัน", FloodText);
        var id = await TaggedAsync(study);
        await SayAsync(id, Flood, "confirm");
        (study["title"], study["abstract"]) = (new JsonObject { ["en"] = "A remark on compact operators" }, new JsonObject { ["en"] = "A bounded sequence has a weakly convergent subsequence." });
        await PutAsync(study);
        Assert.Equal("confirmed", await StatusAsync(id, Flood));
        await SayAsync(id, $"{Flood}/undo", null);
        await DrainAsync();
        Assert.Null(await StatusAsync(id, Flood));
    }

    /// <summary>What was said of an older text decides nothing, whatever has become of the tag since: proposed again and claimed, or gone.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rejection_that_lapsed_makes_no_dispute_with_who_speaks_of_the_text_of_today(bool claimed)
    {
        var study = Study($"S7/{claimed}", "ระบบเตือนภัยน้ำท่วมฉับพลัน", FloodText);
        var id = await TaggedAsync(study);
        await SayAsync(id, Flood, "reject");
        await DrainAsync();
        study["abstract"]!["th"] = FloodText + " และน้ำป่า";
        await PutAsync(study);
        Assert.Equal("proposed", await StatusAsync(id, Flood));
        if (claimed)
        {
            study["targets"] = new JsonArray(Flood);
        }
        else
        {
            (study["title"], study["abstract"]) = (new JsonObject { ["en"] = "A remark on compact operators" }, new JsonObject { ["en"] = "A bounded sequence has a weakly convergent subsequence." });
        }

        await PutAsync(study);
        Assert.Equal(claimed ? "claimed" : null, await StatusAsync(id, Flood));
        using var other = await desk.App.AsAsync(Role.Curator, "สวก.");
        await SayAsync(id, Flood, "confirm", other);
        Assert.Equal("confirmed", await StatusAsync(id, Flood));
    }

    /// <summary>The same code may mean another thing in another edition.</summary>
    [Theory]
    [InlineData("2566", true)]
    [InlineData("2561", false)]
    public async Task A_factor_stands_within_a_sub_target_of_the_edition_in_force(string edition, bool proposed)
    {
        var engine = await desk.App.Services.GetRequiredService<TagEngines>().CurrentAsync(Cancel);
        var texts = new TagTexts([new TagField("title.th", "คณะกรรมการลุ่มน้ำและการมีส่วนร่วม", TagFieldKind.Title)], [], "hash", "words");
        var said = new Tag { RecordId = "S8", Scheme = "subTarget", Code = Flood, Edition = edition, Status = TagStatus.Confirmed };
        Assert.DoesNotContain(RecordProposals.Of(engine, texts, []), p => p.Code == "190102F0402");
        Assert.Equal(proposed, RecordProposals.Of(engine, texts, [said]).Any(p => p.Code == "190102F0402"));
    }

    [Theory]
    [InlineData("NaN~1")]
    [InlineData("Infinity~1")]
    [InlineData("1~")]
    public async Task A_cursor_of_the_queue_that_is_none_is_said_to_be_none(string cursor)
    {
        using var answer = await desk.Curator.GetAsync($"/api/v1/tags/queue?cursor={cursor}", Cancel);
        Assert.Equal("cursor-invalid", (await Journeys.ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Word);
    }

    /// <summary>A changed tag makes its record due, and so does what the machine itself changed.</summary>
    [Fact]
    public async Task What_was_decided_is_thought_about_once_and_then_the_record_rests()
    {
        var id = await TaggedAsync(Rice("S6"));
        await SayAsync(id, Target, "reject");
        await DrainAsync();
        await using var db = desk.App.Databases.Open();
        Assert.False(await db.TagsDue.AnyAsync(d => d.RecordId == id, Cancel));
        var before = await db.TagStates.AsNoTracking().SingleAsync(s => s.RecordId == id, Cancel);
        var revision = await db.Records.Where(r => r.Id == id).Select(r => r.Revision).SingleAsync(Cancel);
        desk.App.Time.Advance(TimeSpan.FromSeconds(1));

        // Touched by something that is no business of tags.
        (await db.Records.SingleAsync(r => r.Id == id, Cancel)).Revision++;
        await db.SaveChangesAsync(Cancel);
        await DrainAsync();
        Assert.Equal((before.InputHash, before.At), await db.TagStates.AsNoTracking().Where(s => s.RecordId == id).Select(s => new ValueTuple<string, DateTime>(s.InputHash, s.At)).SingleAsync(Cancel));
        Assert.Equal(revision + 1, await db.Records.AsNoTracking().Where(r => r.Id == id).Select(r => r.Revision).SingleAsync(Cancel));
    }

    /// <summary>The factor brings its sub-target along.</summary>
    private JsonObject Rice(string source) => Study(source, "น้ำฝนกับการทำนาแบบเปียกสลับแห้ง", "อ่างเก็บน้ำและการจัดสรรน้ำในลุ่มน้ำเมื่อเกษตรกรให้น้ำแบบเปียกสลับแห้ง");

    private JsonObject Study(string source, string title, string summary)
    {
        var study = desk.Study($"standing/{source}");
        study["title"] = new JsonObject { ["th"] = title };
        study["abstract"] = new JsonObject { ["th"] = summary };
        return study;
    }

    private async Task<string> TaggedAsync(JsonObject study)
    {
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        await DrainAsync();
        return id;
    }

    private async Task PutAsync(JsonObject study)
    {
        await SubmissionDesk.ReadAsync(await desk.PutAsync(study), HttpStatusCode.OK);
        await DrainAsync();
    }

    private Task DrainAsync() => desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);

    private async Task SayAsync(string id, string concept, string? decision, HttpClient? by = null)
    {
        using var body = decision is null ? null : SubmissionDesk.Json(new JsonObject { ["decision"] = decision });
        using var answer = await (by ?? desk.Curator).PostAsync($"/api/v1/records/{id}/tags/{concept}", body, Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private async Task<string?> StatusAsync(string id, string code)
    {
        await using var db = desk.App.Databases.Open();
        return (await db.Tags.AsNoTracking().SingleOrDefaultAsync(t => t.RecordId == id && t.Code == code, Cancel))?.Status.ToString().ToLowerInvariant();
    }
}
