using System.Globalization;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>The government catalogue's Excel form → datasets with their files, by <see cref="GdCatalogColumns"/> and the layout <c>gd-catalog</c>.</summary>
internal sealed class GdCatalogReader(BulkOptions options)
{
    public const string MapName = "gd-catalog";

    // Files are joined to datasets by name, so those of one type are held at once.
    private const int MostFiles = 100_000;

    // A thousand for each file.
    private const long MostCharacters = 100_000_000;

    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        using var workbook = new Workbook(stream, options);
        var map = options.Maps.FirstOrDefault(known => known.Name == MapName);
        var any = false;
        foreach (var type in GdCatalogColumns.Types)
        {
            if (map is null || Find(workbook, GdCatalogColumns.SheetOfDatasets(type.Sheet)) is not { } sheet)
            {
                continue;
            }

            any = true;
            var files = Files(workbook, type.Sheet, type.Files);
            TableMapper? mapper = null;
            foreach (var row in workbook.Rows(sheet))
            {
                if (row.Line == GdCatalogColumns.HeadingRow)
                {
                    mapper = Mapper(map, type.Columns, row.Cells.Count);
                }
                else if (row.Line >= GdCatalogColumns.FirstRow && !row.IsBlank)
                {
                    var by = mapper ??= Mapper(map, type.Columns, row.Cells.Count);
                    var typed = row with { Cells = [new TableCell(type.DataType), .. row.Cells] };
                    yield return new(ordinal => by.Entry(ordinal, typed, draft => Give(draft, files, row)));
                }
            }
        }

        if (!any)
        {
            var names = string.Join(", ", GdCatalogColumns.Types.Select(type => GdCatalogColumns.SheetOfDatasets(type.Sheet)));
            yield return new(ordinal => new BulkEntry { Ordinal = ordinal, Line = 0, Locator = "workbook", Layer = LayerRule.KeepsWhatIsKnown, Problems = [new DraftProblem(BulkProblems.UnknownColumns, "workbook") { Details = [names] }] });
        }
    }

    private TableMapper Mapper(FieldMap map, string[] columns, int headings)
    {
        var names = GdCatalogColumns.Of(columns, headings);
        var heading = new TableRow(0, "", [new TableCell("data_type"), .. names.Select(name => new TableCell(name))]);
        return new TableMapper(TableLayout.Of(map, heading, null), options) { FirstColumn = -1 };
    }

    private static Sheet? Find(Workbook workbook, string name) =>
        workbook.Sheets.FirstOrDefault(sheet => ColumnNames.Key(sheet.Name) == ColumnNames.Key(name));

    private static Dictionary<string, List<(JsonObject File, string Place)>> Files(Workbook workbook, string type, string[] columns)
    {
        var files = new Dictionary<string, List<(JsonObject, string)>>(StringComparer.Ordinal);
        var characters = 0L;
        if (Find(workbook, GdCatalogColumns.SheetOfFiles(type)) is not { } sheet)
        {
            return files;
        }

        foreach (var row in workbook.Rows(sheet).Where(row => row.Line >= GdCatalogColumns.FirstRow && !row.IsBlank).Take(MostFiles))
        {
            characters += row.Cells.Take(columns.Length).Sum(cell => (long)cell.Text.Length);
            if (characters > MostCharacters)
            {
                throw new InvalidDataException("more text about files than is held");
            }

            var dataset = ColumnNames.Key(row.Cells[0].Text);
            if (!files.TryGetValue(dataset, out var own))
            {
                files[dataset] = own = [];
            }

            own.Add((FileOf(row, columns), row.Place));
        }

        return files;
    }

    private static JsonObject FileOf(TableRow row, string[] columns)
    {
        var file = new JsonObject();
        for (var at = 1; at < Math.Min(columns.Length, row.Cells.Count); at++)
        {
            var text = Pdf.StorableText.From(row.Cells[at].Text.Trim());
            JsonNode? value = columns[at] switch
            {
                _ when text.Length == 0 => null,
                "name" or "url" or "description" or "format" or "unitOfMeasure" => text,
                "firstYear" or "lastYear" => CellForms.Year(text, buddhist: false),
                "updatedOn" => (CellForms.Date(text) ?? (row.Cells[at].Serial is { } serial ? CellForms.Serial(serial, row.From1904) : null))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => null,
            };
            if (value is not null)
            {
                file[columns[at]] = value;
            }
        }

        return file;
    }

    private static void Give(DraftSketch draft, Dictionary<string, List<(JsonObject File, string Place)>> files, TableRow row)
    {
        foreach (var (file, place) in row.Cells.Count > 0 ? files.GetValueOrDefault(ColumnNames.Key(row.Cells[0].Text), []) : [])
        {
            draft.Add("resources", (JsonObject)file.DeepClone(), place);
        }
    }
}
