using System.Globalization;
using CsvHelper;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>
/// One line of RFC 4180. A field that a spreadsheet would run as a formula (it begins with =, +, -, @, tab or CR) gets an
/// apostrophe in front, as OWASP recommends.
/// </summary>
public static class CsvLine
{
    /// <summary>Begins every CSV file: spreadsheets need it to show Thai.</summary>
    public const string ByteOrderMark = "\uFEFF";

    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>With its line end; null is an empty field.</summary>
    public static string Of(params string?[] fields)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options, leaveOpen: true))
        {
            csv.WriteRecord([.. fields.Select(f => f ?? "")]);
        }

        return text.ToString();
    }
}
