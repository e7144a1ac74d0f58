using System.Globalization;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tests.Repository;

namespace EvidenceRegistry.Tests.Searching;

public sealed class SearchQualityTests
{
    private static readonly string[] Figures = ["mrrAt10", "recallAt1", "recallAt10", "ndcgAt10"];

    private static JsonNode Measured => JsonNode.Parse(SourceTree.Read(SourceTree.Files("mappings", "search-quality.json").Single()))!;

    [Fact]
    public async Task Anyone_reads_the_figures_that_were_measured_and_no_others()
    {
        await using var registry = new SearchedRegistry();
        var served = await registry.AskAsync("search/quality");
        Assert.True(JsonNode.DeepEquals(Measured, served), served.ToJsonString());
    }

    [Fact]
    public void The_page_for_people_shows_every_figure_that_is_served()
    {
        var page = SourceTree.Read(SourceTree.Files("docs", "search-quality.md").Single());
        var rows = Measured["sets"]!.AsArray().SelectMany(set => set!["rows"]!.AsArray()).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(
            $"| {row!["engine"]} | {row["streams"]} | {row["half"]} | {string.Join(" | ", Figures.Select(name => Cell(row[name]!)))} |", page, StringComparison.Ordinal));
        Assert.Equal(rows.Count, page.Split('\n').Count(line => line.StartsWith("| registry ", StringComparison.Ordinal) || line.StartsWith("| Elasticsearch ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_promised_of_the_search_is_what_was_measured()
    {
        Assert.True(Default("XQuAD-th", "mrrAt10") >= 0.972);
        Assert.True(Default("XQuAD-th", "recallAt1") >= 0.955);
        Assert.True(Default("XQuAD-en", "mrrAt10") >= 0.962);
        Assert.True(Math.Round(Default("known item", "mrrAt10") - Row("known item", "thai", "mrrAt10"), 4) >= 0.02);
        Assert.True(Default("XQuAD-th", "mrrAt10") > Row("XQuAD-th", "thai", "mrrAt10"));
        Assert.True(Default("XQuAD-en", "mrrAt10") > Row("XQuAD-en", "english", "mrrAt10"));
    }

    private static double Default(string set, string figure) => Row(set, "words + pairs + clusters + window (default)", figure);

    private static double Row(string set, string streams, string figure) => (double)Measured["sets"]!.AsArray().Single(one => (string)one!["set"]! == set)!["rows"]!.AsArray()
        .Single(row => (string)row!["streams"]! == streams && (string)row["half"]! == "whole")![figure]!["value"]!;

    private static string Cell(JsonNode figure) => string.Create(
        CultureInfo.InvariantCulture, $"{(double)figure["value"]!:F4} [{(double)figure["low"]!:F3}–{(double)figure["high"]!:F3}]");
}
