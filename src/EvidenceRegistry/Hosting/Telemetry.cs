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

    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton<RegistryMetrics>().AddHostedService(sp => sp.GetRequiredService<RegistryMetrics>());
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(Service));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddPrometheusExporter();
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

    public static void MapTelemetry(this IEndpointRouteBuilder app, TelemetryOptions options)
    {
        var metrics = app.MapPrometheusScrapingEndpoint(Path);
        if (!options.PublicMetrics)
        {
            Access.NeedsRoleRoutes.Needs(metrics);
        }
    }
}
