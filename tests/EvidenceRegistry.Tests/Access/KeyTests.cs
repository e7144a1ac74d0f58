using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Access;

public sealed class KeyTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    private const string Keys = "/api/v1/keys";

    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        using var admin = app.Admin();
        using var answer = await admin.PostAsJsonAsync(Keys, new { role = "submitter", actor = "ระบบส่งงาน ก", agency = "หน่วยงาน ก", sources = new[] { "tsri" } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var secret = (string)made["secret"]!;
        Assert.Matches("^erk_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());

        var list = await admin.GetStringAsync(Keys);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.Contains((string)made["key"]!["prefix"]!, list, StringComparison.Ordinal);

        await using var db = app.Databases.Open();
        var id = (string)made["key"]!["id"]!;
        var kept = await db.Keys.SingleAsync(k => k.Id == id);
        Assert.Equal(KeySecret.HashOf(secret), kept.Hash);
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_with_a_wish_for_a_key_is_said_all_at_once()
    {
        using var admin = app.Admin();
        var answer = await admin.PostAsJsonAsync(Keys, new { role = "reader", actor = " ", agency = "", sources = new[] { "a", "" }, expiresAt = "2020-01-01T00:00:00Z" });
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal(["$.actor", "$.agency", "$.expiresAt", "$.role", "$.sources[1]"], problem.Places.Select(p => p.Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_actor_does_not_change_agency_by_a_new_key()
    {
        using var admin = app.Admin();
        await admin.PostAsJsonAsync(Keys, new { role = "submitter", actor = "ระบบส่งงาน ข", agency = "หน่วยงาน ข" });
        var other = await admin.PostAsJsonAsync(Keys, new { role = "submitter", actor = "ระบบส่งงาน ข", agency = "หน่วยงาน ค" });
        Assert.Equal("actor-has-another-agency", (await ProblemAnswer.ReadAsync(other, HttpStatusCode.Conflict)).Word);
        using var same = await admin.PostAsJsonAsync(Keys, new { role = "submitter", actor = "ระบบส่งงาน ข" });
        Assert.Equal("หน่วยงาน ข", (string)(await same.Content.ReadFromJsonAsync<JsonObject>())!["key"]!["agency"]!);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_written_apart_from_the_answer()
    {
        var key = await app.KeyAsync(Role.Submitter);
        using var client = app.With(key.Secret);
        await client.GetAsync("/api/v1/status");
        Assert.Null(await LastUseAsync(key));
        await app.CatchUpAsync();
        Assert.Equal(app.Time.GetUtcNow().UtcDateTime, await LastUseAsync(key));
    }

    [Fact]
    public async Task A_key_revoked_while_an_upload_comes_in_is_seen_before_the_commit()
    {
        var key = await app.KeyAsync(Role.Submitter);
        var caller = new Caller(key.Key!.ActorId, Role.Submitter, null, [], false) { KeyId = key.Key.Id };
        await using var upload = app.Databases.Open();
        Assert.True(await KeyCheck.StillValidAsync(upload, caller, CancellationToken.None));

        using var admin = app.Admin();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Keys}/{key.Key.Id}")).StatusCode);

        await using var write = await upload.BeginWriteAsync(CancellationToken.None);
        Assert.False(await KeyCheck.StillValidAsync(upload, caller, CancellationToken.None));
        Assert.Equal("key-revoked", (await KeyCheck.FaultNowAsync(upload, caller, CancellationToken.None))?.Word);
    }

    [Fact]
    public async Task Revoking_twice_is_no_error_and_an_unknown_key_is_not_found()
    {
        var key = await app.KeyAsync(Role.Harvester);
        using var admin = app.Admin();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Keys}/{key.Key!.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Keys}/{key.Key.Id}")).StatusCode);
        await ProblemAnswer.ReadAsync(await admin.DeleteAsync($"{Keys}/nobody"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_made_a_key_and_who_revoked_it_is_kept()
    {
        var other = await app.KeyAsync(Role.Admin, actor: "another admin");
        using var maker = app.With(other.Secret);
        using var answer = await maker.PostAsJsonAsync(Keys, new { role = "curator", actor = "somebody new" });
        var id = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["key"]!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await maker.DeleteAsync($"{Keys}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await maker.DeleteAsync($"{Keys}/{id}")).StatusCode);

        await using var db = app.Databases.Open();
        var kept = await db.Audit.Where(a => a.Detail!.StartsWith(id)).OrderBy(a => a.Id).ToListAsync();
        Assert.Equal([("key-created", other.Key!.ActorId), ("key-revoked", other.Key.ActorId)], kept.Select(a => (a.Action, a.ActorId)));
        Assert.Contains("curator", kept[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_always_remains_who_can_make_keys()
    {
        await using var own = new RegistryApp();
        using var admin = own.Admin();
        var only = (string)(await admin.GetFromJsonAsync<JsonObject>(Keys))!["keys"]![0]!["id"]!;
        Assert.Equal("last-admin-key", (await ProblemAnswer.ReadAsync(await admin.DeleteAsync($"{Keys}/{only}"), HttpStatusCode.Conflict)).Word);
        await own.KeyAsync(Role.Admin);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Keys}/{only}")).StatusCode);
    }

    [Fact]
    public async Task A_long_list_of_keys_is_read_to_its_end_by_cursor()
    {
        await using var own = new RegistryApp();
        using var admin = own.Admin();
        for (var made = 0; made < 120; made++)
        {
            await own.KeyAsync(Role.Submitter);
        }

        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = (await admin.GetFromJsonAsync<JsonObject>(next is null ? Keys : $"{Keys}?cursor={next}"))!;
            ids.AddRange(page["keys"]!.AsArray().Select(k => (string)k!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null);
        Assert.Equal(121, ids.Distinct().Count());
        Assert.Equal(121, ids.Count);
    }

    private async Task<DateTime?> LastUseAsync(IssuedKey key)
    {
        await using var db = app.Databases.Open();
        return (await db.Keys.SingleAsync(k => k.Id == key.Key!.Id)).LastUsedAt;
    }
}
