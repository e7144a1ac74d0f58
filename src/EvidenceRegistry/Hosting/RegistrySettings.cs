using System.ComponentModel.DataAnnotations;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tagging;

namespace EvidenceRegistry.Hosting;

/// <summary>All settings, read and checked once before anything is opened. docs/settings.md lists them.</summary>
public sealed record RegistrySettings(RegistryOptions Registry, LimitOptions Limits, PdfReadingOptions PdfReading, OcrOptions Ocr, ImportOptions Import, RankingOptions Ranking, HarvestingOptions Harvesting, TaggingOptions Tagging, IndexingOptions Indexing, TelemetryOptions Telemetry, ElasticsearchOptions Elasticsearch, string? Postgres)
{
    public string DataFolder { get; } = Path.GetFullPath(Registry.DataFolder);

    public string DatabaseFile => Path.Combine(DataFolder, "registry.db");

    public string FilesFolder { get; } = Registry.FilesFolder is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(Path.GetFullPath(Registry.DataFolder), "files");

    public string IndexFolder => Path.Combine(DataFolder, "index");

    /// <summary>Those of a verb: as a server started in the same folder with the same words would read them.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static RegistrySettings Of(VerbArguments asked) => Read(new ConfigurationBuilder()
        .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine([.. asked.Settings])
        .Build());

    /// <exception cref="StartRefusedException">Names every setting that is wrong.</exception>
    public static RegistrySettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var registry = Bind<RegistryOptions>(configuration, RegistryOptions.Section, problems);
        var limits = Bind<LimitOptions>(configuration, LimitOptions.Section, problems);
        var pdf = Bind<PdfReadingOptions>(configuration, PdfReadingOptions.Section, problems);
        var ocr = Bind<OcrOptions>(configuration, OcrOptions.Section, problems);
        var import = Bind<ImportOptions>(configuration, ImportOptions.Section, problems);
        var ranking = Bind<RankingOptions>(configuration, RankingOptions.Section, problems);
        var harvesting = Bind<HarvestingOptions>(configuration, HarvestingOptions.Section, problems);
        var tagging = Bind<TaggingOptions>(configuration, TaggingOptions.Section, problems);
        var indexing = Bind<IndexingOptions>(configuration, IndexingOptions.Section, problems);
        var telemetry = Bind<TelemetryOptions>(configuration, TelemetryOptions.Section, problems);
        var elasticsearch = Bind<ElasticsearchOptions>(configuration, ElasticsearchOptions.Section, problems);
        var postgres = configuration.GetConnectionString("Postgres");
        if (problems.Count > 0)
        {
            throw new StartRefusedException(
                "The settings are not valid:\n" + string.Join('\n', problems.Select(p => $"  - {p}")), StartRefusedException.WrongSetting);
        }

        return new RegistrySettings(registry, limits, pdf, ocr, import, ranking, harvesting, tagging, indexing, telemetry, elasticsearch, string.IsNullOrWhiteSpace(postgres) ? null : postgres);
    }

    private static T Bind<T>(IConfiguration configuration, string section, List<string> problems) where T : class, new()
    {
        try
        {
            var options = configuration.GetSection(section).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
            var wrong = new List<ValidationResult>();
            Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true);
            problems.AddRange(wrong.Select(w => $"{section}: {w.ErrorMessage}"));
            return options;
        }
        catch (InvalidOperationException unreadable)
        {
            problems.Add($"{section}: {unreadable.Message}");
            return new T();
        }
    }
}
