using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Ckan;

namespace EvidenceRegistry.Formats.Tables;

/// <param name="Type">number, year, area, text, empty.</param>
/// <param name="Filled">Rows with a value.</param>
public sealed record ProfileColumn(string Name, string Type, int Filled);

/// <summary>One number of a series.</summary>
/// <param name="Area">Code of the area; null where the table has no column of areas.</param>
/// <param name="Measure">Heading of its column.</param>
public sealed record SeriesPoint(string? Area, int Year, string Measure, decimal Value);

/// <summary>What a table of statistics holds, as far as it can be told from the table itself.</summary>
/// <param name="Rows">Below the heading.</param>
/// <param name="FirstYear">Common Era; null where no column or heading holds years.</param>
/// <param name="Areas">Codes met.</param>
/// <param name="Series">The numbers, where each row is one area, one year or both; null where the table is not that clear.</param>
/// <param name="Unreadable">Why nothing could be read; a stable word, null where something was.</param>
public sealed record ResourceProfile(
    IReadOnlyList<ProfileColumn> Columns, int Rows, int? FirstYear, int? LastYear, string? AreaColumn, IReadOnlyList<string> Areas, IReadOnlyList<SeriesPoint>? Series, string? Unreadable);

/// <summary>Reads a small table of statistics: which column holds years (of either era), which areas, which numbers. Never throws on what it holds.</summary>
public static partial class ResourceTable
{
    private const int MostRows = 20_000, MostColumns = 200, MostPoints = 5_000;

    /// <summary>Characters held of one table, with what a cell costs where it is empty: the most rows and columns with short values.</summary>
    private const long MostCharacters = 64_000_000, CharactersOfCell = 8;

    private static readonly BulkOptions Bounds = new() { LongestEntry = 1024 * 1024, MostBytes = 256 * 1024 * 1024 };

    /// <summary>A column is of a kind when this share of its values is.</summary>
    private const double Share = 0.9;

    /// <param name="area">Code of the area of that name; null where there is none.</param>
    public static ResourceProfile Read(byte[] bytes, BulkFormat format, Func<string, string?> area)
    {
        try
        {
            if (Rows(bytes, format) is not { } rows)
            {
                return Nothing("too-large");
            }

            var heading = rows.FindIndex(row => row.Count(cell => cell.Length > 0) >= 2);
            return heading < 0 ? Nothing("no-table") : Profile(rows[heading], rows[(heading + 1)..], area);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException or IOException or FormatException or ArgumentException or OverflowException
            or DocumentFormat.OpenXml.Packaging.OpenXmlPackageException or NotSupportedException or InvalidOperationException)
        {
            return Nothing("damaged");
        }
    }

    /// <summary>Null where the format of a resource is no table that is read.</summary>
    public static BulkFormat? FormatOf(string? format, string? url)
    {
        var word = (format ?? "").Trim().TrimStart('.').ToUpperInvariant();
        var end = url is null ? "" : Path.GetExtension(url.Split('?', '#')[0]).ToUpperInvariant();
        return word is "CSV" || (word.Length == 0 && end == ".CSV") ? BulkFormat.Csv : word is "XLSX" || (word is "XLS" or "" && end == ".XLSX") ? BulkFormat.Xlsx : null;
    }

    private static List<List<string>>? Rows(byte[] bytes, BulkFormat format)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        if (format == BulkFormat.Csv)
        {
            return Texts(new CsvRows(Bounds).Read(stream));
        }

