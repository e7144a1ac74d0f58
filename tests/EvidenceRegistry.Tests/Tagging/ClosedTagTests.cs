using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Pages;
using EvidenceRegistry.Tests.Searching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What only an embargoed report gives away, and what people said of it, reaches nobody else by any way out.</summary>
public sealed class ClosedTagTests : IAsyncLifetime
{
    /// <summary>Sub-target that the report is about and the open text is not.</summary>
    private const string Floods = "190102";

    private const string Title = "รายงานวิจัยฉบับสมบูรณ์", Secret = "ผู้วิจัยพบเขื่อนร้าว";

    private static readonly string[] Decided = ["rejected", "disputed"];

    private readonly SearchedRegistry _registry = new();

    private IssuedAs _owner = null!, _stranger = null!;
    private HttpClient _curator = null!, _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_owner, _stranger) = (await KeyAsync("หน่วยงานเจ้าของ"), await KeyAsync("หน่วยงานอื่น"));
        (_curator, _second) = (await _registry.App.AsAsync(Role.Curator, "สวก."), await _registry.App.AsAsync(Role.Curator, "สกสว."));
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_receipt_shows_what_closed_text_gives_to_its_readers_alone()
    {
        var id = await EmbargoedAsync();
        await HandInAgainAsync(id);
        var proposed = (await ReadAsync(_owner.Client, $"records/{id}/receipt"))["tagsProposed"]!.AsArray();
        Assert.Contains(proposed, t => (string)t!["code"]! == Floods);
        Assert.Contains(Floods, await _owner.Browser.GetStringAsync($"/receipts/{id}", Cancel), StringComparison.Ordinal);

        Assert.DoesNotContain(Floods, (await ReadAsync(_stranger.Client, $"records/{id}/receipt")).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Floods, await _stranger.Browser.GetStringAsync($"/receipts/{id}", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_rejected_or_disputed_of_closed_text_stays_with_its_readers_and_what_is_confirmed_is_everybodys()
    {
        var id = await EmbargoedAsync();
        await HandInAgainAsync(id);
        await HiddenAsync(id, "proposed");

        await DecideAsync(_curator, id, Floods, "reject");
        await HiddenAsync(id, "rejected");
        await DecideAsync(_second, id, Floods, "confirm");
        await HiddenAsync(id, "disputed");

        using (var undone = await _curator.PostAsync($"/api/v1/records/{id}/tags/{Floods}/undo", null, Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        }

        await _registry.CarryAsync();
        foreach (var reader in Strangers())
        {
            var tag = await TagAsync(reader, id);
            Assert.Equal(("confirmed", null, null), ((string?)tag!["status"], (double?)tag["confidence"], (string?)tag["model"]));
            Assert.All(tag["decisions"]!.AsArray(), d => Assert.Null((string?)d!["note"]));
            var hit = Assert.Single((await ReadAsync(reader, $"search?target={Floods}"))["hits"]!.AsArray())!;
            Assert.Equal((Floods, null), ((string)hit["targets"]![0]!["code"]!, (double?)hit["targets"]![0]!["confidence"]));
        }

        var page = await _registry.App.Reader().GetStringAsync($"/records/{id}", Cancel);
        Assert.Contains(Floods, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
        Assert.Equal(Secret, (string?)(await TagAsync(_curator, id))!["decisions"]![0]!["note"]);
    }

    [Fact]
    public async Task What_a_source_claims_is_everybodys_though_a_person_rejected_it()
    {
        var id = await EmbargoedAsync(new JsonObject { ["targets"] = new JsonArray(Floods) });
        await DecideAsync(_curator, id, Floods, "reject");
        Assert.Equal("rejected", (string?)(await TagAsync(_registry.App.Reader(), id))!["status"]);
        Assert.Equal([id], SearchedRegistry.Ids(await ReadAsync(_stranger.Client, $"search?target={Floods}&tagStatus=rejected")));
    }

    [Fact]
    public async Task A_word_on_closed_text_stays_with_its_readers_in_another_edition_and_in_sight_of_curators_when_the_file_goes()
    {
        var id = await EmbargoedAsync();
        await DecideAsync(_curator, id, Floods, "reject");
        await using (var db = _registry.App.Databases.Open())
        {
            // As it stands when the edition in force was an older one at the time.
            var said = await db.TagDecisions.SingleAsync(d => d.RecordId == id, Cancel);
            var tag = (await db.Records.Include(r => r.Tags).SingleAsync(r => r.Id == id, Cancel)).Tags.Single(t => t.Code == Floods);
            said.Edition = tag.Edition = "2561";
            await db.SaveChangesAsync(Cancel);
        }

        using var job = await _curator.PostAsync("/api/v1/tags/crosswalk?edition=2561", null, Cancel);
        await _registry.App.Services.GetRequiredService<JobWorker>().DrainAsync(Cancel);
        await HiddenAsync(id, "rejected");
        Assert.Equal(2, (await ReadAsync(_curator, $"records/{id}/tags"))["tags"]!.AsArray().Count(t => (string)t!["code"]! == Floods));

        using var gone = await _owner.Client.DeleteAsync($"/api/v1/records/{id}/files/report.pdf", Cancel);
        Assert.True(gone.IsSuccessStatusCode);
        await HiddenAsync(id, "rejected", ownerReads: false);
    }

    /// <summary>The tag stands, for curators and the report's readers; to others it does not show.</summary>
    private async Task HiddenAsync(string id, string status, bool ownerReads = true)
    {
        await _registry.CarryAsync();
        Assert.Equal(status, (string?)(await TagAsync(_curator, id))!["status"]);
        var own = await TagAsync(_owner.Client, id);
        Assert.Equal(ownerReads ? status : null, (string?)own?["status"]);
        Assert.All(own?["decisions"]!.AsArray() ?? [], d => Assert.Null((string?)d!["note"]));
        foreach (var reader in Strangers())
        {
            Assert.Null(await TagAsync(reader, id));
            foreach (var asked in new[] { status, string.Join(',', Decided), "proposed,claimed,confirmed,disputed,rejected" })
            {
                Assert.Empty(SearchedRegistry.Ids(await ReadAsync(reader, $"search?target={Floods}&tagStatus={asked}")));
                var all = await ReadAsync(reader, $"search?facets=true&tagStatus={asked}");
                Assert.Contains(id, SearchedRegistry.Ids(all));
                Assert.DoesNotContain(Floods, all.ToJsonString(), StringComparison.Ordinal);
                var export = await reader.GetStringAsync($"/api/v1/search/export?format=csv&tagStatus={asked}", Cancel);
                Assert.Contains(id, export, StringComparison.Ordinal);
                Assert.DoesNotContain(Floods, export, StringComparison.Ordinal);
            }
        }

        foreach (var browser in new[] { _registry.App.Reader(), _stranger.Browser })
        {
            var page = await browser.GetStringAsync($"/records/{id}", Cancel);
            Assert.Contains(Title, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.DoesNotContain(Floods, page, StringComparison.Ordinal);
        }
    }

    private HttpClient[] Strangers() => [_registry.App.Reader(), _stranger.Client];

    /// <summary>A study of the owner whose embargoed report is about floods, tagged and indexed.</summary>
    private async Task<string> EmbargoedAsync(JsonObject? more = null)
    {
        var study = more ?? [];
        (study["access"], study["embargoUntil"]) = ("embargoed", "2030-01-01");
        var id = await _registry.SubmitAsync("CL/1", Title, study, "report.pdf", _owner.Client);
        await _registry.GiveTextAsync(id, "ระบบเตือนภัยน้ำท่วมฉับพลันในลุ่มน้ำน่าน ศึกษาการพยากรณ์อุทกภัยและการเตือนภัยน้ำท่วมเพื่อลดความเสียหายจากน้ำหลาก");
        await _registry.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        await _registry.CarryAsync();
        return id;
    }

    /// <summary>Another agency brings the same study, and a curator says so: a layer of its own on the record.</summary>
    private async Task HandInAgainAsync(string id)
    {
        await _registry.SubmitAsync("CL/2", Title, null, null, _stranger.Client);
        await _registry.App.CompareAsync(Cancel);
        var pair = Assert.Single((await ReadAsync(_curator, "duplicates"))["pairs"]!.AsArray())!;
        using var merged = await _curator.PostAsJsonAsync($"/api/v1/duplicates/{pair["id"]}", new { decision = "same", into = id }, Cancel);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        await _registry.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        await _registry.CarryAsync();
    }

    private async Task DecideAsync(HttpClient by, string id, string concept, string decision)
    {
        using var said = await by.PostAsJsonAsync($"/api/v1/records/{id}/tags/{concept}", new { decision, note = Secret }, Cancel);
        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        await _registry.CarryAsync();
    }

    private Task<JsonObject> ReadAsync(HttpClient by, string pathAndQuery) => _registry.AskAsync(pathAndQuery, by);

    /// <summary>In the edition in force.</summary>
    private async Task<JsonNode?> TagAsync(HttpClient by, string id) =>
        (await ReadAsync(by, $"records/{id}/tags"))["tags"]!.AsArray().SingleOrDefault(t => (string)t!["code"]! == Floods && (string)t["edition"]! == "2566");

    private async Task<IssuedAs> KeyAsync(string agency)
    {
        var secret = (await _registry.App.KeyAsync(Role.Submitter, agency)).Secret;
        return new IssuedAs(_registry.App.With(secret), await _registry.App.SignedInAsync(secret));
    }

    private sealed record IssuedAs(HttpClient Client, HttpClient Browser);
}
