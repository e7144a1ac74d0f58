using System.Text.Json.Nodes;

namespace EvidenceRegistry.Tests.Searching;

public sealed class FilterTests
{
    [Fact]
    public async Task An_agency_whose_name_holds_a_comma_is_filtered_by_its_whole_name()
    {
        await using var registry = new SearchedRegistry();
        var whole = await registry.SubmitAsync("1", "ข้าว", new JsonObject { ["agency"] = "กรมการข้าว, กองวิจัย" });
        var other = await registry.SubmitAsync("2", "ข้าว", new JsonObject { ["agency"] = "กรมการข้าว" });
        await registry.CarryAsync();

        Assert.Equal([whole], SearchedRegistry.Ids(await registry.SearchAsync("", $"&agency={Uri.EscapeDataString("กรมการข้าว, กองวิจัย")}")));
        Assert.Equal([other], SearchedRegistry.Ids(await registry.SearchAsync("", $"&agency={Uri.EscapeDataString("กรมการข้าว")}")));
        Assert.Equal(2, (int)(await registry.SearchAsync("", $"&agency={Uri.EscapeDataString("กรมการข้าว")}&agency={Uri.EscapeDataString("กรมการข้าว, กองวิจัย")}"))["total"]!);
    }

    [Fact]
    public async Task What_nobody_knows_as_a_filter_is_words_and_years_typed_narrow_years_chosen()
    {
        await using var registry = new SearchedRegistry();
        var old = await registry.SubmitAsync("1", "ข้าว kind:magic ฉบับเก่า", new JsonObject { ["year"] = 2019 });
        var young = await registry.SubmitAsync("2", "ข้าว ฉบับใหม่", new JsonObject { ["year"] = 2024 });
        await registry.CarryAsync();

        Assert.Equal([old], SearchedRegistry.Ids(await registry.SearchAsync("kind:magic")));
        Assert.Equal([young], SearchedRegistry.Ids(await registry.SearchAsync("ข้าว yearFrom:2020", "&yearFrom=2015")));
        Assert.Equal([old], SearchedRegistry.Ids(await registry.SearchAsync("ข้าว", "&year=2019,2020")));
        Assert.Equal(2, (int)(await registry.SearchAsync("kind:study"))["total"]!);
    }

    [Fact]
    public async Task Completions_are_ten_at_most_and_know_targets_agencies_and_titles()
    {
        await using var registry = new SearchedRegistry();
        for (var at = 0; at < 12; at++)
        {
            await registry.SubmitAsync(SearchedRegistry.Number(at), $"การเรียนรู้ตลอดชีวิต เล่มที่ {at}", new JsonObject { ["agency"] = "สำนักงานการเรียนรู้ตัวอย่าง" });
        }

        await registry.CarryAsync();

        var all = (await registry.AskAsync($"search/suggest?q={Uri.EscapeDataString("การเรียนรู้")}"))["suggestions"]!.AsArray();

        Assert.Equal(10, all.Count);
        Assert.Equal(["agency", "target", "text"], all.Select(one => (string)one!["kind"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty((await registry.AskAsync("search/suggest?q="))["suggestions"]!.AsArray());
    }
}
