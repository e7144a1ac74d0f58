using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Duplicates;

/// <summary>What people said of the tags of two records that are one.</summary>
public sealed class MergedTagTests : IAsyncLifetime
{
    /// <summary>Sub-target that both copies speak of.</summary>
    private const string Waste = "180403";

    private const string Title = "การจัดการขยะมูลฝอยของเทศบาล", Abstract = "ศึกษาการคัดแยกขยะและการกำจัดขยะมูลฝอยชุมชน";

    private readonly SubmissionDesk _desk = new();

    private HttpClient _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _desk.InitializeAsync();
        _second = await _desk.App.AsAsync(Role.Curator, "สวก.");
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_word_on_a_copy_holds_for_the_record_that_stays_counts_once_and_goes_home_with_the_undoing()
    {
        var (stays, goes) = await TwoAsync();
        await SayAsync(_desk.Curator, goes, Waste, "confirm");
        Assert.Equal(("proposed", 0), await StandsAsync(stays, Waste));
        var before = await ConfirmedAsync();

        var pair = await MergeAsync(stays);
        Assert.Equal(("confirmed", 1), await StandsAsync(stays, Waste));
        Assert.Equal(("proposed", 1), ((string?)(await TagAsync(stays, Waste))!["decisions"]![0]!["before"], before));
        Assert.Equal(before, await ConfirmedAsync());

        await UndoAsync(pair);
        Assert.Equal(("proposed", 0), await StandsAsync(stays, Waste));
        Assert.NotNull((await TagAsync(stays, Waste))!["confidence"]);
        Assert.Equal(("confirmed", 1), await StandsAsync(goes, Waste));
        Assert.Equal(before, await ConfirmedAsync());
    }

    [Fact]
    public async Task Two_who_spoke_of_two_copies_disagree_on_the_one_record_and_each_takes_his_own_word_back()
    {
        var (stays, goes) = await TwoAsync();
        await SayAsync(_desk.Curator, goes, Waste, "confirm");
        await SayAsync(_second, stays, Waste, "reject");
        var pair = await MergeAsync(stays);
        Assert.Equal(("disputed", 2), await StandsAsync(stays, Waste));

        using (var undone = await _desk.Curator.PostAsync($"/api/v1/records/{stays}/tags/{Waste}/undo", null, Cancel))
        {
            await SubmissionDesk.ReadAsync(undone, HttpStatusCode.OK);
        }

        Assert.Equal(("rejected", 2), await StandsAsync(stays, Waste));
        await UndoAsync(pair);
        Assert.Equal(("rejected", 1), await StandsAsync(stays, Waste));
        Assert.Equal(("proposed", 1), await StandsAsync(goes, Waste));
    }

    [Fact]
    public async Task What_was_rejected_of_a_copy_stays_rejected_though_pages_come_along_and_is_claimed_again_after_the_undoing()
    {
        var (stays, goes) = await TwoAsync(new JsonObject { ["targets"] = new JsonArray("110201") }, "การกำจัดขยะมูลฝอย การคัดแยกขยะ และบ่อขยะของเทศบาล");
        await SayAsync(_desk.Curator, goes, Waste, "reject");
        await SayAsync(_desk.Curator, goes, "110201", "reject");
        Assert.Equal("claimed", (await StandsAsync(stays, "110201")).Status);
        var pair = await MergeAsync(stays);
        await DrainAsync();
        Assert.Equal("rejected", (await StandsAsync(stays, Waste)).Status);
        Assert.Equal("rejected", (await StandsAsync(stays, "110201")).Status);

        await UndoAsync(pair);
        Assert.Equal("claimed", (await StandsAsync(stays, "110201")).Status);

        // What its own proposal rests on is known again: another text is another question.
        await SayAsync(_desk.Curator, stays, Waste, "reject");
        await SubmissionDesk.ReadAsync(await _desk.PutAsync(Study("M/1", Title, Abstract + " และบ่อขยะ", new JsonObject { ["targets"] = new JsonArray("110201") })), HttpStatusCode.OK);
        await DrainAsync();
        Assert.Equal("proposed", (await StandsAsync(stays, Waste)).Status);
    }

    [Fact]
    public async Task What_was_rejected_of_a_copy_comes_back_by_another_text_of_the_one_record_and_by_none_of_its_own_after_the_undoing()
    {
        var (stays, goes) = await TwoAsync(null, "การกำจัดขยะมูลฝอย การคัดแยกขยะ และบ่อขยะของเทศบาล");
        await SayAsync(_desk.Curator, goes, Waste, "reject");
        await SayAsync(_second, stays, Waste, "reject");
        var pair = await MergeAsync(stays);
        await DrainAsync();
        Assert.Equal("rejected", (await StandsAsync(stays, Waste)).Status);
        await UndoAsync(pair);
        await DrainAsync();
        Assert.Equal("rejected", (await StandsAsync(stays, Waste)).Status);

        await MergeAsync(stays);
        await DrainAsync();
        Assert.Equal("rejected", (await StandsAsync(stays, Waste)).Status);
        foreach (var layer in new[] { "M/1", "M/2" })
        {
            await SubmissionDesk.ReadAsync(await _desk.PutAsync(Study(layer, Title, Abstract + " และขยะพลาสติก")), HttpStatusCode.OK);
        }

        await DrainAsync();
        Assert.Equal("proposed", (await StandsAsync(stays, Waste)).Status);
    }

