using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The figures as docs/search-quality.md shows them.</summary>
public static class QualityTable
{
    public static string Of(QualityReport report)
    {
        var page = new StringBuilder("# Search quality\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Measured {report.Measured}, {report.Machine}. Command: `{report.Command}`; it writes this page and `mappings/search-quality.json`, which `GET /api/v1/search/quality` serves. Registry: embedded engine, {report.Registry}.");
        page.Append(report.Elasticsearch is null ? "\n\n" : $" Elasticsearch {report.Elasticsearch} with its defaults and the analyzer named, on the same texts in the same run.\n\n");
        page.Append("""
            Every question is asked through the API as a person would, and is answered by one text. XQuAD: question → passage, each passage the abstract of a study, one neutral title for all; even articles are the development half that weights were chosen on, odd ones the test half.
            Known item: the titles of 2,000 news texts → the bodies of all 10,000 without their heading lines (`bench/Load/KnownItemSet.cs` holds the rule, `bench/Lexicon/KnownItems.cs` the draw); no weight was chosen on it (how printed quotation marks are read was; when quotations of a pasted title are let go was found on 1,200 other titles of the same file), and the lexicon never saw these 2,000.
            In brackets: 95 % bootstrap intervals, 1,000 draws. Streams are switched off by the settings `Ranking:…` (docs/settings.md).

            """);
        foreach (var set in report.Sets)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {set.Set}: {set.Rows.Max(row => row.Questions)} questions, {set.Texts} texts\n\n");
            page.Append("| engine | streams | half | MRR@10 | R@1 | R@10 | nDCG@10 |\n| --- | --- | --- | --- | --- | --- | --- |\n");
            foreach (var row in set.Rows)
            {
                page.Append(Line(row)).Append('\n');
            }
        }

        page.Append("\n## What a stream costs\n\n2,000 news texts; a Lucene index of that stream alone, with positions, without norms; seconds of analysis and indexing together. The window reads the positions of the word stream and adds nothing.\n\n");
        page.Append("| stream | tokens | distinct | index MB | seconds |\n| --- | --- | --- | --- | --- |\n");
        foreach (var cost in report.Streams)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {cost.Stream} | {cost.Tokens} | {cost.Distinct} | {cost.IndexMegabytes:F1} | {cost.Seconds:F1} |\n");
        }

        return page.ToString();
    }

    public static string Line(QualityRow row) =>
        $"| {row.Engine} | {row.Streams} | {row.Half} | {Cell(row.MrrAt10)} | {Cell(row.RecallAt1)} | {Cell(row.RecallAt10)} | {Cell(row.NdcgAt10)} |";

    private static string Cell(QualityFigure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:F4} [{figure.Low:F3}–{figure.High:F3}]");
}
