using System.Globalization;
using System.Text;
using CsvHelper;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Plans;

/// <summary>An RFC 4180 file with a header, read whole, each row knowing its line.</summary>
public sealed class CsvTable
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private CsvTable(string name, IReadOnlyList<string> header, IReadOnlyList<CsvRow> rows)
    {
        Name = name;
        Header = header;
        Rows = rows;
    }

    public string Name { get; }

    /// <summary>Column names, trimmed and in lower case.</summary>
    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    public bool Has(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (!Header.Contains(column, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null when the file is no CSV in UTF-8; a row of another width is a problem of its own and is left out.</summary>
    /// <param name="names">Other spellings of column names → the name used here.</param>
    public static CsvTable? Read(SourceFile file, IReadOnlyDictionary<string, string> names, List<DraftProblem> problems)
    {
        if (Decode(file, problems) is not { } text)
        {
            return null;
        }

        using var reader = CsvReader.FromText(text, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            FormatProvider = CultureInfo.InvariantCulture,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = bad => problems.Add(new DraftProblem(CodeOf(bad.Reason), $"{file.Name} line {bad.LineNumber}", Cut(bad.RawRecord))),
        });
        reader.ReadHeader();
        var header = reader.Headers.ToArray().Select(name => name.Trim().ToLowerInvariant()).Select(name => names.GetValueOrDefault(name, name)).ToList();
        if (header.Count == 0)
        {
            problems.Add(new DraftProblem("empty-file", file.Name));
            return null;
        }

        if (header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            problems.Add(new DraftProblem("repeated-column", $"{file.Name} line 1", twice.Key));
            return null;
        }

        var rows = new List<CsvRow>();
        while (reader.Read())
        {
            rows.Add(new CsvRow(file.Name, reader.LineNumber, header, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]));
        }

        return new CsvTable(file.Name, header, rows);
    }

    internal static string Cut(string text) => text.Length <= 200 ? text : text[..200];

    private static string CodeOf(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.FieldCountMismatch => "wrong-column-count",
        CsvMalformedReason.UnterminatedQuote => "unterminated-quote",
        _ => "stray-quote",
    };

    private static string? Decode(SourceFile file, List<DraftProblem> problems)
    {
        try
        {
            return Strict.GetString(file.Bytes.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException fault)
        {
            var line = 1 + file.Bytes.Span[..Math.Clamp(fault.Index, 0, file.Bytes.Length)].Count((byte)'\n');
            problems.Add(new DraftProblem("not-utf-8", $"{file.Name} line {line}"));
            return null;
        }
    }
}

/// <summary>One row of a table; fields come trimmed, an absent column or an empty field as null.</summary>
public sealed class CsvRow(string file, long line, IReadOnlyList<string> header, string[] fields)
{
    public string? this[string column]
    {
        get
        {
            var at = IndexOf(column);
            return at < 0 || string.IsNullOrWhiteSpace(fields[at]) ? null : fields[at].Trim();
        }
    }

    /// <summary><c>factors.csv line 12 column 3 (parent)</c>.</summary>
    public string PlaceOf(string column)
    {
        var at = IndexOf(column);
        return at < 0 ? $"{file} line {line}" : $"{file} line {line} column {at + 1} ({column})";
    }

    private int IndexOf(string column)
    {
        for (var at = 0; at < header.Count; at++)
        {
            if (header[at] == column)
            {
                return at;
            }
        }

        return -1;
    }
}
