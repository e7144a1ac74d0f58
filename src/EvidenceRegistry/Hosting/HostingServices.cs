using EvidenceRegistry.Pages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration.Memory;

namespace EvidenceRegistry.Hosting;

public static class HostingServices
{
    /// <summary>Where the registry listens, and where its verbs look for it, unless told otherwise.</summary>
    internal const string DefaultUrl = "http://localhost:5080";

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    // Least of all sources, so that a file, the environment or the command line may say otherwise.
    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        // It warns that its keys lie in the database in the clear, as every secret of a server that starts by itself must.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:LuckyPennySoftware"] = "Error",
    };

    /// <summary>Settings, server, JSON, limits and logs.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static RegistrySettings AddHosting(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        var settings = RegistrySettings.Read(builder.Configuration);
        if (!AddressKeys.Any(key => builder.Configuration[key] is { Length: > 0 })
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel => ServerLimits.Apply(kestrel, settings.Limits));
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(settings.Limits)
            .AddSingleton(settings.PdfReading)
            .AddSingleton(settings.Ocr)
            .AddSingleton(settings.Import)
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Limits.StopSeconds))
            .Configure<FormOptions>(form => form.MultipartBodyLengthLimit = settings.Limits.FileBody)
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
            .ConfigureHttpJsonOptions(json => JsonFormat.Apply(json.SerializerOptions))
            .AddExceptionHandler<ExceptionProblems>()
            .AddRequestRates(settings.Limits)
            .AddTelemetry(settings.Telemetry)
            .AddApiDocument();
        return settings;
    }

    /// <summary>What every request passes, outermost first.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<WaitingRequests>();
        app.UseMiddleware<SecurityHeaders>();
        app.Use(ErrorPages.InOneLanguageAsync);
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseExceptionHandler(_ => { });
        app.UseMiddleware<BodyAndAddressLimits>();
        app.UseApiPage();
        app.UsePageAssets();
        app.UseRouting();
        app.Use(Telemetry.NameSpanAsync);
        app.UseMiddleware<PageGate>();
        app.UseAuthentication();

        // Before bad keys are refused: whoever tries them is counted as somebody without one.
        app.UseRateLimiter();
        app.UseMiddleware<BadKeyRefusal>();
        app.UseAuthorization();
        app.UseMiddleware<QueryCheck>();
    }

    public static void MapHosting(this WebApplication app)
    {
        app.MapHealth();
        app.MapStatus();
        app.MapTelemetry(app.Services.GetRequiredService<RegistrySettings>().Telemetry);
        app.MapApiDocument();
    }
}
