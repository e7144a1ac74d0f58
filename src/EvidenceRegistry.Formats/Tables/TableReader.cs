using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Finds the heading of a table and reads the rows below it. Rows before the heading are titles and notes and say nothing.</summary>
internal static class TableReader
{
    public static IEnumerable<FoundEntry> Read(IEnumerable<TableRow> rows, BulkOptions options)
    {
        TableMapper? mapper = null;
        var before = new List<TableRow>();
        foreach (var row in rows)
        {
            if (mapper is not null)
            {
                if (!row.IsBlank || row.Problems.Count > 0)
                {
                    yield return ordinal => mapper.Entry(ordinal, row);
                }
            }
            else if (TableLayout.Of(options.Maps, row, before.Count > 0 ? before[^1] : null) is { } layout)
            {
                mapper = new TableMapper(layout, options);
            }
            else if (!row.IsBlank)
            {
                before.Add(row);
                if (before.Count == TableLayout.RowsLookedThrough)
                {
                    break;
                }
            }
        }

        if (mapper is null && before.Count > 0)
        {
            yield return ordinal => NoHeading(ordinal, before[0], options.Maps);
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
