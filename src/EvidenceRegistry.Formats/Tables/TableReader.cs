using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Finds the heading of a table and reads the rows below it. Rows before the heading are titles and notes and say nothing.</summary>
internal sealed class TableReader(BulkOptions options)
{
    public bool Known { get; private set; }

    /// <summary>No row was a heading: says so at the first row; null where the heading was found or there is no row at all.</summary>
    public FoundEntry? Unknown { get; private set; }

    public static IEnumerable<FoundEntry> ReadCsv(Stream stream, BulkOptions options)
    {
        var table = new TableReader(options);
        foreach (var found in table.Read(new CsvRows(options).Read(stream)))
        {
            yield return found;
        }

        if (table.Unknown is { } unknown)
        {
            yield return unknown;
        }
    }

    /// <summary>Every sheet whose heading a layout knows; others of the workbook are notes and lists. Where none is known, that is said of the first.</summary>
    public static IEnumerable<FoundEntry> ReadWorkbook(Stream stream, BulkOptions options)
    {
        using var workbook = new Workbook(stream, options);
        var (unknown, known) = ((FoundEntry?)null, false);
        foreach (var sheet in workbook.Sheets.Where(sheet => !sheet.Hidden))
        {
            var maps = options.Maps.Where(map => map.Sheet is null || ColumnNames.Key(map.Sheet) == ColumnNames.Key(sheet.Name)).ToList();
            var table = new TableReader(options with { Maps = maps });
            foreach (var found in table.Read(workbook.Rows(sheet)))
            {
                yield return found;
            }

            known |= table.Known;
            unknown ??= table.Unknown;
        }

        if (!known && unknown is not null)
        {
            yield return unknown;
        }
    }

    public IEnumerable<FoundEntry> Read(IEnumerable<TableRow> rows)
    {
        var (mapper, upper) = ((TableMapper?)null, (TableLayout?)null);
        var (upperRow, first, before) = ((TableRow?)null, (TableRow?)null, 0);
        foreach (var row in rows)
        {
            if (upper is not null)
            {
                // Of two rows of headings the upper one alone is known already; the lower one belongs to it where more is known with it.
                var both = TableLayout.Of(upper.Map, row, upperRow);
                var isHeading = both.Known > upper.Known;
                mapper = new TableMapper(isHeading ? both : upper, options);
                upper = null;
                if (isHeading)
                {
                    continue;
                }
            }

            if (mapper is not null)
            {
                if ((!row.IsBlank || row.Problems.Count > 0) && !mapper.IsExample(row))
                {
                    yield return new(ordinal => mapper.Read(ordinal, row), ordinal => mapper.Unread(ordinal, row));
                }
            }
            else if (TableLayout.Of(options.Maps, row) is { } layout)
            {
                (upper, upperRow) = layout.Map.HeaderRows == 2 ? (layout, row) : (null, (TableRow?)null);
                mapper = upper is null ? new TableMapper(layout, options) : null;
                Known = true;
            }
            else if (!row.IsBlank)
            {
                first ??= row;
                if (++before == TableLayout.RowsLookedThrough)
                {
                    break;
                }
            }
        }

        if (!Known && first is not null)
        {
            Unknown = new(ordinal => NoHeading(ordinal, first, options.Maps));
        }
    }

    private static BulkEntry NoHeading(long ordinal, TableRow first, IReadOnlyList<FieldMap> maps) => new()
    {
        Ordinal = ordinal,
        Line = first.Line,
        Locator = first.Place,
        Layer = LayerRule.KeepsWhatIsKnown,
        Raw = BulkReaders.Raw(string.Join('\t', first.Cells.Take(100).Select(cell => cell.Text.Length > 100 ? cell.Text[..100] : cell.Text))),
        Problems = [.. first.Problems, new DraftProblem(BulkProblems.UnknownColumns, first.Place) { Details = [string.Join(", ", maps.Select(map => map.Name))] }],
    };
}
