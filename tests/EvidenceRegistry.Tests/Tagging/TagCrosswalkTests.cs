using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What another edition of the plan means for the tags that stand.</summary>
public sealed class TagCrosswalkTests : IAsyncLifetime
{
    private readonly SubmissionDesk _desk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_tag_of_an_older_edition_has_its_successor_or_waits_for_a_person_with_the_reason()
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study("crosswalk/1")))["id"]!;
        using var said = await _desk.Curator.PostAsync($"/api/v1/records/{id}/tags/110301@2561", SubmissionDesk.Json(new JsonObject { ["decision"] = "confirm" }));
        await SubmissionDesk.ReadAsync(said, HttpStatusCode.OK);
        await using (var db = _desk.App.Services.GetRequiredService<RegistryDbs>().Open())
        {
            var record = await db.Records.Include(r => r.Tags).SingleAsync(r => r.Id == id, Cancel);
            record.Tags.Add(new Tag { RecordId = id, Scheme = "subTarget", Code = "990101", Edition = "2561", Status = TagStatus.Claimed });
            await db.SaveChangesAsync(Cancel);
        }

        var report = await SubmissionDesk.ReadAsync(await _desk.Curator.GetAsync("/api/v1/tags/crosswalk?edition=2561"), HttpStatusCode.OK);
        Assert.Equal(("2561", "2566", 1, 1), ((string)report["from"]!, (string)report["to"]!, (int)report["clear"]!, (int)report["person"]!));
        var lines = report["lines"]!.AsArray();
        Assert.Equal(("990101", "unjoined", 1), ((string)lines[0]!["code"]!, (string)lines[0]!["why"]!, (int)lines[0]!["claimed"]!));
        Assert.Equal(("110301", "110301", "same", 1), ((string)lines[1]!["code"]!, (string)lines[1]!["to"]![0]!, (string)lines[1]!["relations"]![0]!, (int)lines[1]!["confirmed"]!));

        using var unknown = await _desk.Curator.GetAsync("/api/v1/tags/crosswalk?edition=2500");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task What_people_have_dealt_with_waits_no_longer_and_the_rest_is_named()
    {
        await SplitAsync();
        var (one, two) = (await TaggedAsync("split/1", "110301@2561"), await TaggedAsync("split/2", "110301@2561"));
        var left = await TaggedAsync("retired/1", "130101@2561");
        await DecideAsync(await TaggedAsync("retired/2"), "130101@2561", "reject");
        _desk.App.Time.Advance(TimeSpan.FromMinutes(1));
        await DecideAsync(left, "190102@2561", "confirm");
        var report = await ReportAsync();
        Assert.Equal((1, 3, 1), Figures(report));
        Assert.Equal(("split", 0), ((string)Line(report, "110301")["why"]!, (int)Line(report, "110301")["done"]!));
        Assert.Equal(new[] { one, two }.Order(StringComparer.Ordinal), Records(report, "110301"));
        Assert.Equal(("retired", 1), ((string)Line(report, "130101")["why"]!, (int)Line(report, "130101")["done"]!));
        Assert.Equal([left], Records(report, "130101"));

        // What a job moves is done with, and is nobody's look at the record.
        using (await _desk.Curator.PostAsync("/api/v1/tags/crosswalk?edition=2561", null, Cancel))
        {
            await _desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(Cancel);
        }

        Assert.Equal((0, 3, 2), Figures(await ReportAsync()));
        await DecideAsync(one, "110201", "confirm");
        await DecideAsync(left, "050101", "confirm");
        report = await ReportAsync();
        Assert.Equal((0, 1, 4), Figures(report));
        Assert.Equal([two], Records(report, "110301"));
        await DecideAsync(two, "110301", "confirm");
        report = await ReportAsync();
        Assert.Equal((0, 0, 5), Figures(report));
        Assert.False((bool)Line(report, "110301")["person"]!);
    }

    [Fact]
    public async Task The_queue_lists_a_concept_of_one_edition_alone()
    {
        var old = await TaggedAsync("edition/1", "110301@2561");
        var now = await TaggedAsync("edition/2", "110301@2566");
        async Task<string[]> ListedAsync(string concept) =>
            [.. (await SubmissionDesk.ReadAsync(await _desk.Curator.GetAsync($"/api/v1/tags/queue?status=confirmed&concept={concept}"), HttpStatusCode.OK))["items"]!.AsArray().Select(i => (string)i!["recordId"]!)];
        Assert.Equal([old], await ListedAsync("110301@2561"));
        Assert.Equal([now], await ListedAsync("110300@2566"));
        Assert.Equal([old, now], await ListedAsync("110301"));
        await using (var db = _desk.App.Databases.Open())
        {
            db.Tags.Add(new Tag { RecordId = old, Scheme = "subTarget", Code = "990101", Edition = "2561", Status = TagStatus.Confirmed });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal([old], await ListedAsync("990101@2561"));
    }

    /// <summary>From now on one code was split and one retired.</summary>
    private async Task SplitAsync()
    {
        await using var db = _desk.App.Databases.Open();
        db.Crosswalks.RemoveRange(await db.Crosswalks.Where(x => x.FromEdition == "2561" && (x.FromCode == "110301" || x.FromCode == "130101")).ToListAsync(Cancel));
        foreach (var (from, to, relation) in new[] { ("110301", "110301", "split"), ("110301", "110201", "split"), ("130101", null, "retired") })
        {
            db.Crosswalks.Add(new Crosswalk { FromCode = from, FromEdition = "2561", ToCode = to, ToEdition = "2566", Relation = relation });
        }

        await db.SaveChangesAsync(Cancel);
        await _desk.App.Services.GetRequiredService<PlanTrees>().ReloadAsync(Cancel);
    }

    private async Task<string> TaggedAsync(string sourceId, string? concept = null)
    {
        var id = (string)(await _desk.TakenAsync(_desk.Study(sourceId)))["id"]!;
        if (concept is not null)
        {
            await DecideAsync(id, concept, "confirm");
        }

        return id;
    }

    private async Task DecideAsync(string id, string concept, string decision)
    {
        using var said = await _desk.Curator.PostAsync($"/api/v1/records/{id}/tags/{concept}", SubmissionDesk.Json(new JsonObject { ["decision"] = decision }), Cancel);
        await SubmissionDesk.ReadAsync(said, HttpStatusCode.OK);
    }

    private async Task<JsonObject> ReportAsync() => await SubmissionDesk.ReadAsync(await _desk.Curator.GetAsync("/api/v1/tags/crosswalk?edition=2561", Cancel), HttpStatusCode.OK);

    private static (int Clear, int Person, int Done) Figures(JsonObject report) => ((int)report["clear"]!, (int)report["person"]!, (int)report["done"]!);

    private static JsonNode Line(JsonObject report, string code) => Assert.Single(report["lines"]!.AsArray(), l => (string)l!["code"]! == code)!;

    private static string[] Records(JsonObject report, string code) => [.. Line(report, code)["records"]!.AsArray().Select(r => (string)r!)];
}
