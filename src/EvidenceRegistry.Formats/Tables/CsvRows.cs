using System.Globalization;
using CsvHelper;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>
/// Rows of a text table: comma, semicolon, tab or bar, found from its first lines unless a layout says; quotes as in RFC 4180. One bad
/// quote does not cost the rest of the file: a record of several lines whose quotes do not hold is refused by its first line, and the
/// lines behind it are read again as rows of their own.
/// </summary>
internal sealed class CsvRows(BulkOptions options)
{
    // Beyond so many bad quotes a file is no table, and reading lines again would cost without end.
    private const int MostRecoveries = 1_000;

    private int _width;
    private int _recoveries;

    public IEnumerable<TableRow> Read(Stream stream)
    {
        var text = new BoundedRecords(SourceText.Text(stream, options), options.LongestEntry);
        return Read(text, text, 0);
    }

    /// <param name="bounded">Where <paramref name="text"/> was cut; null for lines read again.</param>
    private IEnumerable<TableRow> Read(TextReader text, BoundedRecords? bounded, long linesBefore)
    {
        CsvMalformedRecord? bad = null;
        using var csv = CsvReader.Create(text, CsvReaderOptions.Default with
        {
            HasHeader = false,
            TrackLineNumbers = true,
            FormatProvider = CultureInfo.InvariantCulture,
            Separator = _separator ?? (options.Maps is [{ Separator: { } separator }] ? separator : null),
            // Bytes, of which a Thai letter takes three.
            MaxRecordSize = (options.LongestEntry * 4) + (64 * 1024),
            OnMalformedRecord = record => bad = record,
        });
        while (Next(csv, out var failed))
        {
            _separator = csv.Separator;
            var line = linesBefore + csv.LineNumber + (bounded?.DroppedBefore(csv.LineNumber) ?? 0);
            var place = Place(line);
            var (malformed, cut) = (bad, bounded?.WasCut(csv.LineNumber) == true);
            bad = null;
            if (failed || cut)
            {
                yield return new TableRow(line, place, Cells(csv)) { Problems = [new DraftProblem(BulkProblems.EntryTooLong, place) { Details = [Print(options.LongestEntry)] }] };
            }
            else if (malformed is { } record && record.Reason != CsvMalformedReason.StrayQuote && record.RawRecord.Contains('\n', StringComparison.Ordinal))
            {
                foreach (var row in Again(record, line))
                {
                    yield return row;
                }
            }
            else
            {
                yield return Row(line, place, Cells(csv), malformed, readAgain: bounded is null);
            }
        }
    }

    private char? _separator;

    private TableRow Row(long line, string place, TableCell[] cells, CsvMalformedRecord? malformed, bool readAgain)
    {
        var problems = new List<DraftProblem>();
        if (malformed is { } record)
        {
            var open = record.Reason == CsvMalformedReason.UnterminatedQuote;
            problems.Add(new DraftProblem(open ? BulkProblems.UnterminatedQuote : BulkProblems.StrayQuote, place, Cut(record.RawRecord), open));
        }

        // Spreadsheets leave trailing empty cells out; a row may be short, but what stands beyond the heading belongs nowhere.
        var filled = Array.FindLastIndex(cells, cell => cell.Text.Length > 0) + 1;
        if (_width > 0 && (filled > _width || (readAgain && cells.Length != _width)))
        {
            problems.Add(new DraftProblem(BulkProblems.WrongColumnCount, place) { Details = [Print(_width), Print(cells.Length)] });
        }

        _width = _width == 0 && cells.Length > 1 ? cells.Length : _width;
        return new TableRow(line, place, cells) { Problems = problems };
    }

    private IEnumerable<TableRow> Again(CsvMalformedRecord record, long line)
    {
        var end = record.RawRecord.IndexOf('\n', StringComparison.Ordinal);
        var first = record.RawRecord[..end].TrimEnd('\r');
        yield return new TableRow(line, Place(line), [new TableCell(first)]) { Problems = [new DraftProblem(BulkProblems.UnterminatedQuote, Place(line), Cut(first))] };
        if (++_recoveries <= MostRecoveries)
        {
            foreach (var row in Read(new StringReader(record.RawRecord[(end + 1)..]), null, line))
            {
                yield return row;
            }
        }
        else
        {
            yield return new TableRow(line + 1, Place(line + 1), [new TableCell(Cut(record.RawRecord[(end + 1)..]))]) { Problems = [new DraftProblem(BulkProblems.Damaged, Place(line + 1))] };
        }
    }

    private static bool Next(CsvReader csv, out bool failed)
    {
        failed = false;
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException)
        {
            // Longer than MaxRecordSize, by quotes alone; the reader stands still and says so on.
            failed = true;
            return csv.FieldCount > 0;
        }
    }

    private static TableCell[] Cells(CsvReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(at => new TableCell(csv.GetString(at)))];

    private static string Place(long line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
