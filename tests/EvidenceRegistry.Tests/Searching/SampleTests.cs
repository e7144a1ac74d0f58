using System.Text.Json.Nodes;

namespace EvidenceRegistry.Tests.Searching;

public sealed class SampleTests(SampledRegistry samples) : IClassFixture<SampledRegistry>
{
    private static readonly string[] FacetNames = ["kind", "target", "factor", "year", "agency", "funder", "design", "area", "access", "language", "baseline", "dataYear", "unit", "multiplier", "disaggregation", "areaLevel"];

    [Theory]
    [InlineData("", "")]
    [InlineData("การเรียนรู้", "&tagStatus=claimed,confirmed,proposed")]
    [InlineData("ผู้สูงอายุ", "&area=R1,R2&kind=study&target=11")]
    public async Task Every_facet_count_is_the_total_of_the_same_question_with_that_value_alone(string q, string filters)
    {
        var registry = samples.Registry;
        var answer = await registry.SearchAsync(q, $"{filters}&facets=true&size=1");
        var asked = 0;
        foreach (var facet in FacetNames)
        {
            var others = string.Concat(filters.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(f => !f.StartsWith($"{facet}=", StringComparison.Ordinal)).Select(f => $"&{f}"));
            foreach (var value in answer["facets"]![facet]!.AsArray().Take(12))
            {
                var alone = await registry.SearchAsync(q, $"{others}&{facet}={Uri.EscapeDataString((string)value!["value"]!)}&size=1");
                Assert.True((long)value["count"]! == (long)alone["total"]!, $"{facet}={value["value"]}: {value["count"]} is not {alone["total"]}");
                Assert.False(string.IsNullOrWhiteSpace((string?)value["label"]!["th"]));
                asked++;
            }
        }

        Assert.True(asked >= 30, $"{asked} values");
    }

    [Theory]
    [InlineData("relevance", "การ")]
    [InlineData("newest", "")]
    [InlineData("title", "")]
    public async Task Going_from_cursor_to_cursor_meets_every_record_once(string sort, string q)
    {
        var registry = samples.Registry;
        var ids = new List<string>();
        string? next = null;
        long total;
        do
        {
            var page = await registry.SearchAsync(q, $"&size=7&sort={sort}{(next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}")}");
            ids.AddRange(SearchedRegistry.Ids(page));
            total = (long)page["total"]!;
            next = (string?)page["next"];
        }
        while (next is not null);

        Assert.True(total > 100);
        Assert.Equal(total, ids.Count);
        Assert.Equal(total, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("ris", "application/x-research-info-systems")]
    [InlineData("bibtex", "application/x-bibtex")]
    [InlineData("csl", "application/vnd.citationstyles.csl+json")]
    public async Task The_whole_result_list_is_exported_beyond_the_first_hundred(string format, string mediaType)
    {
        var registry = samples.Registry;
        var total = (int)(await registry.AskAsync("search?size=1"))["total"]!;

        var answer = await registry.App.Reader().GetAsync($"/api/v1/search/export?format={format}", SearchedRegistry.Cancel);
        var text = await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel);

        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(total, format switch
        {
            "csl" => JsonNode.Parse(text)!.AsArray().Count(item => ((string?)item!["note"])?.Contains("Sample record", StringComparison.Ordinal) == true),
            "csv" => text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1,
            "ris" => text.Split("ER  - \r\n").Length - 1,
            _ => text.Split("\n@").Length,
        });
    }

    [Fact]
    public async Task An_export_takes_the_address_of_its_search_and_is_whole_all_the_same()
    {
        var registry = samples.Registry;
        var page = await registry.AskAsync("search?size=5&facets=true");
        var csv = await registry.App.Reader().GetStringAsync($"/api/v1/search/export?format=csv&size=5&facets=true&explain=true&passages=false&cursor={page["next"]}", SearchedRegistry.Cancel);
        Assert.Equal((int)page["total"]!, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }
}

/// <summary>A registry with the shipped samples that tests only read.</summary>
public sealed class SampledRegistry : IAsyncLifetime
{
    private SearchedRegistry? _registry;

    internal SearchedRegistry Registry => _registry!;

    public async ValueTask InitializeAsync() => _registry = await SearchedRegistry.WithSamplesAsync();

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