        using var workbook = new Workbook(stream, Bounds);
        return workbook.Sheets.FirstOrDefault(s => !s.Hidden) is { } sheet ? Texts(workbook.Rows(sheet)) : [];
    }

    /// <summary>Null where the table holds more text than is held here.</summary>
    private static List<List<string>>? Texts(IEnumerable<TableRow> rows)
    {
        var (texts, characters) = (new List<List<string>>(), 0L);
        foreach (var row in rows.Where(r => !r.IsBlank).Take(MostRows + 1))
        {
            var cells = row.Cells.Take(MostColumns).Select(c => c.Text.Trim()).ToList();
            characters += cells.Sum(c => c.Length + CharactersOfCell);
            if (characters > MostCharacters)
            {
                return null;
            }

            texts.Add(cells);
        }

        return texts;
    }

    private static ResourceProfile Profile(List<string> heading, List<List<string>> rows, Func<string, string?> area)
    {
        var columns = heading.Select((name, at) => Column(name, [.. rows.Select(r => at < r.Count ? r[at] : "")], area)).ToList();
        var (areaAt, yearAt) = (columns.FindIndex(c => c.Type == "area"), columns.FindIndex(c => c.Type == "year"));
        var areas = areaAt < 0 ? [] : rows.Select(r => areaAt < r.Count ? area(r[areaAt]) : null).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var named = heading.Select(Heading).ToList();
        var years = (yearAt >= 0 ? rows.Select(r => yearAt < r.Count ? Year(r[yearAt]) : null) : named).OfType<int>().ToList();
        var series = yearAt >= 0 ? Long(heading, columns, rows, areaAt, yearAt, area) : named.OfType<int>().Any() ? Wide(heading, named, columns, rows, areaAt, area) : null;
        return new ResourceProfile(
            columns, rows.Count, years.Count == 0 ? null : years.Min(), years.Count == 0 ? null : years.Max(), areaAt < 0 ? null : heading[areaAt], areas, series is { Count: > 0 } ? series : null, null);
    }

    /// <summary>One row for each area and year; every column of numbers is a measure.</summary>
    private static List<SeriesPoint>? Long(List<string> heading, List<ProfileColumn> columns, List<List<string>> rows, int areaAt, int yearAt, Func<string, string?> area)
    {
        var measures = Enumerable.Range(0, columns.Count).Where(at => columns[at].Type == "number").ToList();
        var points = new List<SeriesPoint>();
        foreach (var row in rows)
        {
            if (yearAt >= row.Count || Year(row[yearAt]) is not { } year || Place(row, areaAt, area) is not (true, var code))
            {
                continue;
            }

            points.AddRange(measures.Where(at => at < row.Count && Number(row[at]) is not null).Select(at => new SeriesPoint(code, year, heading[at], Number(row[at])!.Value)));
        }

        return Clear(points);
    }

    /// <summary>A column for each year; the rest of a row says of what.</summary>
    private static List<SeriesPoint>? Wide(List<string> heading, List<int?> named, List<ProfileColumn> columns, List<List<string>> rows, int areaAt, Func<string, string?> area)
    {
        var text = columns.FindIndex(c => c.Type == "text");
        var points = new List<SeriesPoint>();
        foreach (var row in rows)
        {
            if (Place(row, areaAt, area) is not (true, var code))
            {
                continue;
            }

            var measure = text >= 0 && text < row.Count && text != areaAt ? row[text] : areaAt >= 0 ? heading[areaAt] : "";
            points.AddRange(Enumerable.Range(0, Math.Min(row.Count, named.Count)).Where(at => named[at] is not null && Number(row[at]) is not null)
                .Select(at => new SeriesPoint(code, named[at]!.Value, measure, Number(row[at])!.Value)));
        }

        return Clear(points);
    }

    /// <summary>A table is clear when no area, year and measure has two numbers; else something else tells its rows apart.</summary>
    private static List<SeriesPoint>? Clear(List<SeriesPoint> points) =>
        points.Count is 0 or > MostPoints || points.DistinctBy(p => (p.Area, p.Year, p.Measure)).Count() < points.Count ? null : points;

    /// <summary>False where the table has areas and this row names none that is known (a total, a note).</summary>
    private static (bool Known, string? Code) Place(List<string> row, int areaAt, Func<string, string?> area)
    {
        var code = areaAt >= 0 && areaAt < row.Count ? area(row[areaAt]) : null;
        return (areaAt < 0 || code is not null, code);
    }

    private static ProfileColumn Column(string name, List<string> values, Func<string, string?> area)
    {
        var filled = values.Where(v => v.Length > 0).ToList();
        bool Mostly(Func<string, bool> sort) => filled.Count > 0 && filled.Count(sort) >= Share * filled.Count;
        var type = filled.Count == 0 ? "empty"
            : YearName().IsMatch(name) && Mostly(v => Year(v) is not null) ? "year"
            : Mostly(v => FourDigits().IsMatch(v) && Year(v) is not null) && filled.Distinct().Count() > 1 ? "year"
            : Mostly(v => Number(v) is not null) ? "number"
            : filled.Count(v => area(v) is not null) >= 0.5 * filled.Count ? "area" : "text";
        return new ProfileColumn(name, type, filled.Count);
    }

    /// <summary>The year a heading is, not one it speaks of: 2565, พ.ศ. 2565, ปี 2022.</summary>
    private static int? Heading(string name) => YearHeading().IsMatch(name) ? ThaiYear.First(name) : null;

    private static int? Year(string value) => value.Length <= 20 ? ThaiYear.First(value) : null;

    private static decimal? Number(string value) =>
        decimal.TryParse(value.TrimEnd('%').Trim(), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ResourceProfile Nothing(string why) => new([], 0, null, null, null, [], null, why);

    [GeneratedRegex("ปี|พ\\.ศ|ค\\.ศ|year|yr", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearName();

    [GeneratedRegex("^[0-9๐-๙]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex FourDigits();

    [GeneratedRegex("^(?:ปี|พ\\.ศ\\.?|ค\\.ศ\\.?|ปีงบประมาณ|year|\\s)*[0-9๐-๙]{4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearHeading();
}
