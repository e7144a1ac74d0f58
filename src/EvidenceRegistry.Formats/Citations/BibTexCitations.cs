using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>
/// BibTeX in UTF-8. Signs that TeX reads as commands are written as commands; braces too, because BibTeX counts braces even
/// behind a backslash. Names are groups or written as one, so each stands in braces of its own and is never turned round.
/// </summary>
public sealed class BibTexCitations : CitationFormat
{
    public override string MediaType => "application/x-bibtex; charset=utf-8";

    public override string FileEnding => "bib";

    public override string Write(Citation citation, bool first)
    {
        var content = citation.Content;
        var entry = new StringBuilder();
        entry.Append(citation.IsDataset ? "@misc{" : "@techreport{").Append(citation.Id).Append(",\n");
        Field(entry, "title", $"{{{Escape(citation.Title)}}}");
        Field(entry, "author", string.Join(" and ", citation.Authors.Select(name => $"{{{Escape(name)}}}")));
        Field(entry, "year", content.Year?.ToString(CultureInfo.InvariantCulture));
        Field(entry, citation.IsDataset ? "howpublished" : "institution", content.Agency is { } agency ? $"{{{Escape(agency)}}}" : null);
        // BibTeX has no entry for data; readers, ours too, know it by this.
        Field(entry, "type", citation.IsDataset ? "dataset" : null);
        Field(entry, "abstract", Escape(content.Abstract?.Shown()));
        Field(entry, "keywords", string.Join(", ", (content.Keywords ?? []).Select(Keyword)));
        Field(entry, "doi", Verbatim(content.Doi));
        Field(entry, "url", Verbatim(content.Url));
        Field(entry, "language", Escape(content.Language));
        Field(entry, "note", Escape(string.Join("; ", citation.Notes)));
        return entry.Append("}\n\n").ToString();
    }

    private static void Field(StringBuilder entry, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            entry.Append("  ").Append(name).Append(" = {").Append(value).Append("},\n");
        }
    }

    /// <summary>Braces hold a keyword together that has a sign of division of its own.</summary>
    private static string Keyword(string keyword) => keyword.AsSpan().ContainsAny(',', ';') ? $"{{{Escape(keyword)}}}" : Escape(keyword);

    private static string Escape(string? text)
    {
        var escaped = new StringBuilder();
        foreach (var c in Citation.OneLine(text))
        {
            _ = c switch
            {
                '\\' => escaped.Append(@"\textbackslash{}"),
                '{' => escaped.Append(@"\textbraceleft{}"),
                '}' => escaped.Append(@"\textbraceright{}"),
                '~' => escaped.Append(@"\textasciitilde{}"),
                '^' => escaped.Append(@"\textasciicircum{}"),
                '$' or '&' or '#' or '_' or '%' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Addresses are read as they stand; what would end the field is percent-encoded (RFC 3986 §2.1).</summary>
    private static string? Verbatim(string? address) => address is null ? null : Citation.OneLine(address)
        .Replace("\\", "%5C", StringComparison.Ordinal).Replace("{", "%7B", StringComparison.Ordinal)
        .Replace("}", "%7D", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);
}
