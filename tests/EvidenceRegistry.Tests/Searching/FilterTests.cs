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

    [Theory]
    [InlineData("agency:\"กรมการข้าว, กองวิจัย\"", "1")]
    [InlineData("agency:กรมการข้าว", "2")]
    [InlineData("agency:\"กรมการข้าว, กองวิจัย,กรมการข้าว\"", "1 2")]
    [InlineData("agency:กรมดิน\\,น้ำ", "3")]
    [InlineData("agency:\"กรมดิน\\,น้ำ\"", "3")]
    [InlineData("funder:USAID", "3")]
    [InlineData("funder:usaid", "3 4")]
    [InlineData("Funder:NASA", "4")]
    [InlineData("agency:กรมดาว", "4")]
    [InlineData("agency:กรมดาว,กรมการข้าว ทุ่ง", "2")]
    [InlineData("ทุ่ง agency:\"กรมดาว เทียม\"", "4")]
    [InlineData("language:qaa", "4")]
    [InlineData("language:th ข้าว", "1 2 3 4")]
    [InlineData("ข้าว -agency:\"กรมการข้าว, กองวิจัย\"", "1 2 3 4")]
    [InlineData("ข้าว -\"กรมดาว เทียม\"", "1 2 3")]
    public async Task A_filter_in_the_box_is_read_as_the_parameter_is_and_a_name_that_no_record_bears_is_words(string typed, string found)
    {
        await using var registry = new SearchedRegistry();
        var ids = new Dictionary<string, string>
        {
            [await registry.SubmitAsync("1", "ข้าว", new JsonObject { ["agency"] = "กรมการข้าว, กองวิจัย" })] = "1",
            [await registry.SubmitAsync("2", "ข้าว", new JsonObject { ["agency"] = "กรมการข้าว" })] = "2",
            [await registry.SubmitAsync("3", "ข้าว", new JsonObject { ["agency"] = "กรมดิน,น้ำ", ["funder"] = "USAID" })] = "3",
            [await registry.SubmitAsync("4", "ข้าว ทุ่ง funder:NASA language:qaa agency:กรมดาว เทียม")] = "4",
        };
        await registry.CarryAsync();

        Assert.Equal(found, string.Join(' ', SearchedRegistry.Ids(await registry.SearchAsync(typed)).Select(id => ids[id]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_name_typed_beside_a_change_token_is_looked_for_when_the_write_can_be_found()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("1", "ข้าว", new JsonObject { ["agency"] = "กรมใหม่" });
        var asked = registry.SearchAsync("agency:กรมใหม่", "&after=1");
        await registry.CarryAsync();
        Assert.Equal([id], SearchedRegistry.Ids(await asked));
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
