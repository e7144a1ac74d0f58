using System.Diagnostics;
using System.Globalization;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Bench.Pdf;

/// <summary>Character error rate of page text against lines a person read, for our reader and for pdftotext: the nearest stretch of the page counts for each line.</summary>
internal static class LineErrors
{
    public static async Task RunAsync(string folder, string linesPath)
    {
        var lines = ReadLine.Read(linesPath);
        var (signs, ours, theirs) = (0, 0, 0);
        Console.WriteLine("| document | page | lines | signs | errors | CER | errors of pdftotext | CER |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var page in lines.GroupBy(line => (line.File, line.Page)))
        {
            var path = ReadLine.Find(folder, page.Key.File);
            var (own, other) = (EditDistance.Signs(PageText(path, page.Key.Page)), EditDistance.Signs(await PopplerAsync(path, page.Key.Page)));
            var (s, o, t) = (page.Sum(line => line.Text.Length), page.Sum(line => EditDistance.Within(line.Text, own)), page.Sum(line => EditDistance.Within(line.Text, other)));
            (signs, ours, theirs) = (signs + s, ours + o, theirs + t);
            Console.WriteLine(Row(page.Key.File, page.Key.Page.ToString(CultureInfo.InvariantCulture), page.Count(), s, o, t));
            foreach (var line in page.Where(line => EditDistance.Within(line.Text, own) > 0))
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{page.Key.File} p{page.Key.Page}: {EditDistance.Within(line.Text, own)} in {line.Text}"));
            }
        }

        Console.WriteLine(Row("all", "", lines.Count, signs, ours, theirs));
    }

    /// <summary>As stored: read and repaired.</summary>
    public static string PageText(string path, int page) =>
        PdfReader.Read(new PdfRequest(path, page, page, 0)).OfType<PdfPage>().Where(p => p.Page == page).Select(p => p.Text).FirstOrDefault() ?? "";

    private static async Task<string> PopplerAsync(string path, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-q", "-f", number, "-l", number, path, "-"]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }

    private static string Row(string file, string page, int lines, int signs, int ours, int theirs) => string.Create(
        CultureInfo.InvariantCulture, $"| {file} | {page} | {lines} | {signs} | {ours} | {100.0 * ours / signs:F2} % | {theirs} | {100.0 * theirs / signs:F2} % |");
}
