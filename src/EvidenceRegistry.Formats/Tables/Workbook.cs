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
    // Excel's last column is XFD; nobody's workbook has so many sheets.
    private const int MostColumns = 16_384, MostSheets = 10_000;

    /// <summary>Of one row: errors of its cells that are told one by one.</summary>
    private const int MostProblems = 100;

    // An empty cell costs its place.
    private const int BytesOfCell = 32, BytesOfCharacter = 2;

    private readonly Package _package;
    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _part;
    private readonly SharedTexts _texts;
    private readonly DateStyles _styles;
    private readonly bool _from1904;
    private readonly int _longestRow;

    /// <param name="stream">Able to seek; stays open.</param>
    public Workbook(Stream stream, BulkOptions options)
    {
        // Given the stream itself the library copies it and opens the copy for writing, which unpacks each part whole into memory.
        _package = WorkbookPackage.Open(stream, options.MostBytes);
        _longestRow = options.LongestEntry;
        _document = SpreadsheetDocument.Open(_package, new OpenSettings { AutoSave = false });
        _part = _document.WorkbookPart ?? throw new InvalidDataException("no workbook");
        using var xml = PartXml.Open(_part);
        var sheets = new List<Sheet>();
        while (PartXml.Next(xml))
        {
            if (sheets.Count > MostSheets)
            {
                throw new InvalidDataException("more sheets than a workbook has");
            }

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
        while (PartXml.Next(xml))
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

    /// <summary>One row; of one longer than is read what stands before the limit, with a problem that says so.</summary>
    private TableRow Row(XmlReader xml, Sheet sheet, long line)
    {
        var (cells, problems) = (new List<TableCell>(), new List<Drafts.DraftProblem>());
        var (bytes, tooLong) = (0L, false);
        var place = string.Create(CultureInfo.InvariantCulture, $"sheet {sheet.Name} row {line}");
        var column = -1;
        while (PartXml.Next(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (tooLong || xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
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
                if (problems.Count < MostProblems)
                {
                    problems.Add(new Drafts.DraftProblem(BulkProblems.CellError, place, value, Refuses: false));
                }

                continue;
            }

            // A column that was there already says nothing more.
            if (column < cells.Count)
            {
                continue;
            }

            var cell = Cell(type, style, value);
            bytes += ((column - cells.Count + 1L) * BytesOfCell) + ((long)cell.Text.Length * BytesOfCharacter);
            tooLong = bytes > _longestRow || column >= MostColumns;
            if (tooLong)
            {
                problems.Insert(0, new Drafts.DraftProblem(BulkProblems.EntryTooLong, place) { Details = [_longestRow.ToString(CultureInfo.InvariantCulture)] });
                continue;
            }

            while (cells.Count < column)
            {
                cells.Add(new TableCell(""));
            }

            cells.Add(cell);
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

        return column is > 0 and <= MostColumns ? column - 1 : null;
    }
}
