using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using JsonValue = System.Text.Json.Nodes.JsonValue;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Rows of a table → entries, by a layout. An empty cell says nothing; an erase mark erases.</summary>
internal sealed class TableMapper(TableLayout layout, BulkOptions options)
{
    private const string ExtraName = "columns";

    // Rows left unread are held by the hundreds; an honest one is shorter.
    private const int LongestUnread = 64 * 1024;

    private readonly EntryPrints _prints = new(options, [layout.Map.Name, .. layout.Headings]);

    /// <summary>The row of a template that shows how rows are filled, left in by who filled it: its id is the example mark.</summary>
    public bool IsExample(TableRow row) => layout.Column("sourceId") is var at and >= 0 && at < row.Cells.Count && Template.IsExampleMark(row.Cells[at].Text);

    /// <summary>What is known of a row without reading it; null where it has to be read.</summary>
    public BulkEntry? Unread(long ordinal, TableRow row)
    {
        if (row.Problems.Count > 0 || row.Cells.Sum(cell => cell.Text.Length) > LongestUnread || Said("sourceId", row) is not { Length: > 0 } sourceId || (Said("source", row) ?? options.Source) is not { Length: > 0 } source || PrintOf(row) is not { } print)
        {
            return null;
        }

        var address = new DraftAddress(source, sourceId);
        return new BulkEntry { Ordinal = ordinal, Line = row.Line, Locator = row.Place, Address = address, Print = print, Later = () => Entry(ordinal, row) with { Print = print } };
    }

    /// <summary>A row that stands for itself.</summary>
    public BulkEntry Read(long ordinal, TableRow row) => Entry(ordinal, row) with { Print = PrintOf(row) };

    // What a number means as a day hangs on the workbook.
    private string? PrintOf(TableRow row) => row.From1904 ? null : _prints.Of(row.Cells);

    /// <summary>What the row says of a plain field, in the form a draft has it.</summary>
    private string? Said(string name, TableRow row)
    {
        if (layout.Column(name) is var at && (at < 0 || at >= row.Cells.Count || Bare(row.Cells[at].Text) is not { Length: > 0 } text))
        {
            return layout.Map.Defaults.GetValueOrDefault(name);
        }

        return Pdf.StorableText.From(Worded(layout.Columns[at].First(field => field.Field == name), text)).Trim();
    }

    private static string Worded(MappedField field, string text)
    {
        var said = field.ValueOf(text) ?? text;
        return field.Pattern is { } pattern && !DraftSketch.IsEraseMark(said) ? pattern.Replace("{}", said, StringComparison.Ordinal) : said;
    }

    /// <summary>Column of the sheet in which the row's first cell stands, from 0; below 0 where cells were put in front.</summary>
    public int FirstColumn { get; init; }

    /// <param name="more">Says what the row itself does not hold.</param>
    public BulkEntry Entry(long ordinal, TableRow row, Action<DraftSketch>? more = null)
    {
        var sketch = new DraftSketch(row.Place, layout.Map.Lenient);
        var authors = new AuthorColumns();
        for (var at = 0; at < Math.Min(row.Cells.Count, layout.Columns.Count); at++)
        {
            if (Bare(row.Cells[at].Text) is { Length: > 0 } text)
            {
                Take(sketch, authors, row, at, text);
            }
        }

        foreach (var (field, text) in layout.Map.Defaults)
        {
            if (!sketch.Has(field) && TableFields.FormOf(field, layout.Map.Kind) is { } form)
            {
                Put(sketch, authors, new MappedField(field, []), form, new TableCell(text), row.Place, row);
            }
        }

        authors.Give(sketch);
        more?.Invoke(sketch);
        var basis = new BulkEntry { Ordinal = ordinal, Line = row.Line, Locator = row.Place, Layer = LayerRule.KeepsWhatIsKnown, Raw = Raw(row) };
        var entry = sketch.Finish(basis, sketch.Has("kind") ? null : layout.Map.Kind, options, ExtraName);
        return row.Problems.Count == 0 ? entry : entry with { Problems = [.. row.Problems, .. entry.Problems] };
    }

    private void Take(DraftSketch sketch, AuthorColumns authors, TableRow row, int at, string text)
    {
        var place = row.PlaceOf(Math.Max(0, at + FirstColumn), layout.Headings[at]);
        if (layout.Columns[at].Count == 0)
        {
            if (!layout.Map.IgnoreOthers && layout.Headings[at].Length > 0)
            {
                sketch.Aside(ExtraName, layout.Headings[at], text, place);
            }

            return;
        }

        foreach (var field in layout.Columns[at])
        {
            Put(sketch, authors, field, TableFields.FormOf(field.Field, layout.Map.Kind)!.Value, row.Cells[at] with { Text = Worded(field, text) }, place, row);
        }
    }

