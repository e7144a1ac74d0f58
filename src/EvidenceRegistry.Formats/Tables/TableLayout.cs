namespace EvidenceRegistry.Formats.Tables;

/// <summary>A table's headings met by a field map: which column gives which fields.</summary>
internal sealed class TableLayout
{
    /// <summary>A heading seldom stands lower than this: titles and notes come before it.</summary>
    public const int RowsLookedThrough = 30;

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private TableLayout(FieldMap map, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<MappedField>> columns)
    {
        Map = map;
        Headings = headings;
        Columns = columns;
        foreach (var (fields, at) in columns.Select((fields, at) => (fields, at)))
        {
            foreach (var field in fields)
            {
                _columns[field.Field] = at;
            }
        }
    }

    public FieldMap Map { get; }

    public IReadOnlyList<string> Headings { get; }

    /// <summary>By column; none for columns the map does not know.</summary>
    public IReadOnlyList<IReadOnlyList<MappedField>> Columns { get; }

    /// <summary>The column that gives a field, from 0; below 0: none.</summary>
    public int Column(string field) => _columns.GetValueOrDefault(field, -1);

    /// <summary>Columns that give a field.</summary>
    public int Known => Columns.Count(fields => fields.Count > 0);

    /// <summary>
    /// The map that knows most columns of <paramref name="row"/> (the first of equals), where it knows two, or all there are; null else.
    /// </summary>
    public static TableLayout? Of(IReadOnlyList<FieldMap> maps, TableRow row)
    {
        TableLayout? best = null;
        foreach (var map in maps)
        {
            var layout = Of(map, row, null);
            best = best is null || layout.Known > best.Known ? layout : best;
        }

        return best is not null && (best.Known >= 2 || (best.Known == 1 && best.Headings.Count(h => h.Length > 0) == 1)) ? best : null;
    }

    /// <summary>One map, whatever it knows.</summary>
    /// <param name="above">The row of upper headings, where the map has two; a merged one stands in the first of its cells.</param>
    public static TableLayout Of(FieldMap map, TableRow row, TableRow? above)
    {
        var (headings, columns, taken, upper) = (new List<string>(), new List<IReadOnlyList<MappedField>>(), new HashSet<string>(StringComparer.Ordinal), "");
        for (var at = 0; at < Math.Max(row.Cells.Count, above?.Cells.Count ?? 0); at++)
        {
            var own = at < row.Cells.Count ? row.Cells[at].Text.Trim() : "";
            upper = above is not null && at < above.Cells.Count && above.Cells[at].Text.Trim() is { Length: > 0 } said ? said : upper;
            var both = own.Length == 0 ? upper : upper.Length == 0 ? own : $"{upper} / {own}";
            var heading = above is null ? own : both;
            var fields = map.Named(heading).ToList();
            if (fields.Count == 0 && above is not null)
            {
                fields = [.. map.Named(own)];
            }

            // A heading that comes twice gives its field once, by its first column.
            fields.RemoveAll(field => !taken.Add(field.Field));
            headings.Add(heading);
            columns.Add(fields);
        }

        return new TableLayout(map, headings, columns);
    }
}
