using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Which cell styles of a workbook show a number as a day.</summary>
internal sealed partial class DateStyles
{
    // Excel takes 65,490.
    private const int MostStyles = 1_000_000;

    private readonly HashSet<int> _styles = [];

    public DateStyles(WorkbookStylesPart? part)
    {
        if (part is null)
        {
            return;
        }

        using var xml = PartXml.Open(part);
        var (custom, style, inCells) = (new HashSet<int>(), 0, false);
        while (PartXml.Next(xml))
        {
            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "xf" or "numFmt") when style > MostStyles || custom.Count > MostStyles:
                    throw new InvalidDataException("more styles than a workbook can have");
                case (XmlNodeType.Element, "numFmt") when Id(xml) is { } id && ShowsDay(xml.GetAttribute("formatCode") ?? ""):
                    custom.Add(id);
                    break;
                case (XmlNodeType.Element, "cellXfs"):
                    inCells = true;
                    break;
                case (XmlNodeType.EndElement, "cellXfs"):
                    return;
                case (XmlNodeType.Element, "xf") when inCells:
                    if (Id(xml) is { } format && (IsBuiltIn(format) || custom.Contains(format)))
                    {
                        _styles.Add(style);
                    }

                    style++;
                    break;
            }
        }
    }

    public bool IsDate(string? style) => int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && _styles.Contains(at);

    private static int? Id(XmlReader xml) =>
        int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    // ECMA-376 part 1, §18.8.30: 14–17 and 22 for all; 27–36, 50–58 in East Asia; 71–81 in Thailand, 71–77 with the Buddhist year.
    private static bool IsBuiltIn(int format) => format is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58) or (>= 71 and <= 81);

    private static bool ShowsDay(string code) => Bare().Replace(code, "").Any(sign => sign is 'y' or 'Y' or 'd' or 'D' or 'b' or 'B');

    // Words in quotes, escaped signs, colours and locales say nothing of the form.
    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|General", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