    private void Put(DraftSketch sketch, AuthorColumns authors, MappedField field, FieldForm form, TableCell cell, string place, TableRow row)
    {
        var (path, text) = (field.Field, cell.Text);
        if (DraftSketch.IsEraseMark(text))
        {
            sketch.Set(form == FieldForm.Authors ? "authors" : path, text, place);
            return;
        }

        switch (form)
        {
            case FieldForm.LocalText:
                sketch.SetLocal(path, text, place);
                break;
            case FieldForm.Texts:
                Each(field, text, one => sketch.Add(path, one, place));
                break;
            case FieldForm.Codes:
                Each(field, text, one => sketch.Add(path, CodeOf(path, one), place));
                break;
            case FieldForm.Code:
                sketch.Set(path, CodeOf(path, text), place);
                break;
            case FieldForm.Year:
                Number(CellForms.Year(text, field.Buddhist), BulkProblems.NotAYear);
                break;
            case FieldForm.Number:
                Number(CellForms.Amount(text) is { } n && n == decimal.Truncate(n) && Math.Abs(n) < int.MaxValue ? (int)n : null, BulkProblems.NotANumber);
                break;
            case FieldForm.Amount:
                Known(CellForms.Amount(text) is { } amount ? JsonValue.Create(Times(amount, field.Times)) : null, BulkProblems.NotANumber);
                break;
            case FieldForm.Date:
                var day = CellForms.Date(text) ?? (cell.Serial is { } serial ? CellForms.Serial(serial, row.From1904) : null);
                Known(day is { } known ? JsonValue.Create(known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null, ProblemCodes.NotADate);
                break;
            case FieldForm.Flag:
                Known(CellForms.Flag(text) is { } flag ? JsonValue.Create(flag) : null, BulkProblems.NotYesOrNo);
                break;
            case FieldForm.Word:
                sketch.Set(path, WordOf(path, text), place);
                break;
            case FieldForm.Language:
                sketch.Set(path, CellForms.Language(text), place);
                break;
            case FieldForm.Authors:
                authors.Take(path, [.. text.Split(field.Split.ToCharArray()).Select(one => one.Trim())], place);
                break;
            case FieldForm.Findings:
                Each(field with { Split = "\n" }, text, one => sketch.Add(path, new System.Text.Json.Nodes.JsonObject { ["text"] = AuthorColumns.Local(one) }, place, one));
                break;
            case FieldForm.Files:
                Each(field, text, one => sketch.Add(path, new System.Text.Json.Nodes.JsonObject { ["name"] = one }, place, one));
                break;
            default:
                sketch.Set(path, text, place);
                break;
        }

        void Number(int? number, string code) => Known(number is { } n ? JsonValue.Create(n) : null, code);

        void Known(JsonValue? value, string code)
        {
            if (value is not null)
            {
                sketch.Set(path, value, place, text);
            }
            else if (layout.Map.Lenient)
            {
                sketch.Warn(code, $"{place} $.{path}", text);
                sketch.Aside(ExtraName, path, text, place);
            }
            else
            {
                sketch.Wrong(code, $"{place} $.{path}", text);
            }
        }
    }

    private string CodeOf(string path, string text) => options.Lists.FirstOrDefault(list => list.Field == path)?.CodeOf(text) ?? text;

    private static string WordOf(string path, string text) =>
        FieldMapFile.Words(path).FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? text;

    private static decimal Times(decimal amount, decimal times)
    {
        try
        {
            return amount * times;
        }
        catch (OverflowException)
        {
            // Far beyond what the draft's limits allow, which will say so.
            return decimal.MaxValue;
        }
    }

    private static void Each(MappedField field, string text, Action<string> take)
    {
        foreach (var one in text.Split([.. field.Split, '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            take(field.ValueOf(one) ?? one);
        }
    }

    /// <summary>Without the apostrophe by which writers (ours too) keep a spreadsheet from running a text as a formula.</summary>
    private static string Bare(string text)
    {
        text = text.Trim();
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }

    private static string Raw(TableRow row)
    {
        var raw = new StringBuilder();
        foreach (var cell in row.Cells)
        {
            raw.Append(raw.Length > 0 ? "\t" : "").Append(cell.Text.Length > BulkEntry.RawLength ? cell.Text.AsSpan(0, BulkEntry.RawLength) : cell.Text);
            if (raw.Length > BulkEntry.RawLength)
            {
                break;
            }
        }

        return BulkReaders.Raw(raw.ToString().TrimEnd('\t'));
    }
}
