using System.Net;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A portal kept in step: plan, run, quarantine, return, undo.</summary>
public sealed class HarvestTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_portal_is_planned_before_anything_is_stored_and_then_stored_whole()
    {
        _desk.Fill(25);
        var source = await _desk.SourceAsync();
        var plan = await _desk.HarvestAsync(source, run: false);
        Assert.Equal(("ready", 25, 25, 0, 0), ((string?)plan["state"], (int)plan["gathered"]!, (int)plan["add"]!, (int)plan["change"]!, (int)plan["remove"]!));
        Assert.Empty(await _desk.KeptAsync());

        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/plans/{plan["id"]}/run", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        plan = await _desk.PlanAsync((string)plan["id"]!);
        var run = await _desk.RunAsync(plan);
        Assert.Equal(("done", 25, 0, true), ((string?)plan["state"], (int)run["added"]!, (int)run["left"]!, (bool)run["closes"]!));
        var kept = await _desk.KeptAsync();
        Assert.Equal(25, kept.Count);
        var record = await HarvestDesk.ReadAsync(await _desk.Reader.GetAsync($"/api/v1/records/{kept[HarvestDesk.IdOf(3)].RecordId}"), HttpStatusCode.OK);
        Assert.Equal(("dataset", "ชุดข้อมูลตัวอย่าง 3", 2021), ((string?)record["kind"], (string?)record["title"]!["th"], (int)record["lastYear"]!));
    }

    [Fact]
    public async Task A_second_run_with_nothing_changed_asks_little_and_writes_nothing()
    {
        _desk.Fill(25);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        var before = await VersionsAsync();
        _desk.Portal.Asked.Clear();

        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", 25, 0), ((string?)plan["state"], (int)plan["unchanged"]!, (int)plan["add"]!));
        Assert.Equal(before, await VersionsAsync());
        Assert.Equal(["status_show", "package_search"], _desk.Portal.Asked.Select(a => a.Split('?')[0]));
    }

    [Fact]
    public async Task What_changed_is_changed_with_its_differences_shown_and_what_vanished_waits_in_quarantine_keeps_its_id_and_returns()
    {
        _desk.Fill(25);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        var first = await _desk.KeptAsync();
        _desk.Put(3, revision: 1);
        _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(5));

        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", 1, 1, 23), ((string?)plan["state"], (int)plan["change"]!, (int)plan["remove"]!, (int)plan["unchanged"]!));
        Assert.Contains("title", plan["samples"]!["change"]![0]!["differences"]!.AsArray().Select(d => (string?)d!["member"]));
        var kept = await _desk.KeptAsync();
        Assert.Equal((RecordState.Live, "ชุดข้อมูลตัวอย่าง 3 ปรับปรุงครั้งที่ 1"), (kept[HarvestDesk.IdOf(3)].State, kept[HarvestDesk.IdOf(3)].Title));
        Assert.Equal(RecordState.Quarantined, kept[HarvestDesk.IdOf(5)].State);
        var marked = await HarvestDesk.ReadAsync(await _desk.Reader.GetAsync($"/api/v1/records/{kept[HarvestDesk.IdOf(5)].RecordId}"), HttpStatusCode.OK);
        Assert.Equal("quarantined", (string?)marked["state"]);

        _desk.App.Time.Advance(TimeSpan.FromDays(8));
        await _desk.HarvestAsync(source);
        Assert.Equal(RecordState.Removed, (await _desk.KeptAsync())[HarvestDesk.IdOf(5)].State);
        Assert.Equal(HttpStatusCode.Gone, (await _desk.Reader.GetAsync($"/api/v1/records/{kept[HarvestDesk.IdOf(5)].RecordId}")).StatusCode);

        _desk.Put(5);
        await _desk.HarvestAsync(source);
        Assert.Equal((RecordState.Live, first[HarvestDesk.IdOf(5)].RecordId), ((await _desk.KeptAsync())[HarvestDesk.IdOf(5)].State, (await _desk.KeptAsync())[HarvestDesk.IdOf(5)].RecordId));
    }

    [Fact]
    public async Task A_change_is_seen_although_the_portal_dates_it_before_others()
    {
        _desk.Fill(5);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        var (id, old) = (HarvestDesk.IdOf(4), _desk.Portal.Datasets[HarvestDesk.IdOf(4)]);
        _desk.Portal.Datasets[id] = old with { Title = "คืนจากสำรองข้อมูล", Modified = old.Modified.AddYears(-1) };
        Assert.Equal(1, (int)(await _desk.HarvestAsync(source))["change"]!);
        Assert.Equal("คืนจากสำรองข้อมูล", (await _desk.KeptAsync())[id].Title);
    }

    [Fact]
    public async Task More_removals_than_the_limit_wait_for_a_person_and_an_emptied_portal_removes_nothing()
    {
        _desk.Fill(25);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        for (var number = 0; number < 4; number++)
        {
            _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(number));
        }

        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("waiting", 4), ((string?)plan["state"], (int)plan["remove"]!));
        Assert.Contains("many-removals", plan["warnings"]!.AsArray().Select(w => (string?)w!["code"]));
        Assert.All((await _desk.KeptAsync()).Values, r => Assert.Equal(RecordState.Live, r.State));
        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/plans/{plan["id"]}/run", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        Assert.Equal(4, (await _desk.KeptAsync()).Values.Count(r => r.State == RecordState.Quarantined));

        _desk.Portal.Datasets.Clear();
        plan = await _desk.HarvestAsync(source);
        Assert.Equal(("stopped", "portal-empty"), ((string?)plan["state"], (string?)plan["stopped"]));
        Assert.Equal(21, (await _desk.KeptAsync()).Values.Count(r => r.State == RecordState.Live));
        var refusal = await ProblemAnswer.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/plans/{plan["id"]}/run", null), HttpStatusCode.Conflict);
        Assert.Equal("plan-not-runnable", refusal.Word);
    }

    [Fact]
    public async Task An_undone_run_leaves_the_same_content_under_the_same_ids_and_the_source_rests()
    {
        _desk.Fill(30);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(1));
        await _desk.HarvestAsync(source);
        var before = await ContentsAsync();

        _desk.Put(1);
        _desk.Put(2, revision: 1);
        _desk.Put(40);
        _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(4));
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal((1, 2, 1), ((int)plan["add"]!, (int)plan["change"]!, (int)plan["remove"]!));
        Assert.NotEqual(before, await ContentsAsync());

        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/runs/{plan["run"]}/undo", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        Assert.Equal("undone", (string?)(await _desk.PlanAsync((string)plan["id"]!))["state"]);
        Assert.Equal(before, await ContentsAsync());
        Assert.Equal("undone", (string?)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["paused"]);

        // Done once more, the same comes about.
        plan = await _desk.HarvestAsync(source);
        Assert.Equal((1, 2, 1), ((int)plan["add"]!, (int)plan["change"]!, (int)plan["remove"]!));
        Assert.Equal(RecordState.Quarantined, (await _desk.KeptAsync())[HarvestDesk.IdOf(4)].State);
    }

    [Fact]
    public async Task A_dataset_met_in_two_catalogues_is_one_record_with_two_origins_and_lives_as_long_as_one_of_them_has_it()
    {
        _desk.Fill(12);
        var first = await _desk.SourceAsync("first");
        var second = await _desk.SourceAsync("second");
        await _desk.HarvestAsync(first);
        var plan = await _desk.HarvestAsync(second);
        Assert.Equal(12, (int)(await _desk.RunAsync(plan))["added"]!);
        Assert.Equal((await _desk.KeptAsync("first")).Values.Select(r => r.RecordId), (await _desk.KeptAsync("second")).Values.Select(r => r.RecordId));

        _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(1));
        await _desk.HarvestAsync(first);
        Assert.Equal(RecordState.Live, (await _desk.KeptAsync("first"))[HarvestDesk.IdOf(1)].State);
        await _desk.HarvestAsync(second);
        Assert.Equal(RecordState.Quarantined, (await _desk.KeptAsync("first"))[HarvestDesk.IdOf(1)].State);
    }

    [Fact]
    public async Task A_dataset_gone_from_two_catalogues_is_removed_when_its_days_are_over_in_both()
    {
        _desk.Fill(12);
        var first = await _desk.SourceAsync("first");
        var second = await _desk.SourceAsync("second");
        await _desk.HarvestAsync(first);
        await _desk.HarvestAsync(second);
        _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(1));
        await _desk.HarvestAsync(first);
        _desk.App.Time.Advance(TimeSpan.FromDays(6));
        await _desk.HarvestAsync(second);
        _desk.App.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (int)(await _desk.HarvestAsync(first))["remove"]!);
        Assert.Equal(RecordState.Quarantined, (await _desk.KeptAsync("first"))[HarvestDesk.IdOf(1)].State);
        _desk.App.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(1, (int)(await _desk.HarvestAsync(second))["remove"]!);
        Assert.Equal(RecordState.Removed, (await _desk.KeptAsync("first"))[HarvestDesk.IdOf(1)].State);
    }

    [Fact]
    public async Task An_undo_gives_back_what_stood_before_the_source_was_named_again()
    {
        _desk.Fill(5);
        var forgotten = await _desk.SourceAsync();
        await _desk.HarvestAsync(forgotten);
        using var gone = await _desk.Harvester.DeleteAsync($"/api/v1/harvest/sources/{forgotten}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        var before = await ContentsAsync();
        _desk.Put(2, revision: 1);
        _desk.Put(7);
        var plan = await _desk.HarvestAsync(await _desk.SourceAsync());
        var run = await _desk.RunAsync(plan);
        Assert.Equal((6, 1, 1, 4), ((int)plan["add"]!, (int)run["added"]!, (int)run["changed"]!, (int)run["unchanged"]!));
        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/runs/{plan["run"]}/undo", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        Assert.Equal(before, await ContentsAsync());
    }

    [Fact]
    public async Task A_portal_that_calls_itself_otherwise_waits_for_a_person_once()
    {
        _desk.Fill(5);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        _desk.Portal.SiteUrl = "https://new.example";
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("waiting", "identity-changed"), ((string?)plan["state"], (string?)plan["warnings"]![0]!["code"]));
        Assert.Equal("waiting", (string?)(await _desk.HarvestAsync(source))["state"]);

        plan = await _desk.HarvestAsync(source);
        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/plans/{plan["id"]}/run", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        Assert.Equal("https://new.example", (string?)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["identity"]);
        Assert.Equal("done", (string?)(await _desk.HarvestAsync(source))["state"]);
    }

    [Fact]
    public async Task What_a_person_removed_stays_removed_and_says_so()
    {
        _desk.Fill(5);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        var id = (await _desk.KeptAsync())[HarvestDesk.IdOf(2)].RecordId;
        using var removed = await _desk.App.Admin().DeleteAsync($"/api/v1/records/{id}?reason=wrong");
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        _desk.Put(2, revision: 1);
        var run = await _desk.RunAsync(await _desk.HarvestAsync(source));
        Assert.Equal((1, true, "removed-by-person"), ((int)run["refused"]!, (bool)run["closes"]!, (string?)run["items"]![0]!["reason"]));
        Assert.Equal(RecordState.Removed, (await _desk.KeptAsync())[HarvestDesk.IdOf(2)].State);
    }

    /// <summary>What is shown of each record, and whether it is there.</summary>
    private async Task<List<string>> ContentsAsync()
    {
        await using var db = _desk.App.Databases.Open();
        var records = await db.Records.AsNoTracking().OrderBy(r => r.Id).ToListAsync();
        return [.. records.Where(r => r.State != RecordState.Removed).Select(r => $"{r.Id} {r.State} {Formats.Drafts.DraftHash.Canonical(r.Content)}")];
    }

    private async Task<int> VersionsAsync()
    {
        await using var db = _desk.App.Databases.Open();
        return await db.Versions.CountAsync();
    }
}
