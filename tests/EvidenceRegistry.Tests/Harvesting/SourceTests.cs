using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>Sources: what an operator says of them, what they keep to themselves, and when they are left alone.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_key_is_sent_to_its_portal_and_shown_to_nobody()
    {
        const string Key = "a-key-nobody-may-see-0123456789";
        _desk.Fill(3);
        _desk.Portal.Key = Key;
        var source = await _desk.SourceAsync(more: new JsonObject { ["pathStyle"] = "get-ckan", ["keyHeader"] = "api-key", ["key"] = Key });
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", 3), ((string?)plan["state"], (int)plan["add"]!));
        var shown = await _desk.Harvester.GetStringAsync($"/api/v1/harvest/sources/{source}") + await _desk.Harvester.GetStringAsync("/api/v1/harvest/sources") + plan.ToJsonString();
        Assert.DoesNotContain(Key, shown, StringComparison.Ordinal);
        Assert.True((bool)JsonNode.Parse(await _desk.Harvester.GetStringAsync($"/api/v1/harvest/sources/{source}"))!["hasKey"]!);
        Assert.DoesNotContain(_desk.App.Log.Lines, line => line.Contains(Key, StringComparison.Ordinal));
        await using var db = _desk.App.Databases.Open();
        Assert.DoesNotContain(Key, (await db.HarvestSources.SingleAsync()).ProtectedKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_says_what_the_portal_is()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync();
        var test = await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/sources/{source}/test", null), HttpStatusCode.OK);
        Assert.Equal(("CKAN", "2.10.4", "yes", 3, 1, true), ((string?)test["software"], (string?)test["version"], (string?)test["thaiGdc"], (int)test["datasets"]!, (int)test["organisations"]!, (bool)test["harvestable"]!));
        _desk.Portal.Fail(PortalFault.ChangedKey);
        Assert.Equal("portal-failed", (await ProblemAnswer.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/sources/{source}/test", null), HttpStatusCode.BadGateway)).Word);
    }

    [Fact]
    public async Task A_source_that_cannot_be_is_refused_with_every_place_named()
    {
        var body = new JsonObject
        {
            ["name"] = "", ["kind"] = "ckan", ["url"] = "ftp://x", ["pathStyle"] = "odd", ["key"] = "ก", ["schedule"] = "daily", ["pauseWindow"] = "night", ["requestsPerSecond"] = 0, ["quarantineDays"] = -1,
        };
        using var answer = await _desk.Harvester.PostAsJsonAsync("/api/v1/harvest/sources", body);
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal(["$.name", "$.url", "$.pathStyle", "$.key", "$.schedule", "$.pauseWindow", "$.requestsPerSecond", "$.quarantineDays"], problem.Places.Select(p => p.Place));
        await _desk.SourceAsync("twice");
        using var again = await _desk.Harvester.PostAsJsonAsync("/api/v1/harvest/sources", new JsonObject { ["name"] = "twice", ["kind"] = "ckan", ["url"] = "https://x.example" });
        Assert.Equal("source-known", (await ProblemAnswer.ReadAsync(again, HttpStatusCode.Conflict)).Word);
        using var reader = await _desk.Reader.GetAsync("/api/v1/harvest/sources");
        Assert.Equal(HttpStatusCode.Unauthorized, reader.StatusCode);
    }

    [Fact]
    public async Task A_source_is_changed_by_what_is_said_of_it_and_its_key_does_not_travel_to_another_host()
    {
        _desk.Fill(3);
        _desk.Portal.Key = "a-key";
        var source = await _desk.SourceAsync(more: new JsonObject { ["keyHeader"] = "api-key", ["key"] = "a-key" });
        var path = $"/api/v1/harvest/sources/{source}";
        var changed = await HarvestDesk.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["schedule"] = "30 2 * * *", ["maxRemovalPercent"] = 25, ["owner"] = "สำนักงานตัวอย่าง" }), HttpStatusCode.OK);
        Assert.Equal(("30 2 * * *", 25, "สำนักงานตัวอย่าง", true), ((string?)changed["schedule"], (int)changed["maxRemovalPercent"]!, (string?)changed["owner"], (bool)changed["hasKey"]!));
        Assert.NotNull(changed["nextRun"]);
        Assert.Equal("done", (string?)(await _desk.HarvestAsync(source))["state"]);

        var wrong = await ProblemAnswer.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["name"] = "other", ["kind"] = "oai", ["url"] = "https://elsewhere.example", ["schedule"] = "never" }), HttpStatusCode.BadRequest);
        Assert.Equal(["$.key", "$.kind", "$.name", "$.schedule"], wrong.Places.Select(p => p.Place).Order(StringComparer.Ordinal));
        Assert.Equal("$.colour", (await ProblemAnswer.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["colour"] = "red" }), HttpStatusCode.BadRequest)).Places.Single().Place);
        changed = await HarvestDesk.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["url"] = "https://elsewhere.example", ["key"] = null, ["schedule"] = null }), HttpStatusCode.OK);
        Assert.Equal(("https://elsewhere.example", false, null), ((string?)changed["url"], (bool)changed["hasKey"]!, (string?)changed["nextRun"]));
    }

    [Fact]
    public async Task Who_is_bound_to_one_source_neither_asks_another_nor_lets_it_go_on()
    {
        var source = await _desk.SourceAsync("b");
        using var bound = await _desk.App.AsAsync(Role.Harvester, sources: ["a"]);
        foreach (var act in new[] { "test", "resume", "plans" })
        {
            var refused = await ProblemAnswer.ReadAsync(await bound.PostAsync($"/api/v1/harvest/sources/{source}/{act}", null), HttpStatusCode.Forbidden);
            Assert.Equal("source-not-allowed", refused.Word);
        }

        Assert.Empty(_desk.Portal.Asked);
    }

    [Fact]
    public async Task A_source_stays_as_it_is_while_it_is_at_work_and_a_plan_for_its_old_address_never_runs()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync();
        var path = $"/api/v1/harvest/sources/{source}";
        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"{path}/plans", null), HttpStatusCode.Accepted);
        var busy = await ProblemAnswer.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["url"] = "https://elsewhere.example" }), HttpStatusCode.Conflict);
        Assert.Equal("harvest-busy", busy.Word);
        await _desk.DrainAsync();

        var plan = await _desk.HarvestAsync(source, run: false);
        await HarvestDesk.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["schedule"] = "30 2 * * *" }), HttpStatusCode.OK);
        Assert.Equal("ready", (string?)(await _desk.PlanAsync((string)plan["id"]!))["state"]);
        await HarvestDesk.ReadAsync(await _desk.Harvester.PatchAsJsonAsync(path, new JsonObject { ["url"] = "https://elsewhere.example" }), HttpStatusCode.OK);
        plan = await _desk.PlanAsync((string)plan["id"]!);
        Assert.Equal(("stopped", "source-changed"), ((string?)plan["state"], (string?)plan["stopped"]));
        Assert.Equal("plan-not-runnable", (await ProblemAnswer.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/plans/{plan["id"]}/run", null), HttpStatusCode.Conflict)).Word);
    }

    [Fact]
    public async Task What_a_portal_says_of_itself_is_cut()
    {
        _desk.Portal.SiteUrl = "https://" + new string('x', 50_000);
        var source = await _desk.SourceAsync();
        var test = await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/sources/{source}/test", null), HttpStatusCode.OK);
        Assert.InRange(((string)test["identity"]!).Length, 100, 400);
        Assert.InRange(new EvidenceRegistry.Harvesting.PortalException(EvidenceRegistry.Harvesting.PortalFault.ServerError, new string('ก', 50_000)).Message.Length, 100, 400);
        Assert.InRange(new EvidenceRegistry.Pages.SourcesModel { Done = new string('ก', 50_000) }.Done!.Length, 100, 1_000);
    }

    [Fact]
    public async Task A_source_that_is_forgotten_leaves_its_records_and_finds_them_again_under_the_same_name()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        var before = await _desk.KeptAsync();
        using var gone = await _desk.Harvester.DeleteAsync($"/api/v1/harvest/sources/{source}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var asked = await _desk.Harvester.GetAsync($"/api/v1/harvest/sources/{source}");
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        Assert.Equal(before, await _desk.KeptAsync());
        await using (var db = _desk.App.Databases.Open())
        {
            Assert.False(await db.HarvestPlans.AnyAsync() || await db.HarvestSteps.AnyAsync() || await db.HarvestEntries.AnyAsync());
        }

        var run = await _desk.RunAsync(await _desk.HarvestAsync(await _desk.SourceAsync()));
        Assert.Equal((3, 0), ((int)run["unchanged"]!, (int)run["added"]!));
        Assert.Equal(before, await _desk.KeptAsync());
    }

    [Fact]
    public async Task A_private_address_is_not_asked_unless_the_settings_allow_it()
    {
        await using var app = new RegistryApp();
        using var harvester = await app.AsAsync(Role.Harvester);
        var named = await HarvestDesk.ReadAsync(await harvester.PostAsJsonAsync("/api/v1/harvest/sources", new JsonObject { ["name"] = "inside", ["kind"] = "ckan", ["url"] = _desk.Portal.Url }), HttpStatusCode.Created);
        var problem = await ProblemAnswer.ReadAsync(await harvester.PostAsync($"/api/v1/harvest/sources/{named["id"]}/test", null), HttpStatusCode.BadGateway);
        Assert.Contains("address-refused", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(_desk.Portal.Asked);
    }

    [Fact]
    public async Task A_schedule_starts_a_harvest_and_a_failing_portal_rests_longer_each_time_for_everybody_to_see()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync(more: new JsonObject { ["schedule"] = "30 2 * * *" });
        await _desk.SettleAsync();
        Assert.Empty(await _desk.KeptAsync());
        _desk.App.Time.Advance(TimeSpan.FromDays(1));
        await _desk.SettleAsync();
        Assert.Equal(3, (await _desk.KeptAsync()).Count);

        _desk.Portal.Fail(PortalFault.BusyHtml);
        var rests = new List<double>();
        for (var day = 0; day < 3; day++)
        {
            await _desk.HarvestAsync(source);
            var seen = await _desk.GetAsync($"/api/v1/harvest/sources/{source}");
            Assert.Equal((day + 1, "busy: HTTP 503"), ((int)seen["failures"]!, (string?)seen["lastError"]));
            rests.Add(((DateTime)seen["nextTry"]! - _desk.App.Time.GetUtcNow().UtcDateTime).TotalMinutes);
        }

        Assert.Equal([1, 5, 15], rests.Select(r => Math.Round(r)));
        _desk.Portal.Heal();
        await _desk.HarvestAsync(source);
        Assert.Equal((0, null), ((int)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["failures"]!, (string?)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["nextTry"]));
    }

    [Fact]
    public async Task Requests_keep_the_pace_and_the_portals_own_word_on_when_to_come_back()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync(more: new JsonObject { ["requestsPerSecond"] = 0.5 });
        await _desk.HarvestAsync(source);
        var requests = _desk.Portal.Asked.Count;
        Assert.InRange(_desk.Waited.TotalSeconds, 2 * (requests - 2), 2 * requests);
        var before = _desk.Waited;
        _desk.Portal.Asked.Clear();
        _desk.Portal.Fail(PortalFault.TooManyWithRetryAfter, 1);
        await _desk.HarvestAsync(source);
        Assert.InRange((_desk.Waited - before).TotalSeconds, 7, 7 + (2 * _desk.Portal.Asked.Count));
    }

    [Fact]
    public async Task In_its_pause_window_a_source_is_left_alone_and_the_run_goes_on_afterwards()
    {
        _desk.Fill(3);

        // The test's day begins at 10:00 in Thailand.
        var source = await _desk.SourceAsync(more: new JsonObject { ["pauseWindow"] = "08:00-18:00" });
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("stopped", "paused"), ((string?)plan["state"], (string?)plan["stopped"]));
        Assert.Empty(_desk.Portal.Asked);
        Assert.Equal(0, (int)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["failures"]!);
        _desk.App.Time.Advance(TimeSpan.FromHours(9));
        Assert.Equal("done", (string?)(await _desk.HarvestAsync(source))["state"]);
    }
}
