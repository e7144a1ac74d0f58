using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>What an operator sees.</summary>
public sealed class OperationTests
{
    [Fact]
    public async Task A_fault_of_ours_is_a_code_for_the_reader_and_the_whole_story_in_the_log()
    {
        await using var app = new RegistryApp();
        await BreakAsync(app, "Outbox");
        using var client = app.Reader();
        var problem = await ProblemAnswer.ReadAsync(await client.GetAsync("/api/v1/status"), HttpStatusCode.InternalServerError);
        Assert.Equal("internal-error", problem.Word);
        Assert.DoesNotContain("table", problem.Detail, StringComparison.OrdinalIgnoreCase);
        var code = problem.Detail.Split(' ')[^1].TrimEnd('.');
        Assert.Contains(app.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(code, StringComparison.Ordinal) && line.Contains("no such table", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_without_its_database_lives_but_is_not_ready()
    {
        await using var app = new RegistryApp();
        using var client = app.Reader();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        await BreakAsync(app, "Settings");
        var problem = await ProblemAnswer.ReadAsync(await client.GetAsync("/health/ready"), HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not-ready", problem.Word);
        Assert.Contains("database", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Status_counts_what_is_there_and_shows_what_failed_to_curators_only()
    {
        await using var app = new RegistryApp();
        await using (var db = app.Databases.Open())
        {
            db.Outbox.Add(new OutboxRow { RecordId = "r1", Attempts = 9, Error = "words of a closed text", Poisoned = true });
            db.Outbox.Add(new OutboxRow { RecordId = "r2", Attempts = 1, Error = "no answer" });
            db.Outbox.Add(new OutboxRow { RecordId = "r3" });
            await db.SaveChangesAsync();
        }

        using var reader = app.Reader();
        var open = await reader.GetStringAsync("/api/v1/status");
        Assert.DoesNotContain("closed text", open, StringComparison.Ordinal);
        var feed = JsonNode.Parse(open)!["feed"]!;
        Assert.Equal((2, 1, 1), ((int)feed["pending"]!, (int)feed["retrying"]!, (int)feed["poisoned"]!));
        var engines = JsonNode.Parse(open)!["engines"]!;
        Assert.Equal("sqlite", (string?)engines["records"]);
        Assert.Matches(@"^3\.", (string?)engines["recordsVersion"]);
        Assert.Matches(@"^4\.8\.", (string?)engines["index"]!["version"]);

        using var curator = await app.AsAsync(Role.Curator);
        var poison = (await curator.GetFromJsonAsync<JsonObject>("/api/v1/status"))!["poison"]!.AsArray();
        Assert.Equal(["r1", "r2"], poison.Select(p => (string)p!["record"]!));
    }

    [Fact]
    public async Task Status_can_be_kept_from_the_public()
    {
        await using var app = new RegistryApp { Settings = [("Registry:PublicStatus", "false")] };
        using var reader = app.Reader();
        await ProblemAnswer.ReadAsync(await reader.GetAsync("/api/v1/status"), HttpStatusCode.Unauthorized);
        using var admin = app.Admin();
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/v1/status")).StatusCode);
    }

    /// <summary>Whoever watches the machine asks why the index is not fed.</summary>
    [Theory]
    [InlineData(Role.Harvester, HttpStatusCode.OK)]
    [InlineData(Role.Curator, HttpStatusCode.OK)]
    [InlineData(Role.Submitter, HttpStatusCode.Forbidden)]
    public async Task Status_that_is_not_public_is_kept_for_those_who_see_what_failed(Role role, HttpStatusCode answer)
    {
        await using var app = new RegistryApp { Settings = [("Registry:PublicStatus", "false")] };
        using var client = await app.AsAsync(role, role == Role.Submitter ? "กรมหนึ่ง" : null);
        Assert.Equal(answer, (await client.GetAsync("/api/v1/status")).StatusCode);
    }

    [Fact]
    public async Task The_log_says_who_did_what_but_neither_keys_nor_questions()
    {
        await using var app = new RegistryApp();
        using var admin = app.Admin();
        await admin.GetAsync("/api/v1/keys?cursor=what-somebody-asked");
        var line = Assert.Single(app.Log.Lines, l => l.Contains("GET /api/v1/keys", StringComparison.Ordinal));
        Assert.Contains($"200 ", line, StringComparison.Ordinal);
        Assert.Contains(FirstStart.AdminName, line, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("what-somebody-asked", StringComparison.Ordinal) || l.Contains(RegistryApp.AdminKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_type_of_a_refusal_leads_to_its_explanation()
    {
        await using var app = new RegistryApp();
        using var client = app.Reader();
        var kind = (await client.GetFromJsonAsync<JsonObject>("/problems/key-expired"))!;
        Assert.Equal(401, (int)kind["status"]!);
        Assert.Equal("กุญแจหมดอายุแล้ว", (string?)kind["title"]!["th"]);
        await ProblemAnswer.ReadAsync(await client.GetAsync("/problems/no-such-word"), HttpStatusCode.NotFound);
        Assert.Equal(ProblemBook.All.Count, (await client.GetFromJsonAsync<JsonArray>("/problems"))!.Count);
    }

    private static async Task BreakAsync(RegistryApp app, string table)
    {
        await using var db = app.Databases.Open();
        await db.Database.ExecuteSqlAsync($"PRAGMA foreign_keys=OFF");
#pragma warning disable EF1002 // The name comes from this file.
        await db.Database.ExecuteSqlRawAsync($"DROP TABLE \"{table}\"");
#pragma warning restore EF1002
    }
}
