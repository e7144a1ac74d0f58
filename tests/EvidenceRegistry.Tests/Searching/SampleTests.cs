using System.Text.Json.Nodes;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tests.SeedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

public sealed class SampleTests
{
    private static readonly string[] FacetNames = ["kind", "target", "factor", "year", "agency", "funder", "design", "area", "access", "language"];

    [Theory]
    [InlineData("", "")]
    [InlineData("การเรียนรู้", "&tagStatus=claimed,confirmed,proposed")]
    [InlineData("ผู้สูงอายุ", "&area=R1,R2&kind=study&target=11")]
    public async Task Every_facet_count_is_the_total_of_the_same_question_with_that_value_alone(string q, string filters)
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
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
        await using var registry = await SearchedRegistry.WithSamplesAsync();
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

    [Fact]
    public async Task Every_answer_marks_a_sample_and_an_admin_removes_them_all_for_good()
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        var mine = await registry.SubmitAsync("RDG-1", "ข้าวหอมมะลิ");
        await registry.CarryAsync();
        var before = await registry.AskAsync("search?size=100");
        var csv = await registry.App.Reader().GetStringAsync("/api/v1/search/export?format=csv", SearchedRegistry.Cancel);

        var answer = await registry.App.Admin().DeleteAsync("/api/v1/samples", SearchedRegistry.Cancel);
        var removed = JsonNode.Parse(await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel))!;

        Assert.Equal(124, (int)before["total"]!);
        Assert.All(before["hits"]!.AsArray(), h => Assert.Equal((string)h!["id"]! != mine, (bool?)h["sample"] == true));
        Assert.Equal(124 + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(123, (int)removed["removed"]!);
        Assert.Equal([mine], SearchedRegistry.Ids(await registry.AskAsync("search")));
        await registry.CarryAsync();
        Assert.Equal([mine], SearchedRegistry.Ids(await registry.AskAsync("search")));
        Assert.Equal(0, await registry.App.Services.GetRequiredService<SampleSeed>().EnsureAsync(SeedFiles.PathOf("samples"), SearchedRegistry.Cancel));
        await using var db = registry.App.Databases.Open();
        Assert.Equal((1, 0), (await db.Records.CountAsync(SearchedRegistry.Cancel), await db.Files.CountAsync(SearchedRegistry.Cancel)));
        Assert.Equal(0, (int)(await registry.AskAsync("consistency", registry.App.Admin()))["orphan"]!);
    }

    [Fact]
    public async Task Seeding_that_was_stopped_in_the_middle_is_finished_once_by_the_next_start()
    {
        await using var registry = new SearchedRegistry();
        var seed = registry.App.Services.GetRequiredService<SampleSeed>();
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => seed.EnsureAsync(SeedFiles.PathOf("samples"), stop.Token), SearchedRegistry.Cancel);
        await using var db = registry.App.Databases.Open();
        while (!await db.Records.AnyAsync(SearchedRegistry.Cancel) && !running.IsCompleted)
        {
            await Task.Delay(5, SearchedRegistry.Cancel);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var half = await db.Records.CountAsync(SearchedRegistry.Cancel);

        var rest = await seed.EnsureAsync(SeedFiles.PathOf("samples"), SearchedRegistry.Cancel);

        Assert.InRange(half, 1, 122);
        Assert.Equal(123, half + rest);
        Assert.Equal(123, await db.Records.CountAsync(SearchedRegistry.Cancel));
        Assert.Equal(0, await seed.EnsureAsync(SeedFiles.PathOf("samples"), SearchedRegistry.Cancel));
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("ris", "application/x-research-info-systems")]
    [InlineData("bibtex", "application/x-bibtex")]
    [InlineData("csl", "application/vnd.citationstyles.csl+json")]
    public async Task The_whole_result_list_is_exported_beyond_the_first_hundred(string format, string mediaType)
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
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
}
