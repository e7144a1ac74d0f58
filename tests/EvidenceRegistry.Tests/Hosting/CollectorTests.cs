using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>A collector named by <c>Telemetry:Otlp</c> is sent metrics and traces, and in them nothing that people asked.</summary>
public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_that_a_setting_names_gets_metrics_and_traces_without_what_people_asked()
    {
        var sent = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var collector = await CollectorAsync(sent);
        await using var app = new RegistryApp { Settings = [("Telemetry:Otlp", collector.Urls.Single())] };
        using var admin = app.Admin();
        await admin.GetAsync("/api/v1/search?q=secretquestion", TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<RegistryMetrics>().SampleAsync(TestContext.Current.CancellationToken);

        // Of the metrics the answer is false whatever the collector says: those for Prometheus are read, never sent.
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.True(app.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.Contains("registry.feed.pending", sent["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"], StringComparison.Ordinal);
        Assert.Contains("/api/v1/search", sent["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"], StringComparison.Ordinal);
        Assert.Contains("GET /api/v1/search", sent["/opentelemetry.proto.collector.trace.v1.TraceService/Export"], StringComparison.Ordinal);
        Assert.All(sent.Values, body =>
        {
            Assert.DoesNotContain("secretquestion", body, StringComparison.Ordinal);
            Assert.DoesNotContain("erk_", body, StringComparison.Ordinal);
            Assert.Contains("evidence-registry", body, StringComparison.Ordinal);
        });
    }

    /// <summary>Speaks as much of gRPC as an exporter asks of a collector.</summary>
    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> sent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var collector = builder.Build();
        collector.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            sent.AddOrUpdate(http.Request.Path, Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
            http.Response.ContentType = "application/grpc";
            // An empty message: five bytes that say so.
            await http.Response.Body.WriteAsync(new byte[5]);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }
}
