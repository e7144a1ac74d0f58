using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Indexing;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>Datasets found by what makes them usable as a project's baseline.</summary>
public sealed class BaselineFilterTests : IAsyncLifetime
{
    private readonly SearchedRegistry _registry = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private BaselineClock Clock => _registry.App.Services.GetRequiredService<BaselineClock>();

    [Fact]
    public async Task A_statistic_is_found_by_years_unit_multiplier_disaggregation_and_level_of_area_and_says_the_same_of_itself()
    {
        var whole = await SubmitAsync("1", new JsonObject
        {
            ["firstYear"] = 2015, ["lastYear"] = 2024, ["unitOfMeasure"] = "ราย, ครัวเรือน", ["unitOfMultiplier"] = "พัน", ["disaggregate"] = new JsonArray("เพศ", "อายุ"), ["geoCoverage"] = "จังหวัด",
        });
        var bare = await SubmitAsync("2", new JsonObject { ["lastYear"] = 2024, ["unitOfMeasure"] = "บาท", ["unitOfMultiplier"] = "ไม่ทราบ" });
        var silent = await SubmitAsync("3", []);
        await _registry.SubmitAsync("4", "งานวิจัยตัวอย่าง");
        await _registry.CarryAsync();

        Assert.Equal([whole], await FoundAsync("baseline=yes"));
        Assert.Equal([bare], await FoundAsync("baseline=Partly"));
        Assert.Equal([silent], await FoundAsync("baseline=no"));
        Assert.Equal([whole], await FoundAsync("dataYear=2015"));
        Assert.Equal(Sorted(whole, bare), await FoundAsync("dataYear=2024,2030"));
        Assert.Equal([whole], await FoundAsync("unit=" + Uri.EscapeDataString("ราย, ครัวเรือน")));
        Assert.Equal([whole], await FoundAsync("multiplier=" + Uri.EscapeDataString("พัน")));
        Assert.Empty(await FoundAsync("multiplier=" + Uri.EscapeDataString("ไม่ทราบ")));
        Assert.Equal([whole], await FoundAsync("disaggregation=" + Uri.EscapeDataString("อายุ")));
        Assert.Equal([whole], await FoundAsync("areaLevel=province&baseline=yes"));
        Assert.Equal([whole], SearchedRegistry.Ids(await _registry.SearchAsync("baseline:yes")));
        foreach (var (id, use) in new[] { (whole, "yes"), (bare, "partly"), (silent, "no") })
        {
            Assert.Equal(use, (string?)(await _registry.AskAsync($"records/{id}/fitness"))["baseline"]!["usable"]);
        }
    }

    [Fact]
    public async Task A_dataset_grows_too_old_for_a_baseline_at_the_turn_of_the_year_and_the_index_hears_of_it_once()
    {
        // The registry's first day lies in November 2026; five years back is 2021.
        var ages = await SubmitAsync("1", Baseline(2021));
        var stays = await SubmitAsync("2", Baseline(2022));
        await Clock.SweepAsync(SearchedRegistry.Cancel);
        await _registry.CarryAsync();
        Assert.Equal(Sorted(ages, stays), await FoundAsync("baseline=yes"));

        _registry.App.Time.SetUtcNow(new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await Clock.SweepAsync(SearchedRegistry.Cancel));
        Assert.Equal(0, await Clock.SweepAsync(SearchedRegistry.Cancel));
        await _registry.CarryAsync();
        Assert.Equal([stays], await FoundAsync("baseline=yes"));
        Assert.Equal([ages], await FoundAsync("baseline=partly"));
    }

    private static JsonObject Baseline(int year) => new() { ["lastYear"] = year, ["year"] = year, ["unitOfMeasure"] = "คน", ["geoCoverage"] = "ประเทศ" };

    private async Task<IReadOnlyList<string>> FoundAsync(string filters) => Sorted([.. SearchedRegistry.Ids(await _registry.SearchAsync("", $"&{filters}"))]);

    private static IReadOnlyList<string> Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    private async Task<string> SubmitAsync(string sourceId, JsonObject more)
    {
        var dataset = new JsonObject
        {
            ["source"] = "portal", ["sourceId"] = sourceId, ["title"] = new JsonObject { ["th"] = $"สถิติตัวอย่าง {sourceId}" }, ["year"] = 2024, ["agency"] = "หน่วยงานตัวอย่าง",
        };
        foreach (var (name, value) in more)
        {
            dataset[name] = value?.DeepClone();
        }

        using var answer = await _registry.App.Admin().PostAsJsonAsync("/api/v1/datasets", dataset, SearchedRegistry.Cancel);
        var text = await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }
}
