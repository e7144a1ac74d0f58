using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>
/// The template as a workbook: a sheet to fill with choices and notes at each column, a sheet that explains the columns, a hidden sheet
/// of lists. Written as a stream of elements.
/// </summary>
public static class TemplateWorkbook
{
    public const string RowsSheet = "ข้อมูล";

    public const string NotesSheet = "คำอธิบาย";

    public const string ListsSheet = "รายการ";

    /// <summary>Rows that have the choices.</summary>
    private const int RowsWithChoices = 10_001;

    /// <summary>What a spreadsheet allows in a note at a cell.</summary>
    private const int LongestPrompt = 255;

    /// <param name="to">Able to seek.</param>
    /// <param name="rows">Cells by API name; the example, or what is to be read back.</param>
    public static void Write(Stream to, FieldMap map, IReadOnlyList<CodeList> lists, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var columns = Template.Columns(map);
        var choices = columns.Select(column => Template.Choices(column, lists)).ToList();
        var parts = (string[])[RowsSheet, NotesSheet, ListsSheet];
        var sheets = parts.Select((_, at) => workbook.AddNewPart<WorksheetPart>(string.Create(CultureInfo.InvariantCulture, $"rId{at + 1}"))).ToList();
        Style(workbook);
        WriteRows(sheets[0], map, columns, choices, rows);
        Plain(sheets[1], Notes(columns, map, lists));
        Plain(sheets[2], Lists(columns, choices));
        using var writer = OpenXmlWriter.Create(workbook);
        writer.WriteStartElement(new DocumentFormat.OpenXml.Spreadsheet.Workbook());
        writer.WriteStartElement(new Sheets());
        for (var at = 0; at < parts.Length; at++)
        {
            var sheet = new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = parts[at], SheetId = (uint)at + 1, Id = workbook.GetIdOfPart(sheets[at]) };
            if (parts[at] == ListsSheet)
            {
                sheet.State = SheetStateValues.Hidden;
            }

            writer.WriteElement(sheet);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRows(WorksheetPart part, FieldMap map, IReadOnlyList<MappedField> columns, List<IReadOnlyList<string>> choices, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(new Column { Min = 1, Max = (uint)columns.Count, Width = 24, CustomWidth = true }));
        writer.WriteStartElement(new SheetData());
        Row(writer, 1, columns.Select(column => column.Columns[0]), style: 1);
        var line = 2;
        foreach (var row in rows)
        {
            Row(writer, line++, columns.Select(column => row.GetValueOrDefault(column.Field, "")), style: 0);
        }

        writer.WriteEndElement();
        writer.WriteStartElement(new DataValidations { Count = (uint)columns.Count });
        for (var at = 0; at < columns.Count; at++)
        {
            writer.WriteElement(Validation(columns[at], map, at, choices[at].Count));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static DataValidation Validation(MappedField column, FieldMap map, int at, int choices)
    {
        var letters = Letters(at);
        var note = Template.Note(column).Th ?? "";
        var validation = new DataValidation
        {
            AllowBlank = true,
            SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{letters}2:{letters}{RowsWithChoices}" },
            ShowInputMessage = note.Length > 0,
            ShowErrorMessage = choices > 0 && !Template.IsList(column, map),
        };
        if (note.Length > 0)
        {
            validation.Prompt = note.Length <= LongestPrompt ? note : note[..LongestPrompt];
        }

        if (choices > 0)
        {
            validation.Type = DataValidationValues.List;
            validation.Append(new Formula1($"'{ListsSheet}'!${letters}$2:${letters}${choices + 1}"));
        }

        return validation;
    }

    private static IEnumerable<IEnumerable<string>> Notes(IReadOnlyList<MappedField> columns, FieldMap map, IReadOnlyList<CodeList> lists)
    {
        yield return ["ช่อง", "ชื่อใน API", "จำเป็น", "คำอธิบาย", "Note", "ตัวอย่าง"];
        var example = Template.Example(map, lists);
        foreach (var column in columns)
        {
            yield return [column.Columns[0], column.Field, Template.IsNeeded(column.Field) ? "ใช่" : "", Template.Note(column).Th ?? "", Template.Note(column).En ?? "", example.GetValueOrDefault(column.Field, "")];
        }

        yield return ["[ลบ]", "", "", "ใส่ [ลบ] เพื่อลบค่าที่เคยส่ง ช่องว่างหมายถึงคงค่าเดิม", "[ลบ] or [erase] erases what was sent before; an empty cell keeps it", ""];
    }

    private static IEnumerable<IEnumerable<string>> Lists(IReadOnlyList<MappedField> columns, List<IReadOnlyList<string>> choices)
    {
        yield return columns.Select(column => column.Field);
        for (var at = 0; at < choices.Max(list => list.Count); at++)
        {
            yield return choices.Select(list => at < list.Count ? list[at] : "");
        }
    }

    private static void Plain(WorksheetPart part, IEnumerable<IEnumerable<string>> rows)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new Columns(new Column { Min = 1, Max = 6, Width = 28, CustomWidth = true }));
        writer.WriteStartElement(new SheetData());
        var line = 1;
        foreach (var row in rows)
        {
            Row(writer, line, row, style: line == 1 ? 1u : 0u);
            line++;
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    // Texts, never formulas: what begins with = is shown, not run.
    private static void Row(OpenXmlWriter writer, int line, IEnumerable<string> cells, uint style)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)line });
        var at = 0;
        foreach (var text in cells)
        {
            if (text.Length > 0)
            {
                writer.WriteElement(new Cell(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
                {
                    CellReference = string.Create(CultureInfo.InvariantCulture, $"{Letters(at)}{line}"),
                    DataType = CellValues.InlineString,
                    StyleIndex = style,
                });
            }

            at++;
        }

        writer.WriteEndElement();
    }

    private static void Style(WorkbookPart workbook)
    {
        var part = workbook.AddNewPart<WorkbookStylesPart>();
        part.Stylesheet = new Stylesheet(
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            // Text (49): a code keeps its leading zero.
            new CellFormats(new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true }, new CellFormat { FontId = 1, ApplyFont = true }));
        part.Stylesheet.Save();
    }

    private static string Letters(int column) => TableRow.Letters(column);
}