    [Fact]
    public async Task A_tag_that_only_the_copy_had_comes_and_goes_but_not_what_was_said_of_it_since()
    {
        var (stays, goes) = await TwoAsync();
        await SayAsync(_desk.Curator, goes, "050101", "confirm");
        await SayAsync(_desk.Curator, goes, "130101", "confirm");
        var pair = await MergeAsync(stays);
        Assert.Equal(("confirmed", 1), await StandsAsync(stays, "050101"));
        await SayAsync(_second, stays, "130101", "confirm");

        await UndoAsync(pair);
        Assert.Equal((null, 0), await StandsAsync(stays, "050101"));
        Assert.Equal(("confirmed", 1), await StandsAsync(stays, "130101"));
        Assert.Equal(("confirmed", 1), await StandsAsync(goes, "130101"));
    }

    [Fact]
    public async Task Words_that_lapsed_because_the_text_changed_decide_nothing_of_the_one_record()
    {
        var (stays, goes) = await TwoAsync();
        await SayAsync(_desk.Curator, goes, Waste, "reject");
        await SubmissionDesk.ReadAsync(await _desk.PutAsync(Study("M/2", Title, Abstract + " และขยะพลาสติก")), HttpStatusCode.OK);
        await DrainAsync();
        Assert.Equal("proposed", (await StandsAsync(goes, Waste)).Status);
        await MergeAsync(stays);
        Assert.Equal(("proposed", 1), await StandsAsync(stays, Waste));
        await SayAsync(_second, stays, Waste, "confirm");
        Assert.Equal("confirmed", (await StandsAsync(stays, Waste)).Status);
    }

    private JsonObject Study(string sourceId, string title, string summary, JsonObject? more = null)
    {
        var study = _desk.Study(sourceId);
        (study["title"], study["abstract"]) = (new JsonObject { ["th"] = title }, new JsonObject { ["th"] = summary });
        foreach (var (name, value) in more ?? [])
        {
            study[name] = value!.DeepClone();
        }

        return study;
    }

    /// <param name="more">Of the first one.</param>
    /// <param name="page">Of the second one's report.</param>
    private async Task<(string Stays, string Goes)> TwoAsync(JsonObject? more = null, string? page = null)
    {
        var stays = (string)(await _desk.TakenAsync(Study("M/1", Title, Abstract, more)))["id"]!;
        var goes = (string)(await _desk.TakenAsync(Study("M/2", Title, Abstract), null, page is null ? [] : [("report.pdf", "%PDF-1.4 a"u8.ToArray())]))["id"]!;
        if (page is not null)
        {
            await using var db = _desk.App.Databases.Open();
            var reading = await db.Readings.SingleAsync(r => r.RecordId == goes, Cancel);
            (reading.State, reading.Pages, reading.PagesRead, reading.PagesWithText) = (ReadingState.Read, 1, 1, 1);
            db.Pages.Add(new Page { FileId = reading.FileId, TextRevision = reading.TextRevision, Number = 1, Raw = page, Text = page, Sha256 = "page", TextSource = "pdf" });
            await db.SaveChangesAsync(Cancel);
        }

        await DrainAsync();
        return (stays, goes);
    }

    private async Task DrainAsync()
    {
        await _desk.App.CatchUpAsync(Cancel);
        await _desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
    }

    /// <returns>The pair.</returns>
    private async Task<long> MergeAsync(string stays)
    {
        var page = (await _desk.Curator.GetFromJsonAsync<JsonObject>("/api/v1/duplicates", Cancel))!;
        var pair = (long)Assert.Single(page["pairs"]!.AsArray())!["id"]!;
        using var answer = await _desk.Curator.PostAsJsonAsync($"/api/v1/duplicates/{pair}", new { decision = "same", into = stays }, Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
        return pair;
    }

    private async Task UndoAsync(long pair)
    {
        using var answer = await _desk.Curator.PostAsync($"/api/v1/duplicates/{pair}/undo", null, Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private static async Task SayAsync(HttpClient by, string id, string concept, string decision)
    {
        using var answer = await by.PostAsJsonAsync($"/api/v1/records/{id}/tags/{concept}", new { decision }, Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private async Task<JsonNode?> TagAsync(string id, string code) =>
        (await SubmissionDesk.ReadAsync(await _desk.Curator.GetAsync($"/api/v1/records/{id}/tags", Cancel), HttpStatusCode.OK))["tags"]!.AsArray().SingleOrDefault(t => (string)t!["code"]! == code);

    private async Task<(string? Status, int Decisions)> StandsAsync(string id, string code) =>
        await TagAsync(id, code) is { } tag ? ((string?)tag["status"], tag["decisions"]!.AsArray().Count) : (null, 0);

    private async Task<int> ConfirmedAsync() =>
        (await SubmissionDesk.ReadAsync(await _desk.Reader.GetAsync("/api/v1/tags/quality", Cancel), HttpStatusCode.OK))["schemes"]!.AsArray()
            .Where(s => (string)s!["scheme"]! == "subTarget").Sum(s => (int)s!["micro"]!["confirmed"]!);
}
