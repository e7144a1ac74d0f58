using System.Globalization;
using System.Text;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// Places found against judged mentions: <c>line,start,end,kind,code</c>, offsets in UTF-16 units of title, line end and body; no code where the name is met
/// but no place is meant.
/// </summary>
internal static class PlaceBench
{
    private sealed record Judged(int Line, int Start, int End, string Kind, string? Code, string? Found);

    public static async Task<int> RunAsync(string mappings, string areas, string textsFile, string judgedFile, string outFile)
    {
        var finder = PlaceFinder.Of(TextAnalysis.Load(mappings), [.. JudgedTexts.Table(areas).Rows.Select(a => new PlaceNamed(
            a["code"]!, a["kind"]!, a["parent"], [.. new[] { a["name_th"], a["name_en"], a["short_th"], a["short_en"] }.SelectMany(n => (n ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries))]))]);
        var rows = JudgedTexts.Table(judgedFile).Rows;
        var texts = await JudgedTexts.TextsAsync(textsFile, [.. rows.Select(r => Number(r["line"])).Distinct()]);
        var found = texts.ToDictionary(t => t.Key, t => finder.Find($"{t.Value.Title}\n{t.Value.Body}"));
        var judged = rows.Select(r => (Line: Number(r["line"]), Start: Number(r["start"]), End: Number(r["end"]), Row: r)).Select(j => new Judged(
            j.Line, j.Start, j.End, j.Row["kind"]!, j.Row["code"], found[j.Line].Where(m => m.Start < j.End && j.Start < m.End).Select(m => m.Code).FirstOrDefault())).ToList();
        var report = new StringBuilder("| names | mentions | places | found | right | precision | recall |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var kind in judged.GroupBy(j => j.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            report.AppendLine(Row(kind.Key, [.. kind]));
        }

        report.AppendLine(Row("all", judged));
        foreach (var wrong in judged.Where(j => j.Found != j.Code))
        {
            await Console.Error.WriteLineAsync($"{wrong.Line} {wrong.Start} judged {wrong.Code ?? "none"}, found {wrong.Found ?? "none"}");
        }

        await File.WriteAllTextAsync(outFile, report.ToString());
        await Console.Out.WriteAsync(report);
        return 0;
    }

    private static string Row(string name, List<Judged> all)
    {
        var (places, found, right) = (all.Count(j => j.Code is not null), all.Count(j => j.Found is not null), all.Count(j => j.Found is not null && j.Found == j.Code));
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {all.Count} | {places} | {found} | {right} | {right / (double)found:0.000} | {right / (double)places:0.000} |");
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
