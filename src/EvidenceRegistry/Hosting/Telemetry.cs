using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// Metrics at <c>/metrics</c> in Prometheus's form, and by OTLP where a setting names a collector, traces too. Routes stand in them, never addresses:
/// what people ask for and whose keys they hold is in no figure.
/// </summary>
internal static class Telemetry
{
    private const string Service = "evidence-registry", Path = "/metrics";

    private static readonly string[] Meters = [RegistryMetrics.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    // Room for every combination of labels is taken ahead: the default of 2,000 for each of some forty instruments was 7 MB for nothing.
    private const int Labels = 100, LabelsOfRequests = 1_000;

    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton<RegistryMetrics>().AddHostedService(sp => sp.GetRequiredService<RegistryMetrics>());
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(Service));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddView(Bounded).AddPrometheusExporter();
            if (options.Otlp is { } collector)
            {
                metrics.AddOtlpExporter(otlp => otlp.Endpoint = new Uri(collector));
            }
        });
        if (options.Otlp is { } traces)
        {
            telemetry.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "Npgsql").AddOtlpExporter(otlp => otlp.Endpoint = new Uri(traces)));
        }

        return services;
    }

    private static MetricStreamConfiguration Bounded(System.Diagnostics.Metrics.Instrument instrument) =>
        new() { CardinalityLimit = instrument.Meter.Name == "Microsoft.AspNetCore.Hosting" ? LabelsOfRequests : Labels };

    /// <summary>Of all requests' spans, which are named alike, each is named by method and route; where nobody takes traces there is none.</summary>
    public static Task NameSpanAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span && http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{http.Request.Method} {route}";
        }

        return next(http);
    }

    public static void MapTelemetry(this IEndpointRouteBuilder app, TelemetryOptions options)
    {
        var metrics = app.MapPrometheusScrapingEndpoint(Path);
        if (!options.PublicMetrics)
        {
            Access.NeedsRoleRoutes.Needs(metrics);
        }
    }
}
