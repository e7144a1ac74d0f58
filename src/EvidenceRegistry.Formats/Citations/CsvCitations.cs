using System.Globalization;
using CsvHelper;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>
/// RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need to show Thai. A field that a spreadsheet would run as a
/// formula (it begins with =, +, -, @, tab or CR) gets an apostrophe in front, as OWASP recommends.
/// </summary>
public sealed class CsvCitations : CitationFormat
{
    private static readonly string[] Columns =
    [
        "id", "kind", "title_th", "title_en", "authors", "year", "agency", "funder", "doi", "url", "licence", "access", "status", "targets",
        "sample", "abstract_th", "abstract_en",
    ];

    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    public override string MediaType => "text/csv; charset=utf-8; header=present";

    public override string FileEnding => "csv";

    public override string Opening => "\uFEFF" + Line(Columns);

    public override string Write(Citation citation, bool first)
    {
        var content = citation.Content;
        return Line(
        [
            citation.Id, citation.IsDataset ? "dataset" : "study", content.Title?.Th, content.Title?.En, string.Join("; ", citation.Authors),
            content.Year?.ToString(CultureInfo.InvariantCulture), content.Agency, citation.Funder, content.Doi, content.Url, content.Licence,
            Word(content.Access), Word(content.Status), string.Join(' ', citation.Targets), citation.IsSample ? "true" : "false",
            content.Abstract?.Th, content.Abstract?.En,
        ]);
    }

    private static string Line(string?[] fields)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options, leaveOpen: true))
        {
            csv.WriteRecord([.. fields.Select(f => f ?? "")]);
        }

        return text.ToString();
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;
}
