namespace EvidenceRegistry.Formats.Tables;

/// <summary>One cell as a reader found it.</summary>
/// <param name="Text">As shown; a spreadsheet's date as <c>yyyy-MM-dd</c>.</param>
/// <param name="Serial">A plain number of a spreadsheet, which may be a day where a day is asked for.</param>
internal readonly record struct TableCell(string Text, double? Serial = null);

/// <summary>One row of any table. Fields are those of the columns, from 0; a row may be shorter than the heading.</summary>
/// <param name="Place">Of the row: <c>line 12</c>, <c>sheet Data row 12</c>.</param>
internal sealed record TableRow(long Line, string Place, IReadOnlyList<TableCell> Cells)
{
    /// <summary>What is wrong with the row itself.</summary>
    public IReadOnlyList<Drafts.DraftProblem> Problems { get; init; } = [];

    /// <summary>Workbooks name columns by letters, as people see them.</summary>
    public bool Lettered { get; init; }

    /// <summary>The workbook counts its days from 1904.</summary>
    public bool From1904 { get; init; }

    public bool IsBlank => Cells.All(cell => string.IsNullOrWhiteSpace(cell.Text));

    public string PlaceOf(int column, string heading) =>
        Lettered ? $"{Place} column {Letters(column)} ({heading})" : $"{Place} column {column + 1} ({heading})";

    /// <summary>A, B … Z, AA: as spreadsheets name columns.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters;
    }
}
