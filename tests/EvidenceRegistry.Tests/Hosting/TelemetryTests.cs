using System.Net;
using EvidenceRegistry.Hosting;
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
        Assert.Contains("registry_feed_pending", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", metrics, StringComparison.Ordinal);
        Assert.Contains("/api/v1/search", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("secretquestion", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("erk_", metrics, StringComparison.Ordinal);
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
