using System.Globalization;
using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tables;

/// <param name="Hidden">Not shown to people; lists and settings lie there.</param>
internal sealed record Sheet(string Name, bool Hidden, string RelationshipId);

/// <summary>
/// A workbook of Office Open XML, read as a stream of elements: no part is ever held as a tree, and of texts only the first of the
/// shared ones. Formulas give the value that was stored with them; macros and links to other files are never followed.
/// </summary>
/// <remarks>Throws what <see cref="BulkReaders"/> takes for a damaged file: <see cref="InvalidDataException"/>, <see cref="XmlException"/> …</remarks>
internal sealed class Workbook : IDisposable
{
    private readonly Package _package;
    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _part;
    private readonly SharedTexts _texts;
    private readonly DateStyles _styles;
    private readonly bool _from1904;

    /// <param name="stream">Able to seek; stays open.</param>
    public Workbook(Stream stream)
    {
        // Given the stream itself the library copies it and opens the copy for writing, which unpacks each part whole into memory.
        _package = Package.Open(stream, FileMode.Open, FileAccess.Read);
        _document = SpreadsheetDocument.Open(_package, new OpenSettings { AutoSave = false });
        _part = _document.WorkbookPart ?? throw new InvalidDataException("no workbook");
        using var xml = PartXml.Open(_part);
        var sheets = new List<Sheet>();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "sheet")
            {
                sheets.Add(new Sheet(xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is "hidden" or "veryHidden", xml.GetAttribute("id", PartXml.Relationships) ?? ""));
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "workbookPr")
            {
                _from1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
        }

        Sheets = sheets;
        _texts = new SharedTexts(_part.SharedStringTablePart);
        _styles = new DateStyles(_part.WorkbookStylesPart);
    }

    public IReadOnlyList<Sheet> Sheets { get; }

    /// <summary>Rows that hold a cell with a value; the row number of each is its own.</summary>
    public IEnumerable<TableRow> Rows(Sheet sheet)
    {
        if (!_part.TryGetPartById(sheet.RelationshipId, out var part) || part is not WorksheetPart)
        {
            yield break;
        }

        using var xml = PartXml.Open(part);
        var (line, rows) = (0L, 0);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
            {
                continue;
            }

            // No spreadsheet has more (ECMA-376 leaves it to the programs; Excel's limit).
            if (++rows > 1_048_576)
            {
                throw new InvalidDataException("more rows than a sheet can have");
            }

            line = long.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : line + 1;
            var row = xml.IsEmptyElement ? null : Row(xml, sheet, line);
            if (row is { Cells.Count: > 0 })
            {
                yield return row;
            }
        }
    }

    public void Dispose()
    {
        _texts.Dispose();
        _document.Dispose();
        _package.Close();
    }

    private TableRow Row(XmlReader xml, Sheet sheet, long line)
    {
        var (cells, problems) = (new List<TableCell>(), new List<Drafts.DraftProblem>());
        var place = string.Create(CultureInfo.InvariantCulture, $"sheet {sheet.Name} row {line}");
        var column = -1;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
            {
                continue;
            }

            column = ColumnOf(xml.GetAttribute("r")) ?? column + 1;
            var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
            if (xml.IsEmptyElement || PartXml.Value(xml, "c", ["v", "t"]) is not { Length: > 0 } value)
            {
                continue;
            }

            if (type == "e")
            {
                problems.Add(new Drafts.DraftProblem(BulkProblems.CellError, place, value, Refuses: false));
                continue;
            }

            while (cells.Count < column)
            {
                cells.Add(new TableCell(""));
            }

            if (cells.Count == column)
            {
                cells.Add(Cell(type, style, value));
            }
        }

        return new TableRow(line, place, cells) { Lettered = true, From1904 = _from1904, Problems = problems };
    }

    private TableCell Cell(string? type, string? style, string value)
    {
        if (type is "str" or "inlineStr" or "d")
        {
            return new TableCell(value);
        }

        if (type == "s")
        {
            return new TableCell(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? _texts[at] : "");
        }

        if (type == "b")
        {
            return new TableCell(value == "1" ? "true" : "false");
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return new TableCell(value);
        }

        return _styles.IsDate(style) && CellForms.Serial(number, _from1904) is { } day
            ? new TableCell(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : new TableCell(Plain(value, number), number);
    }

    // 1.25E6 was 1250000 to the person who typed it.
    private static string Plain(string value, double number) =>
        value.Contains('E', StringComparison.OrdinalIgnoreCase) && Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : value;

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(3))
        {
            column = (column * 26) + letter - 'A' + 1;
        }

        // Excel's last column is XFD.
        return column is > 0 and <= 16_384 ? column - 1 : null;
    }
}
