using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Searching;

/// <summary>How good the search was measured to be: the figures of the bench as it wrote them, nothing computed here.</summary>
public sealed class SearchQuality
{
    private readonly Lazy<SearchQualityView> _figures;

    /// <param name="mappings">Folder of mappings.</param>
    public SearchQuality(string mappings) => _figures = new Lazy<SearchQualityView>(() =>
    {
        using var file = File.OpenRead(Path.Combine(mappings, "search-quality.json"));
        return JsonSerializer.Deserialize<SearchQualityView>(file, JsonSerializerOptions.Web) ?? throw new InvalidDataException("search-quality.json is empty.");
    });

    public SearchQualityView Figures => _figures.Value;

    public static void Map(IEndpointRouteBuilder search) =>
        search.MapGet("/search/quality", Ok<SearchQualityView> ([FromServices] SearchQuality quality) => TypedResults.Ok(quality.Figures))
            .WithName("searchQuality").WithSummary("How good the search was measured to be, beside another engine");
}

/// <summary>Question sets asked through this API, beside Elasticsearch's own analyzers on the same texts in the same run.</summary>
/// <param name="Measured">Day of the measurement.</param>
/// <param name="Machine">What it ran on.</param>
/// <param name="Command">What repeats it.</param>
/// <param name="Registry">The analysis that was measured.</param>
/// <param name="Elasticsearch">Its version; null where none ran beside.</param>
/// <param name="Streams">What each token stream costs, from 2,000 news texts.</param>
public sealed record SearchQualityView(
    string Measured, string Machine, string Command, string Registry, string? Elasticsearch,
    IReadOnlyList<QualitySetView> Sets, IReadOnlyList<StreamCostView> Streams);

/// <param name="Texts">Texts searched; each question is answered by one.</param>
public sealed record QualitySetView(string Set, int Texts, IReadOnlyList<QualityRowView> Rows);

/// <param name="Engine">registry or Elasticsearch.</param>
/// <param name="Streams">For the registry, what the score is put together from; for Elasticsearch, the analyzer.</param>
/// <param name="Half">whole; development, which weights were chosen on; or test.</param>
public sealed record QualityRowView(
    string Engine, string Streams, string Half, int Questions,
    QualityFigureView MrrAt10, QualityFigureView RecallAt1, QualityFigureView RecallAt10, QualityFigureView NdcgAt10);

/// <summary>A mean with its 95 % bootstrap interval.</summary>
public sealed record QualityFigureView(double Value, double Low, double High);

/// <param name="IndexMegabytes">Of an index of that stream alone.</param>
/// <param name="Seconds">Analysis and indexing together.</param>
public sealed record StreamCostView(string Stream, long Tokens, int Distinct, double IndexMegabytes, double Seconds);
