using System.Diagnostics;
using System.Globalization;
using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Bench.Pdf;

/// <summary>Pages read from their pictures: the scan against lines a person read, five printed pages against their own text; seconds and processor seconds a page.</summary>
internal static class PictureErrors
{
    /// <summary>One column of print each, so that the order of reading says nothing.</summary>
    private static readonly (string File, int Page)[] Printed = [("004", 8), ("005", 1), ("007", 1), ("013", 3), ("021", 2)];

    // Of /proc/self/stat: processor time of children that have ended, in ticks (proc(5)); 100 ticks a second on Linux.
    private const int ChildrenUser = 15, ChildrenSystem = 16;
    private const double Ticks = 100;

    public static async Task RunAsync(string folder, string? linesPath)
    {
        var options = new OcrOptions();
        var child = new OcrChild(options, TimeProvider.System);
        var reader = new OcrReader(new OcrPrograms(options, child), child);
        Console.WriteLine("| document | page | compared with | signs | errors | CER | confidence | seconds | processor seconds |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var scan in (linesPath is null ? [] : ReadLine.Read(linesPath)).GroupBy(line => (line.File, line.Page)))
        {
            await RowAsync(reader, folder, scan.Key, "lines read", scan.Sum(line => line.Text.Length), text => scan.Sum(line => EditDistance.Within(line.Text, text)));
        }

        foreach (var page in Printed)
        {
            var wanted = EditDistance.Signs(LineErrors.PageText(ReadLine.Find(folder, page.File), page.Page));
            await RowAsync(reader, folder, page, "its own text", wanted.Length, text => EditDistance.Of(wanted, text));
        }
    }

    private static async Task RowAsync(OcrReader reader, string folder, (string File, int Page) page, string with, int signs, Func<string, int> errors)
    {
        var (began, spent) = (Stopwatch.GetTimestamp(), Spent());
        var found = await reader.ReadAsync(ReadLine.Find(folder, page.File), page.Page, CancellationToken.None);
        var (took, used) = (Stopwatch.GetElapsedTime(began).TotalSeconds, Spent() - spent);
        var wrong = errors(EditDistance.Signs(found.Text));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {page.File} | {page.Page} | {with} | {signs} | {wrong} | {100.0 * wrong / signs:F1} % | {found.Confidence:F2} | {took:F1} | {used:F1} |"));
    }

    private static double Spent()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        // The state is field 3, and the first after the name.
        return (double.Parse(fields[ChildrenUser - 2], CultureInfo.InvariantCulture) + double.Parse(fields[ChildrenSystem - 2], CultureInfo.InvariantCulture)) / Ticks;
    }
}
