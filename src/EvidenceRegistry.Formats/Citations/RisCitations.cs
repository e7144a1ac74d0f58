using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>RIS: a tag of two letters, two blanks, a dash, a blank, the value to the end of the line. Values have no line ends.</summary>
public sealed class RisCitations : CitationFormat
{
    public override string MediaType => "application/x-research-info-systems; charset=utf-8";

    public override string FileEnding => "ris";

    public override string Write(Citation citation, bool first)
    {
        var content = citation.Content;
        var ris = new StringBuilder();
        Tag(ris, "TY", citation.IsDataset ? "DATA" : "RPRT");
        Tag(ris, "ID", citation.Id);
        Tag(ris, "TI", citation.Title);
        Tag(ris, "TT", citation.OtherTitle);
        foreach (var author in citation.Authors)
        {
            Tag(ris, "AU", author);
        }

        Tag(ris, "PY", content.Year?.ToString(CultureInfo.InvariantCulture));
        Tag(ris, "PB", content.Agency);
        Tag(ris, "AB", content.Abstract?.Shown());
        foreach (var keyword in content.Keywords ?? [])
        {
            Tag(ris, "KW", keyword);
        }

        Tag(ris, "DO", content.Doi);
        Tag(ris, "UR", content.Url);
        Tag(ris, "LA", content.Language);
        foreach (var note in citation.Notes)
        {
            Tag(ris, "N1", note);
        }

        return ris.Append("ER  - \r\n\r\n").ToString();
    }

    private static void Tag(StringBuilder ris, string tag, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            ris.Append(tag).Append("  - ").Append(Citation.OneLine(value)).Append("\r\n");
        }
    }
}
