using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>CSL-JSON: one array of items; names are literal because Thai names and groups have no family name to sort by.</summary>
public sealed class CslCitations : CitationFormat
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override string MediaType => "application/vnd.citationstyles.csl+json";

    public override string FileEnding => "json";

    public override string Opening => "[";

    public override string Closing => "]\n";

    public override string Write(Citation citation, bool first)
    {
        var content = citation.Content;
        return (first ? "\n" : ",\n") + JsonSerializer.Serialize(
            new Item(
                citation.Id,
                citation.IsDataset ? "dataset" : "report",
                citation.Title,
                [.. citation.Authors.Select(name => new Name(name))],
                content.Year is { } year ? new Issued([[year]]) : null,
                content.Agency,
                content.Abstract?.Shown(),
                content.Keywords is { Count: > 0 } keywords ? string.Join(keywords.Any(k => k.Contains(',', StringComparison.Ordinal)) ? "; " : ", ", keywords) : null,
                content.Language,
                content.Doi,
                content.Url,
                citation.Notes.Count > 0 ? string.Join("; ", citation.Notes) : null),
            Options);
    }

    private sealed record Item(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("author")] IReadOnlyList<Name> Author,
        [property: JsonPropertyName("issued")] Issued? Issued,
        [property: JsonPropertyName("publisher")] string? Publisher,
        [property: JsonPropertyName("abstract")] string? Abstract,
        [property: JsonPropertyName("keyword")] string? Keyword,
        [property: JsonPropertyName("language")] string? Language,
        [property: JsonPropertyName("DOI")] string? Doi,
        [property: JsonPropertyName("URL")] string? Url,
        [property: JsonPropertyName("note")] string? Note);

    private sealed record Name([property: JsonPropertyName("literal")] string Literal);

    private sealed record Issued([property: JsonPropertyName("date-parts")] IReadOnlyList<IReadOnlyList<int>> DateParts);
}
