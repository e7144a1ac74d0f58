using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Plans;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What counts in the published figures of proposals, and what does not.</summary>
public sealed class TagQualityTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string Waste = "การจัดการขยะมูลฝอยของเทศบาล", AboutWaste = "ศึกษาการคัดแยกขยะและการกำจัดขยะมูลฝอยชุมชน", Code = "180403";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_that_moved_to_another_edition_is_not_counted_once_more_as_missed()
    {
        var id = (string)(await desk.TakenAsync(Study("moved")))["id"]!;
        await DecideAsync(id, "130101@2561", "confirm");
        var before = (await SchemeAsync())["micro"]!.ToJsonString();
        using var move = await desk.Curator.PostAsync("/api/v1/tags/crosswalk?edition=2561", null, Cancel);
        await desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(Cancel);
        Assert.Contains((await TagsAsync(id)), t => (string)t!["code"]! == "130101" && (string)t["edition"]! == "2566" && (string)t["status"]! == "confirmed");
        Assert.Equal(before, (await SchemeAsync())["micro"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_in_dispute_is_no_truth_until_somebody_settles_it()
    {
        var id = await TaggedAsync("dispute");
        using var second = await desk.App.AsAsync(Role.Curator, "สวก.");
        using var admin = await desk.App.AsAsync(Role.Admin);
        var before = await ProposedAsync();
        await DecideAsync(id, Code, "confirm");
        Assert.Equal(before + 1, await ProposedAsync());
        await DecideAsync(id, Code, "reject", second);
        Assert.Equal(before, await ProposedAsync());
        await DecideAsync(id, Code, "reject", admin);
        Assert.Equal(before + 1, await ProposedAsync());
        await DecideAsync(id, Code, "dispute", second);
        Assert.Equal(before, await ProposedAsync());
    }

    [Fact]
    public async Task Records_that_are_gone_and_samples_count_nowhere()
    {
        var id = await TaggedAsync("gone");
        var (decided, records) = (await ProposedAsync(), (int)(await QualityAsync())["records"]!);
        await DecideAsync(id, Code, "confirm");
        Assert.Equal(decided + 1, await ProposedAsync());
        using var removed = await desk.Submitter.DeleteAsync($"/api/v1/records/{id}?reason=ส่งผิด", Cancel);
        Assert.True(removed.IsSuccessStatusCode, await removed.Content.ReadAsStringAsync(Cancel));
        await DrainAsync();
        Assert.Equal(decided, await ProposedAsync());
        Assert.Equal(records - 1, (int)(await QualityAsync())["records"]!);
        Assert.Equal(records - 1, (await SchemeAsync())["byLanguage"]!.AsArray().Sum(b => (int)b!["abstention"]!["records"]!));

        var sample = await TaggedAsync("sample");
        await using (var db = desk.App.Services.GetRequiredService<RegistryDbs>().Open())
        {
            (await db.Records.SingleAsync(r => r.Id == sample, Cancel)).Sample = true;
            await db.SaveChangesAsync(Cancel);
        }

        await DecideAsync(sample, Code, "confirm");
        Assert.Equal(decided, await ProposedAsync());
        Assert.Equal(records - 1, (int)(await QualityAsync())["records"]!);
    }

    [Fact]
    public async Task Figures_stand_apart_by_the_length_of_the_text_and_by_its_language()
    {
        var before = await SchemeAsync();
        var thai = await TaggedAsync("thai");
        var english = await TaggedAsync("english", "Municipal solid waste management and household waste separation", string.Join(' ', Enumerable.Repeat("Landfill of municipal solid waste and recycling of plastic waste.", 10)), "en");
        await DecideAsync(thai, Code, "confirm");
        await DecideAsync(english, Code, "reject");
        await DecideAsync(english, "050101", "confirm");
        var after = await SchemeAsync();
        Assert.Equal((1, 0, 0), Grown("byLanguage", "thai"));
        Assert.Equal((0, 1, 1), Grown("byLanguage", "english"));
        Assert.Equal((0, 0, 0), Grown("byLanguage", "other"));
        Assert.Equal((1, 0, 0), Grown("byLength", "upTo300"));
        Assert.Equal((0, 1, 1), Grown("byLength", "upTo3000"));
        Assert.Equal(["upTo300", "upTo3000", "upTo30000", "longer"], after["byLength"]!.AsArray().Select(b => (string)b!["band"]!));

        (int Confirmed, int Rejected, int Added) Grown(string split, string band)
        {
            var (was, now) = (Band(before, split, band)["micro"]!, Band(after, split, band)["micro"]!);
            return ((int)now["confirmed"]! - (int)was["confirmed"]!, (int)now["rejected"]! - (int)was["rejected"]!, (int)now["added"]! - (int)was["added"]!);
        }
    }

    /// <summary>A reader who hands a report in cannot learn from the figure whether its closed text was about something.</summary>
    [Fact]
    public async Task The_machine_was_silent_where_it_proposed_nothing_and_where_its_word_is_not_known_nothing_is_said()
    {
        await DrainAsync();
        var before = (await SchemeAsync())["abstention"]!;
        await TaggedAsync("silent", "A remark on compact operators", "We show that a bounded sequence in a separable Banach space has a weakly convergent subsequence.", "en");
        Assert.Equal((1, 1), await GrownAsync());
        await TaggedAsync("heard");
        Assert.Equal((2, 1), await GrownAsync());
        var claimed = Study("claimed", "A second remark on compact operators", "Weakly convergent subsequences.", "en");
        claimed["targets"] = new JsonArray("110301");
        var own = (string)(await desk.TakenAsync(claimed))["id"]!;
        await DrainAsync();
        Assert.Equal((2, 1), await GrownAsync());
        await DecideAsync(own, "110301", "confirm");
        Assert.Equal((2, 1), await GrownAsync());
        var closed = Study("closed", "A third remark on compact operators", "Weakly convergent subsequences.", "en");
        closed["access"] = "restricted";
        var id = (string)(await desk.TakenAsync(closed, null, ("report.pdf", [1])))["id"]!;
        await using (var db = desk.App.Services.GetRequiredService<RegistryDbs>().Open())
        {
            (await db.Readings.SingleAsync(r => r.RecordId == id, Cancel)).State = ReadingState.Failed;
            await db.SaveChangesAsync(Cancel);
        }

        await DrainAsync();
        Assert.DoesNotContain(await TagsAsync(id), t => (string)t!["scheme"]! == "subTarget");
        Assert.Equal((2, 1), await GrownAsync());

        async Task<(int Records, int Abstained)> GrownAsync()
        {
            var scheme = await SchemeAsync();
            var now = scheme["abstention"]!;
            Assert.Equal((int)now["abstained"]!, scheme["byLength"]!.AsArray().Sum(b => (int)b!["abstention"]!["abstained"]!));
            return ((int)now["records"]! - (int)before["records"]!, (int)now["abstained"]! - (int)before["abstained"]!);
        }
    }

    [Fact]
    public async Task PostgreSQL_counts_the_same()
    {
        await using var database = await PostgresDatabase.MakeAsync();
        await using var app = new RegistryApp { Settings = [("ConnectionStrings:Postgres", database.Connection)] };
        await using (var db = app.Services.GetRequiredService<RegistryDbs>().Open())
        {
            Assert.Empty((await PlanImport.RunAsync(db, PlanFixture.Seed(), null, Cancel)).Problems);
        }

        await app.Services.GetRequiredService<PlanTrees>().ReloadAsync(Cancel);
        var (submitter, curator) = (await app.AsAsync(Role.Submitter, "สกสว."), await app.AsAsync(Role.Curator));
        var claimed = Study("claimed", "A remark on compact operators", "Weakly convergent subsequences.", "en");
        claimed["targets"] = new JsonArray("110301");
        await desk.TakenAsync(claimed, submitter);
        await desk.TakenAsync(Study("silent", "Another remark on compact operators", "Weakly convergent subsequences.", "en"), submitter);
        var id = (string)(await desk.TakenAsync(Study("heard"), submitter))["id"]!;
        await app.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        await DecideAsync(id, Code, "confirm", curator);
        await DecideAsync(id, "050101", "confirm", curator);
        var quality = await SubmissionDesk.ReadAsync(await app.Reader().GetAsync("/api/v1/tags/quality", Cancel), HttpStatusCode.OK);
        var scheme = Assert.Single(quality["schemes"]!.AsArray(), s => (string)s!["scheme"]! == "subTarget")!;
        Assert.Equal((2, 1), ((int)quality["records"]!, (int)quality["abstained"]!));
        Assert.Equal((2, 1), ((int)scheme["abstention"]!["records"]!, (int)scheme["abstention"]!["abstained"]!));
        Assert.Equal((1, 1), ((int)Band(scheme, "byLanguage", "thai")["micro"]!["confirmed"]!, (int)Band(scheme, "byLength", "upTo300")["micro"]!["added"]!));
    }

    [Fact]
    public void Means_over_concepts_and_bins_are_those_of_the_decisions_one_by_one()
    {
        var tally = new TagTally();
        for (var i = 0; i < 100; i++)
        {
            tally.Add("A", i / 100.0, i >= 50);
        }

        for (var i = 0; i < 10; i++)
        {
            tally.Add("B", i < 5 ? 0.995 : null, i % 5 == 0);
        }

        tally.Add("C", 0.999, false);
        Assert.Equal(new TagFigures(106, 51, 55, 1, 0.4811, 0.9808, 0.6456), tally.Micro);
        Assert.Equal(["A", "B"], tally.Concepts().Keys);
        Assert.Equal((0.35, 0.75, 0.4762), (tally.Macro(c => c.Precision), tally.Macro(c => c.Recall), tally.Macro(c => c.F1)));
        var bins = tally.Calibration();
        Assert.Equal([21, 21, 21, 21, 22], bins.Select(b => b.Count));
        Assert.Equal(new CalibrationBin(0, 0.2, 21, 0.1, 0), bins[0]);
        Assert.Equal(new CalibrationBin(0.42, 0.62, 21, 0.52, 0.619), bins[2]);
        Assert.Equal(0.999, bins[4].To);
        Assert.Equal(0.1254, tally.Brier());
        Assert.Equal(0.2496, tally.BrierOfBaseRate());
    }

    private JsonObject Study(string source, string title = Waste, string summary = AboutWaste, string language = "th")
    {
        var study = desk.Study($"quality/{source}");
        study["title"] = new JsonObject { [language] = title };
        study["abstract"] = new JsonObject { [language] = summary };
        return study;
    }

    private async Task<string> TaggedAsync(string source, string title = Waste, string summary = AboutWaste, string language = "th")
    {
        var id = (string)(await desk.TakenAsync(Study(source, title, summary, language)))["id"]!;
        await DrainAsync();
        return id;
    }

    private Task DrainAsync() => desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);

    private async Task DecideAsync(string id, string concept, string decision, HttpClient? by = null)
    {
        using var answer = await (by ?? desk.Curator).PostAsync($"/api/v1/records/{id}/tags/{concept}", SubmissionDesk.Json(new JsonObject { ["decision"] = decision }), Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private async Task<JsonArray> TagsAsync(string id) => (await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/tags", Cancel), HttpStatusCode.OK))["tags"]!.AsArray();

    private async Task<JsonObject> QualityAsync() => await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync("/api/v1/tags/quality", Cancel), HttpStatusCode.OK);

    private async Task<JsonNode> SchemeAsync() => Assert.Single((await QualityAsync())["schemes"]!.AsArray(), s => (string)s!["scheme"]! == "subTarget")!;

    private async Task<int> ProposedAsync() => (int)(await SchemeAsync())["micro"]!["proposed"]!;

    private static JsonNode Band(JsonNode scheme, string split, string band) => Assert.Single(scheme[split]!.AsArray(), b => (string)b!["band"]! == band)!;
}
