using System.Globalization;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>
/// RFC 4180 in UTF-8 with a byte order mark, each line as <see cref="CsvLine"/> makes it.
/// </summary>
public sealed class CsvCitations : CitationFormat
{
    private static readonly string[] Columns =
    [
        "id", "kind", "title_th", "title_en", "authors", "year", "agency", "funder", "doi", "url", "licence", "access", "status", "targets",
        "sample", "abstract_th", "abstract_en",
    ];

    public override string MediaType => "text/csv; charset=utf-8; header=present";

    public override string FileEnding => "csv";

    public override string Opening => CsvLine.ByteOrderMark + CsvLine.Of(Columns);

    public override string Write(Citation citation, bool first)
    {
        var content = citation.Content;
        return CsvLine.Of(
        [
            citation.Id, citation.IsDataset ? "dataset" : "study", content.Title?.Th, content.Title?.En, string.Join("; ", citation.Authors),
            content.Year?.ToString(CultureInfo.InvariantCulture), content.Agency, citation.Funder, content.Doi, content.Url, content.Licence,
            Word(content.Access), Word(content.Status), string.Join(' ', citation.Targets), citation.IsSample ? "true" : "false",
            content.Abstract?.Th, content.Abstract?.En,
        ]);
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;
}
