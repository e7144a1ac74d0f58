using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task What_waits_stands_in_the_metrics_and_nothing_that_people_asked_does()
    {
        await using var app = new RegistryApp();
        using var admin = app.Admin();
        await admin.GetAsync("/api/v1/search?q=secretquestion");
        await app.Services.GetRequiredService<RegistryMetrics>().SampleAsync(TestContext.Current.CancellationToken);
        var metrics = await admin.GetStringAsync("/metrics");
        Assert.All(["registry_feed_pending", "registry_feed_oldest_seconds", "registry_feed_failing"], name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.Contains("http_server_request_duration_seconds", metrics, StringComparison.Ordinal);
        Assert.Contains("/api/v1/search", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("secretquestion", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("erk_", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Records_wait_for_tags_where_tags_are_proposed_and_nowhere_else(bool enabled, int due)
    {
        await using var app = new RegistryApp { Settings = [("Tagging:Enabled", enabled.ToString())] };
        using var admin = app.Admin();
        await using (var db = app.Databases.Open())
        {
            // Kept all the same: what changed meanwhile is proposed for when proposing is switched on.
            db.TagsDue.Add(new TagDue { RecordId = "one" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await app.Services.GetRequiredService<RegistryMetrics>().SampleAsync(TestContext.Current.CancellationToken);
        Assert.Matches($@"(?m)^registry_tags_due(\{{[^}}]*\}})? {due}( \d+)?$", await admin.GetStringAsync("/metrics"));
        using var answer = await admin.PostAsync("/api/v1/tags/retag", null, TestContext.Current.CancellationToken);
        Assert.Equal(enabled ? HttpStatusCode.Accepted : HttpStatusCode.Conflict, answer.StatusCode);
    }

    /// <summary>Asked for before proposing was switched off.</summary>
    [Fact]
    public async Task A_job_that_proposes_anew_waits_where_nothing_is_proposed()
    {
        await using var app = new RegistryApp { Settings = [("Tagging:Enabled", "false")] };
        var job = await app.Services.GetRequiredService<JobQueue>().EnqueueAsync(RetagJob.Work, null, Actor.System, TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
        await using var db = app.Databases.Open();
        Assert.Equal(JobState.Queued, (await db.Jobs.FindAsync([job.Id], TestContext.Current.CancellationToken))!.State);
    }

    /// <summary>However many come and go beside it, and whichever process feeds the index.</summary>
    [Fact]
    public async Task How_long_the_oldest_change_has_waited_is_counted()
    {
        await using var app = new RegistryApp();
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(TimeSpan.Zero, await OldestAsync());
        await using var db = app.Databases.Open();
        var row = new OutboxRow { RecordId = "r1", NextTry = db.Now.AddDays(1) };
        db.Outbox.AddRange(row, new OutboxRow { RecordId = "r0", Poisoned = true });
        await db.SaveChangesAsync(cancel);
        Assert.Equal(TimeSpan.Zero, await OldestAsync());
        app.Time.Advance(TimeSpan.FromMinutes(20));
        db.Outbox.Add(new OutboxRow { RecordId = "r2", NextTry = db.Now.AddDays(1) });
        await db.SaveChangesAsync(cancel);
        Assert.Equal(TimeSpan.FromMinutes(20), await OldestAsync());
        db.Outbox.Remove(row);
        await db.SaveChangesAsync(cancel);
        Assert.Equal(TimeSpan.Zero, await OldestAsync());

        async Task<TimeSpan> OldestAsync()
        {
            await app.Services.GetRequiredService<RegistryMetrics>().SampleAsync(cancel);
            var status = await app.Reader().GetFromJsonAsync<JsonObject>("/api/v1/status", cancel);
            return TimeSpan.FromSeconds((double)status!["feed"]!["oldestSeconds"]!);
        }
    }

    [Fact]
    public async Task Metrics_are_for_admins_unless_a_setting_opens_them()
    {
        await using var closed = new RegistryApp();
        using var refused = await closed.Reader().GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await using var open = new RegistryApp { Settings = [("Telemetry:PublicMetrics", "true")] };
        using var answer = await open.Reader().GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
