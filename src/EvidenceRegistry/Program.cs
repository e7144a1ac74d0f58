using EvidenceRegistry.Access;
using EvidenceRegistry.Duplicates;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Pages;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Records;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tagging;

Culture.MakeInvariant();
if (await Verbs.RunAsync(args, Build) is { } verbEnded)
{
    return verbEnded;
}

try
{
    var (app, settings) = Build(args);
    await using var start = await Start.PrepareAsync(app, settings);
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return refusal.ExitCode;
}

/// <summary>All chapters put together, in their order.</summary>
public partial class Program
{
    internal static (WebApplication App, RegistrySettings Settings) Build(string[] args)
    {
        // Settings are read once, at start. Watching their files for changes would watch the folder they lie in, data and index with it.
        var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        var settings = builder.AddHosting();
        builder.Services
            .AddStorage(settings)
            .AddIndexEngine(settings)
            .AddAccess()
            .AddJobs()
            .AddRecords(builder.Configuration["AutoMapper:LicenseKey"])
            .AddPlans()
            .AddTagging(settings.Tagging)
            .AddIndexing(settings.Indexing)
            .AddReadings()
            .AddSubmissions()
            .AddDuplicates()
            .AddHarvesting(settings.Harvesting)
            .AddSearching()
            .AddPages()
            .AddHostedService<SampleSeeding>();

        var app = builder.Build();
        app.UseHosting();
        app.MapAccess();
        app.MapJobs();
        app.MapRecords();
        app.MapPlans();
        app.MapTagging();
        app.MapIndexing();
        app.MapSubmissions();
        app.MapDuplicates();
        app.MapHarvesting();
        app.MapSearching();
        app.MapPages();
        app.MapHosting();
        return (app, settings);
    }
}
