using System.Globalization;
using CsvHelper;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>
/// The table a person fills, made from the same layout that reads it and the same lists that give codes for names, so that neither can
/// drift. Columns, choices, notes in Thai and one example row.
/// </summary>
public static class Template
{
    /// <summary>Stands for the id of the example row; readers pass such a row over.</summary>
    public const string ExampleMark = "[ตัวอย่าง]";

    /// <summary>Fields whose cells hold one of a few words or of a list, by the text a person chooses.</summary>
    public static IReadOnlyList<string> Choices(MappedField field, IReadOnlyList<CodeList> lists) =>
        lists.FirstOrDefault(list => list.Field == field.Field) is { } list ? [.. list.Entries.Select(CodeList.Shown)]
        : FieldMapFile.Words(field.Field) is { Count: > 0 } words ? [.. words.Select(word => field.Values.FirstOrDefault(value => value.Value == word).Key ?? word)]
        : [];

    /// <summary>Columns in the order of the layout; one for a text in an unsaid language is left out, people are asked for each language apart.</summary>
    public static IReadOnlyList<MappedField> Columns(FieldMap map) =>
        [.. map.Fields.Where(field => field.Columns.Count > 0 && TableFields.FormOf(field.Field, map.Kind) != FieldForm.LocalText)];

    /// <summary>The example row, by API name.</summary>
    public static IReadOnlyDictionary<string, string> Example(FieldMap map, IReadOnlyList<CodeList> lists) =>
        Columns(map).Select(field => (field.Field, Text: field.Field == "sourceId" ? ExampleMark : field.Example ?? Choices(field, lists).Skip(field.Example is null && IsList(field, map) ? 0 : int.MaxValue).FirstOrDefault()))
            .Where(cell => !string.IsNullOrEmpty(cell.Text)).ToDictionary(cell => cell.Field, cell => cell.Text!);

    /// <summary>UTF-8 with a byte order mark, which spreadsheets need to show Thai; what would run as a formula gets an apostrophe.</summary>
    /// <param name="rows">Cells by API name; further rows below the heading.</param>
    public static void WriteCsv(TextWriter to, FieldMap map, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        to.Write('\uFEFF');
        using var csv = CsvWriter.Create(to, CsvWriterOptions.Default with { Injection = CsvInjection.Escape, FormatProvider = CultureInfo.InvariantCulture }, leaveOpen: true);
        var columns = Columns(map);
        csv.WriteRecord([.. columns.Select(column => column.Columns[0])]);
        foreach (var row in rows)
        {
            csv.WriteRecord([.. columns.Select(column => row.GetValueOrDefault(column.Field, ""))]);
        }
    }

    internal static bool IsExampleMark(string text) => text.Trim() is ExampleMark or "[example]";

    /// <summary>Several entries may stand in one cell, so that a choice must not forbid typing.</summary>
    internal static bool IsList(MappedField field, FieldMap map) => TableFields.FormOf(field.Field, map.Kind) is FieldForm.Codes or FieldForm.Texts;

    /// <summary>Without these a row makes no record; of the titles one is enough.</summary>
    internal static bool IsNeeded(string field) => field is "sourceId" or "title.th" or "year" or "agency";

    internal static LocalText Note(MappedField field) => field.Note ?? new LocalText("", "");
}
